"""The encrypted store of one site."""
