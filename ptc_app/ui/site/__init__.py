"""The site page: workstation, practitioners, keys."""
