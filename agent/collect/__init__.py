"""Source → Article: reading files and pages."""
