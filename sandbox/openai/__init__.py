"""A chat completions server whose answers were written down beforehand."""
