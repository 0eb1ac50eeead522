"""Programs: their definitions, loading, versions and which is in force."""
