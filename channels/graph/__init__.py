"""A mailbox in Microsoft 365: read by delta and as MIME, at most marked by category."""
