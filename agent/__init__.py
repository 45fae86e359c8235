"""The shell: settings, ledger, outbox, the night, the command line."""
