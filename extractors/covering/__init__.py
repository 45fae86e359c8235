"""What is said of a notice or an invoice: by its mail, by another one, by itself."""
