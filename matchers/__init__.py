"""Records held against the shops and the books: findings and actions, purely."""
