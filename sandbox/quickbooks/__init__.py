"""A company's books: queries, bills linked to purchase orders, attachments."""
