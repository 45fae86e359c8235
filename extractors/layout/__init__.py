"""The layout reader: pages of words to records, with no template per vendor."""

from extractors.layout.reader import VERSION, extract

__all__ = ["VERSION", "extract"]
