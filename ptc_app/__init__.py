"""A participant technology center: records there, receives at central."""
