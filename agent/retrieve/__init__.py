"""Article → Evidence: passages, the index, and what is found in it."""
