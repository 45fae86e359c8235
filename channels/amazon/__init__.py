"""One Amazon marketplace through the Selling Partner API."""
