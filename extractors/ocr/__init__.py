"""Pages that are pictures: drawn for a recogniser, and its words put in their place."""
