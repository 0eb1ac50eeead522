"""The survey page: question by question, with an editor for each type of answer."""
