"""Qt layouts and containers that arrange widgets; they know nothing of the domain."""
