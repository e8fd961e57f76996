from __future__ import annotations

import re

import pytest

from agent.packing import rules as module
from agent.packing.rules import rules


def test_the_fingerprint_of_the_rules_changes_with_what_they_rely_on(monkeypatch: pytest.MonkeyPatch) -> None:
    rules.cache_clear()
    ours = rules()
    assert re.fullmatch("[0-9a-f]{64}", ours)
    monkeypatch.setattr(module, "version", lambda package: f"{package} of tomorrow")
    rules.cache_clear()
    assert rules() != ours
    monkeypatch.undo()
    rules.cache_clear()
    assert rules() == ours
