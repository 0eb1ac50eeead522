"""Physical measurements: what a protocol asks, what was read, what follows from it."""
