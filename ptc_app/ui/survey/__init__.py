"""The survey page, question by question, and the editors of answers."""
