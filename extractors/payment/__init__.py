"""Where a mail says money should go, wherever in it that stands."""
