"""Measurement protocols as data, readings taken under them, and the values derived from both."""
