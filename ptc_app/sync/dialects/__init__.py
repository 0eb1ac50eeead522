"""How envelopes become requests for one kind of server, and what its responses mean: pure."""
