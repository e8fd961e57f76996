"""Scripted stand-ins for chat models: an honest one and a hostile one, both the same on every run.

They see what a real model sees, the delivered prompt and nothing else, and answer in the same schemas.
"""

from evals.scripted.honest import HonestModel
from evals.scripted.hostile import HostileModel, Planted

__all__ = ["HonestModel", "HostileModel", "Planted"]
