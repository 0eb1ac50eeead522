"""Sends envelopes to the central server and stores its receipts."""
