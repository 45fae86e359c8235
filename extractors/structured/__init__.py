"""Documents that say what they mean: electronic invoices, sheets, mark-up in mail."""

from extractors.structured.prose import prose_of
from extractors.structured.reader import extract, kind_of, reconciled

__all__ = ["extract", "kind_of", "prose_of", "reconciled"]
