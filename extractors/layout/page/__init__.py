"""What geometry and vocabulary say of a page: rows, labels, tables, days, numbers."""
