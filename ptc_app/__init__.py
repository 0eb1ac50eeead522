"""The application of a participant technology center: records visits offline, sends to central."""
