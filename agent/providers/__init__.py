"""The only files that import vendors' models."""
