"""The participant list and how a participant is labelled."""
