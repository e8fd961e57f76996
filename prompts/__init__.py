"""Prompts and section plans, shipped as package data."""
