"""A shop's Admin API: the real schema, executed over a world's orders."""
