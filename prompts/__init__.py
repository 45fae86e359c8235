"""Instructions to the model: files, named by the hash of their bytes."""
