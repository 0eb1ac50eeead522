"""Signed records: what one holds, how it is signed, its history and corrections."""
