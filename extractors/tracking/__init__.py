"""Tracking numbers and carriers: formats, check digits, names."""
