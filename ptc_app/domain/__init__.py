"""The domain: values and pure functions, without Qt, disk, clock or network."""
