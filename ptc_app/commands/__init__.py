"""The commands of the program: arguments, options, and what each of them runs."""
