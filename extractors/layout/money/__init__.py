"""Documents of money from words and geometry: invoices and their kin."""
