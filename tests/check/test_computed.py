"""A derived figure shows how it was computed, from which passages, and how far its words may round it."""

from __future__ import annotations

import pytest

from agent.check.figures import check_figures
from agent.types import Claim, Finding, Reason
from tests.check.test_dates import article

FIRST = (
    "Brackwater Foods reported revenue of €1.84 billion for 2024."
    " It has 4,700 employees, 310 of them in Lorvik."
)
SECOND = "Brackwater Foods had revenue of €1.61 billion a year earlier. Quill won 530 votes and Reke 388."


def judged(text: str) -> Finding:
    sources = [article(FIRST, name="a"), article(SECOND, name="b")]
    claim = Claim(id="c", text=text, kind="reported", citations=tuple(s.citation for s in sources))
    return next(f for f in check_figures(claim, sources) if f.message)


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ("Quill's margin over Reke was 142 votes.", "530 − 388 = 142"),
        ("Quill and Reke won 918 votes together.", "530 + 388 = 918"),
        (
            "Revenue at Brackwater Foods rose by €230 million.",
            "€1.84 billion − €1.61 billion = 230,000,000 EUR",
        ),
        (
            "Revenue at Brackwater Foods grew by roughly 14 percent.",
            "(€1.84 billion − €1.61 billion) / €1.61 billion = 14.29 %; “about” allows 3% of it either way",
        ),
        (
            "About 6.6 percent of the employees are in Lorvik.",
            "310 / 4,700 = 6.596 %; “about” allows 3% of it either way",
        ),
    ],
)
def test_the_computation_is_shown_with_its_result_and_its_tolerance(claim: str, shown: str) -> None:
    finding = judged(claim)
    assert finding.reason is Reason.OK
    assert finding.message == f"Computed: {shown}."


def test_both_operands_are_cited() -> None:
    finding = judged("Revenue at Brackwater Foods rose by €230 million.")
    assert {c.article_id for c in finding.operands} == {"a", "b"}


def test_a_figure_that_is_not_what_its_operands_give_is_refused() -> None:
    assert judged("Revenue at Brackwater Foods rose by €320 million.").passed is False


PAY = (
    "Marchetti will be paid £720,000 a year; Gareth Lindeman, whom she replaces, earned £695,000."
    " Arden recorded 1,940 cases in the fourth quarter of 2024, against 1,210 in the third."
)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("Marchetti's pay will be £25,000 higher than Lindeman's was.", Reason.OK),
        ("Marchetti's pay will be £25,000 lower than Lindeman's was.", Reason.FIGURE_DIRECTION),
        ("From the third to the fourth quarter the cases in Arden jumped by about 60%.", Reason.OK),
        (
            "From the third to the fourth quarter the cases in Arden fell by about 60%.",
            Reason.FIGURE_DIRECTION,
        ),
    ],
)
def test_a_computed_difference_goes_the_way_the_source_goes(claim: str, reason: Reason) -> None:
    source = article(PAY, name="a")
    made = Claim(id="c", text=claim, kind="reported", citations=(source.citation,))
    assert reason in {f.reason for f in check_figures(made, [source])}
