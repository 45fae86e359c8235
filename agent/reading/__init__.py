"""Reading strangers' files: confined children, and the pool that feeds them."""
