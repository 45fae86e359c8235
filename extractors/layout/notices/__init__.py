"""What a document says was shipped, and what of it is in doubt."""
