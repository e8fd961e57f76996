"""Every check switched off turns a pinned figure red: none of them works without being noticed.

A few planted errors or probes of each kind stand for the suite, and are held to the suite's own ceiling.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from agent.check import claims as checks
from agent.make import make_checker
from agent.types import Finding
from evals.floors import read_floors
from evals.judging import Pair, judge_pairs
from evals.planting import Planted, plant
from evals.planting.sources import verbatim
from evals.probes import OWN, judge, read_rows

FEW = 12
"""Errors of a kind: enough to tell nearly all from some."""

PLANTED = {
    "figures": ("figure", "scale", "currency", "owner", "hedge"),
    "dates": ("date", "weekday", "period"),
    "quotes": ("quotation",),
    "names": ("speaker", "name", "role", "place"),
}
"""What only that exact check can see."""

RULES = {
    "check_negation": "negation",
    "check_modality": "modality",
    "check_attribution": "attribution",
    "check_cause": "cause",
    "check_direction": "direction",
    "check_detail": "detail",
}
"""Rules of `agent.check.support`, and what each is there to see."""


def nothing(*_: object, **__: object) -> list[Finding]:
    return []


def never(*_: object, **__: object) -> None:
    return None


def always(*_: object, **__: object) -> bool:
    return True


@cache
def errors(kind: str) -> list[Planted]:
    return plant(kind, verbatim(None), FEW)


def survival(kind: str) -> float:
    """Return the survival of a few planted errors."""
    pairs = [Pair(one.host.source, one.text, one.host.published) for one in errors(kind)]
    found = judge_pairs(pairs, make_checker())
    return sum(told.passed for told in found) / len(found)


def survival_of_probes(kind: str) -> float:
    """Return the survival of our own probes of a class."""
    rows = [row for file in OWN for row in read_rows(file) if row["class"] == kind]
    return sum(one.label == "supported" for one in judge(rows, make_checker())) / len(rows)


def ceiling(suite: str, figure: str) -> float:
    return read_floors()[suite][figure]["max"]


def test_every_exact_check_and_every_kind_has_its_switch() -> None:
    assert PLANTED.keys() == checks.EXACT_CHECKS.keys()


@pytest.mark.parametrize(
    ("check", "kind"), [(check, kind) for check, some in PLANTED.items() for kind in some]
)
def test_an_exact_check_that_is_off_turns_the_suite_red(
    monkeypatch: pytest.MonkeyPatch, check: str, kind: str
) -> None:
    assert survival(kind) <= ceiling("planted", f"verbatim.survival.{kind}")
    monkeypatch.setitem(checks.EXACT_CHECKS, check, nothing)
    assert survival(kind) > ceiling("planted", f"verbatim.survival.{kind}")


@pytest.mark.parametrize(("rule", "kind"), RULES.items())
def test_a_rule_that_is_off_turns_the_suite_red(
    monkeypatch: pytest.MonkeyPatch, rule: str, kind: str
) -> None:
    monkeypatch.setattr(f"agent.check.support.{rule}", nothing)
    assert survival(kind) > ceiling("planted", f"verbatim.survival.{kind}")


@pytest.mark.parametrize(
    ("part", "off", "kind"),
    [
        ("agent.check.figures._stronger", never, "owner"),
        ("agent.check.figures.hedge_fits", always, "hedge"),
        ("agent.check.names.check_roles", nothing, "role"),
        ("agent.check.names.check_owners", nothing, "speaker"),
    ],
)
def test_a_part_of_a_check_that_is_off_turns_the_suite_red(
    monkeypatch: pytest.MonkeyPatch, part: str, off: Callable[..., Any], kind: str
) -> None:
    monkeypatch.setattr(part, off)
    assert survival(kind) > ceiling("planted", f"verbatim.survival.{kind}")


@pytest.mark.parametrize(
    ("part", "off", "kind"),
    [
        ("agent.check.figures.newer", never, "superseded_figure"),
        ("agent.check.figures._stronger", never, "swapped_figures"),
        ("agent.check.quotes.same_voice", always, "wrong_speaker"),
        ("agent.check.names.check_owners", nothing, "wrong_place"),
    ],
)
def test_a_part_of_a_check_that_is_off_turns_the_probes_red(
    monkeypatch: pytest.MonkeyPatch, part: str, off: Callable[..., Any], kind: str
) -> None:
    assert survival_of_probes(kind) <= ceiling("probes", f"survival.{kind}")
    monkeypatch.setattr(part, off)
    assert survival_of_probes(kind) > ceiling("probes", f"survival.{kind}")
