"""What a person sees: the morning summary and what waits for a decision."""
