"""Reading programs from files into the domain's values."""
