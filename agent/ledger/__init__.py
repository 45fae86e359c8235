"""The ledger: one SQLite file that holds every night."""
