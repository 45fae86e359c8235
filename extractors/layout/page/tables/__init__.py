"""Tables: printed ones and those a document marks up come out as the same value."""
