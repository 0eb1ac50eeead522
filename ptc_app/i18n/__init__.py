"""Texts, dates and numbers in the languages of the application; knows no Qt."""
