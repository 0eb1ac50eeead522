"""The windows: everything a person sees and touches."""
