"""Declared suites, scorers, floors and the gate."""
