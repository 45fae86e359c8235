"""Bytes of one file as pages of words: PDF, HTML, sheets, archives, text."""
