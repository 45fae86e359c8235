"""What the words around a notice say: a covering mail, or another mail about it."""
