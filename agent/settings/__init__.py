"""Settings: one TOML file and the environment, checked before anything runs."""
