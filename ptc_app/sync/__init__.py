"""Carries envelopes to central and keeps its receipts."""
