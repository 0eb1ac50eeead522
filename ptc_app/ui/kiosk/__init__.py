"""The pages and frame shown while the participant has the machine."""
