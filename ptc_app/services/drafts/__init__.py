"""Drafts of what a practitioner types outside the stages of a visit."""
