"""Bytes in, cited facts out: no network, no database, no clock."""
