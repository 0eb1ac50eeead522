"""Texts, dates and numbers in the languages of the program; knows no Qt."""
