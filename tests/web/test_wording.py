"""What goes wrong is told on a page in words that somebody at a page can use."""

from __future__ import annotations

import re

import pytest

from agent import errors
from agent.errors import AletheiaError, EmptyLibrary, NotFound, NotNow, UnusableRequest
from agent.web.wording import worded


def kinds() -> list[type[AletheiaError]]:
    found, waiting = [], [AletheiaError]
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].__subclasses__()
    return [kind for kind in found if kind.__module__ == errors.__name__ and not issubclass(kind, NotNow)]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_no_error_sends_somebody_at_a_page_to_a_terminal(kind: type[AletheiaError]) -> None:
    told = worded(kind("it", "a reason") if kind is not AletheiaError else kind("it"))
    assert not re.search(r"aletheia [a-z]|--[a-z]|command", told)
    assert told.startswith(f"{kind.what}: it")
    assert told.endswith((".", "…"))


def test_fields_are_called_as_the_page_calls_them() -> None:
    refusal = UnusableRequest("--since", "it is after --until 2026-02-01", "Swap the two days.")
    assert worded(refusal) == (
        "This cannot be done as asked: first day (it is after last day 2026-02-01). Swap the two days."
    )
    assert worded(UnusableRequest("--since-then")).count("--since-then") == 1


def test_a_remedy_that_a_page_can_use_stays() -> None:
    assert worded(NotFound("story x", "", "Look at another day.")).endswith("Look at another day.")
    assert "Whoever runs the server" in worded(EmptyLibrary())
