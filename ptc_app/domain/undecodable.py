"""What reading bytes that nobody vouches for as JSON may raise."""

UNDECODABLE = (ValueError, RecursionError)
"""What a decoder of msgspec raises for bytes that are not what it reads.

Its DecodeError, for what is no JSON or of another type, and UnicodeDecodeError are ValueErrors;
RecursionError is for what is nested too deeply.
"""
