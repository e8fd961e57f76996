"""The store of record: articles, their versions, the briefings and what those rest on."""

from agent.store.adding import Outcome
from agent.store.failing import Failing
from agent.store.followed import Followed
from agent.store.store import BriefingEntry, Counts, Store

__all__ = ["BriefingEntry", "Counts", "Failing", "Followed", "Outcome", "Store"]
