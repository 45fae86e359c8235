"""Where mail comes in: adapters that read mailboxes and never mark, move or delete."""
