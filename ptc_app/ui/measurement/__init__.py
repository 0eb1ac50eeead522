"""The measurement page: readings are entered, checked and signed, for any measurement protocol."""
