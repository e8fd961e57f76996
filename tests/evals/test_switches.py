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
from agent.providers.likeness import Likeness, LikenessChecker
from agent.types import Finding
from evals.floors import read_floors
from evals.judging import Pair, judge_pairs
from evals.planting import Planted, plant
from evals.planting.sources import paraphrased, verbatim
from evals.probes import OWN, judge, read_rows

FEW = 20
"""Errors of a kind: enough to tell nearly all from some."""

CLASSES = {
    "figures": ("wrong_figure", "wrong_currency", "wrong_unit_or_scale", "lost_hedge", "aggregation_error"),
    "dates": ("wrong_date", "relative_date_error"),
    "clock": ("wrong_time",),
    "quotes": ("altered_quote", "paraphrase_as_quote", "wrong_speaker"),
    "names": ("wrong_name", "wrong_role_or_title", "wrong_place"),
}
"""Probes that only that exact check can see."""

RULES = {
    "check_negation": "negation_flip",
    "check_modality": "modality_flip",
    "check_quantity": "lost_hedge",
    "check_attribution": "attribution_dropped",
    "check_cause": "causality_invented",
}
"""Rules of `agent.check.support`, and the probes that each is there to see."""


def nothing(*_: object, **__: object) -> list[Finding]:
    return []


def never(*_: object, **__: object) -> None:
    return None


def always(*_: object, **__: object) -> bool:
    return True


@cache
def errors(kind: str, half: str) -> list[Planted]:
    return plant(kind, {"verbatim": verbatim, "paraphrase": paraphrased}[half](None), FEW)


def survival(kind: str, half: str) -> float:
    """Return the survival of a few planted errors."""
    pairs = [Pair(one.host.source, one.text, one.host.published) for one in errors(kind, half)]
    found = judge_pairs(pairs, make_checker())
    return sum(told.passed for told in found) / len(found)


def survival_of_probes(kind: str) -> float:
    """Return the survival of our own probes of a class."""
    rows = [row for file in OWN for row in read_rows(file) if row["class"] == kind]
    return sum(one.label == "supported" for one in judge(rows, make_checker())) / len(rows)


def ceiling(suite: str, figure: str) -> float:
    return read_floors()[suite][figure]["max"]


def test_every_exact_check_has_its_switch() -> None:
    assert CLASSES.keys() == checks.EXACT_CHECKS.keys()


@pytest.mark.parametrize(
    ("check", "kind"), [(check, kind) for check, some in CLASSES.items() for kind in some]
)
def test_an_exact_check_that_is_off_turns_the_probes_red(
    monkeypatch: pytest.MonkeyPatch, check: str, kind: str
) -> None:
    assert survival_of_probes(kind) <= ceiling("probes", f"survival.{kind}")
    monkeypatch.setitem(checks.EXACT_CHECKS, check, nothing)
    assert survival_of_probes(kind) > ceiling("probes", f"survival.{kind}")


@pytest.mark.parametrize(("rule", "kind"), RULES.items())
def test_a_rule_that_is_off_turns_the_probes_red(
    monkeypatch: pytest.MonkeyPatch, rule: str, kind: str
) -> None:
    assert survival_of_probes(kind) <= ceiling("probes", f"survival.{kind}")
    monkeypatch.setattr(f"agent.check.support.{rule}", nothing)
    assert survival_of_probes(kind) > ceiling("probes", f"survival.{kind}")


@pytest.mark.parametrize(("rule", "half"), [("check_edits", "verbatim"), ("check_direction", "paraphrase")])
def test_a_rule_on_opposites_that_is_off_turns_the_planted_errors_red(
    monkeypatch: pytest.MonkeyPatch, rule: str, half: str
) -> None:
    assert survival("direction", half) <= ceiling("planted", f"{half}.survival.direction")
    monkeypatch.setattr(f"agent.check.support.{rule}", nothing)
    assert survival("direction", half) > ceiling("planted", f"{half}.survival.direction")


def test_a_score_that_believes_everything_turns_the_probes_red(monkeypatch: pytest.MonkeyPatch) -> None:
    assert survival_of_probes("fabricated_detail") <= ceiling("probes", "survival.fabricated_detail")
    monkeypatch.setattr(LikenessChecker, "likenesses", lambda self, pairs: [Likeness(1.0, "") for _ in pairs])
    assert survival_of_probes("fabricated_detail") > ceiling("probes", "survival.fabricated_detail")


@pytest.mark.parametrize(
    ("part", "off", "kind"),
    [
        ("agent.check.figures.newer", never, "superseded_figure"),
        ("agent.check.figures._stronger", never, "swapped_figures"),
        ("agent.check.figures.nearer", never, "wrong_figure"),
        ("agent.check.figures.turned_comparison", never, "wrong_direction"),
        ("agent.check.limits.hedge_fits", always, "lost_hedge"),
        ("agent.check.figures.operand_against", never, "wrong_direction"),
        ("agent.check.figures.turned", never, "wrong_direction"),
        ("agent.check.figures.rank_of_another", never, "other_entity_figure"),
        ("agent.check.quotes.same_voice", always, "wrong_speaker"),
        ("agent.check.names.check_roles", nothing, "wrong_role_or_title"),
        ("agent.check.names.check_owners", nothing, "wrong_place"),
        ("agent.check.modality._settled", never, "modality_flip"),
    ],
)
def test_a_part_of_a_check_that_is_off_turns_the_probes_red(
    monkeypatch: pytest.MonkeyPatch, part: str, off: Callable[..., Any], kind: str
) -> None:
    assert survival_of_probes(kind) <= ceiling("probes", f"survival.{kind}")
    monkeypatch.setattr(part, off)
    assert survival_of_probes(kind) > ceiling("probes", f"survival.{kind}")
