"""A mailbox as Microsoft Graph serves it, and the tokens that open it."""
