"""Small widgets that know how things look and nothing about what they mean."""
