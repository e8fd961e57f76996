"""Briefing → file: rendering."""
