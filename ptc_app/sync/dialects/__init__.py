"""How envelopes become the requests of one kind of central: pure."""
