"""Where the morning summary goes out: one server, the addresses of the settings."""
