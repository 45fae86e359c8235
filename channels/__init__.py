"""Thin adapters to the outside: mailboxes, shops, marketplaces, the model."""
