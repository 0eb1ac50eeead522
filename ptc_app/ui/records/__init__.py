"""The page of a signed record: its versions, amending it, and voiding it."""
