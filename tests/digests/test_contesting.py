"""Which values stand against a sentence, and that a reader of a digest is told of new ones."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agent.changes import changes
from agent.contesting import rivals
from agent.deliver.issue import is_news, issue
from agent.types import Citation, ClaimChange, Disagreement, DisagreementValue, ToldClaim
from tests.deliver.foreign import MARKUP
from tests.digests.makers import make_digest, make_edition, told
from tests.makers import NOW, make_article, make_briefing

TOLL = "Thirty-six strikes on boats suspected of carrying drugs have left at least 126 people dead."
KILLED = "people killed by strikes on boats suspected of carrying drugs"


def value(text: str, publisher: str = "La Sabana", quote: str = "") -> DisagreementValue:
    said = quote or f"The strikes have killed {text} people."
    cited = Citation(article_id="a", content_hash="h", start=0, end=len(said), quote=said)
    return DisagreementValue(value=text, publisher=publisher, published=NOW, origins=1, citation=cited)


def differing(*values: str, variable: str = KILLED, kind: str = "conflict") -> Disagreement:
    return Disagreement.model_validate(
        {"variable": variable, "type": kind, "values": tuple(value(one).model_dump() for one in values)}
    )


def change(before: tuple[str, ...], after: tuple[str, ...], later: str = TOLL) -> ClaimChange:
    (found,) = changes(
        [ToldClaim(question="q", claim=told(TOLL), rivals=tuple(map(value, before)))],
        [ToldClaim(question="q", claim=told(later), rivals=tuple(map(value, after)))],
        lambda _: True,
    )
    return found


def test_the_other_values_of_a_conflict_stand_against_the_sentence_that_gives_one() -> None:
    found = rivals(told(TOLL), [differing("at least 131", "at least 126", "162")])
    assert [one.value for one in found] == ["at least 131", "162"]


@pytest.mark.parametrize(
    "other",
    [
        differing("at least 131", "at least 126", kind="superseded"),
        differing("at least 131", "at least 130"),
        differing("126", "131", variable="members of the senate of Valdoria"),
    ],
    ids=["of another time", "it gives none of them", "something else is counted"],
)
def test_nothing_stands_against_it_otherwise(other: Disagreement) -> None:
    assert rivals(told(TOLL), [other]) == ()


def test_a_value_that_nobody_gave_before_makes_a_sentence_contested() -> None:
    found = change((), ("at least 131",))
    assert found.kind == "contested"
    assert found.rival is not None
    assert found.rival.value == "at least 131"
    assert is_news([found])


def test_a_value_that_was_told_then_is_no_news() -> None:
    assert change(("162", "at least 131"), ("131", "162")).kind == "unchanged"


def test_nothing_is_newly_contested_where_nobody_noted_what_was_contested_then() -> None:
    (found,) = changes(
        [ToldClaim(question="q", claim=told(TOLL))],
        [ToldClaim(question="q", claim=told(TOLL), rivals=(value("131"),))],
        lambda _: True,
    )
    assert found.kind == "unchanged"


def test_a_figure_that_was_revised_is_told_as_that() -> None:
    assert change((), ("at least 126",), TOLL.replace("126", "131")).kind == "revised"


def test_the_digest_leads_with_who_says_otherwise_and_where() -> None:
    quote = f"The toll is at least 131. {MARKUP[0]}"
    found = change((), ()).model_copy(
        update={"kind": "contested", "rival": value("at least 131", "La Sabana", quote)}
    )
    briefing = make_briefing(make_article(text=TOLL), TOLL)
    shown = issue(make_digest(), make_edition(), [briefing], [found], NOW, ZoneInfo("UTC"))
    assert shown.subject.endswith("1 newly contested")
    assert "NEWLY CONTESTED: LA SABANA SAYS AT LEAST 131" in shown.text
    assert "Other figure: La Sabana: “The toll is at least 131." in shown.text
    assert MARKUP[0] not in shown.html
