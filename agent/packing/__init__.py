"""Briefing → one file that can be checked again anywhere, and back."""
