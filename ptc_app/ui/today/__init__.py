"""The page of today's visits."""
