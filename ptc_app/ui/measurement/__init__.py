"""The measurement page: entry of readings, checks, modifications."""
