"""The night's report: ledger queries and nothing else."""
