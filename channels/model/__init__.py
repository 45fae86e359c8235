"""The language model: a reader of one document at a time, and nothing else."""
