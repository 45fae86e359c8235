"""The scoreboard: what was read held against the truth, document by document."""
