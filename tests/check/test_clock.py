"""A time of day is supported where a cited text gives it for the same thing, or so far from another."""

from __future__ import annotations

import pytest

from agent.check.clock import check_clock
from agent.types import Claim, Finding, Reason
from tests.check.test_dates import article

SOURCE = (
    "The thieves climbed in through a skylight at 3.40 a.m. and left seven minutes later."
    " A guard called the police at 6.15 a.m. The museum opens again at noon on Friday."
)


def judged(text: str) -> Finding:
    cited = article(SOURCE, name="a")
    made = Claim(id="c", text=text, kind="reported", citations=(cited.citation,))
    (finding,) = check_clock(made, [cited])
    return finding


@pytest.mark.parametrize(
    "claim",
    [
        "The thieves got in at 3:40 in the morning.",
        "The thieves were gone by 3.47 a.m.",
        "The police were called shortly after 6 a.m.",
        "The museum opens again at 12 p.m. on Friday.",
    ],
)
def test_a_time_that_is_given_or_follows_is_supported(claim: str) -> None:
    assert judged(claim).passed


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        ("The thieves climbed in through the skylight at 4.30 a.m.", "3.40 a.m."),
        ("The thieves climbed in through the skylight at 3.40 p.m.", "3.40 a.m."),
        ("The thieves climbed in through the skylight at 6.15 a.m.", "3.40 a.m."),
        ("A guard called the police at 3.40 a.m.", "6.15 a.m."),
        ("The thieves left through the skylight at 3.47 p.m.", "3.40 a.m."),
    ],
)
def test_another_time_is_refuted_and_the_right_one_named(claim: str, right: str) -> None:
    finding = judged(claim)
    assert finding.refutes
    assert finding.reason is Reason.DATE_WRONG
    assert f"but “{right}”" in finding.message


def test_a_time_of_which_no_source_speaks_is_not_supported() -> None:
    cited = article("The thieves climbed in through a skylight.", name="a")
    made = Claim(id="c", text="They came at 3.40 a.m.", kind="reported", citations=(cited.citation,))
    (finding,) = check_clock(made, [cited])
    assert (finding.passed, finding.refutes) == (False, False)
    assert "3.40 a.m." in finding.message
