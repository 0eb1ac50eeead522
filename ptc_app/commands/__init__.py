"""The commands of the application: arguments, options, and what each of them runs."""
