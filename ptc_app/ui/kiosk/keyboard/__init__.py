"""The on-screen keyboard of kiosk pages: layouts, keys, and the panel that types into fields."""
