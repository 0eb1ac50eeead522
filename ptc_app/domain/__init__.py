"""What the clinic knows: values and pure functions, without Qt, disk, clock or network."""
