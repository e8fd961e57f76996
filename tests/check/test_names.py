from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.check.cited import Cited, cite
from agent.check.names import check_names
from agent.types import Article, Claim, Finding, Reason
from tests.makers import make_article

SOURCE = (
    "Brewer Tolmin will close its plant in Ostby in May and move the work to Fallick, where a hall for 900 "
    "vats is to open next year. Chief executive Tilda Moss said the vats were too old. Finance director "
    "Arno Pell declined to comment. A third bidder, Jonas Reuter, withdrew after the first round, and "
    "Ilse Brandt won it. Colombian hops are used."
)


def failed(claim: str, source: str = SOURCE) -> list[Finding]:
    article = Article(
        id="a",
        publisher="The Ostby Echo",
        retrieved=datetime(2025, 1, 2, tzinfo=UTC),
        text=source,
        content_hash="h",
    )
    citation = cite(article)
    made = Claim(id="c", text=claim, kind="reported", citations=(citation,))
    return [f for f in check_names(made, [Cited(citation, article)]) if f.passed is False]


@pytest.mark.parametrize(
    "claim",
    [
        "Moss said that the vats were too old.",
        "The chief financial officer, Arno Pell, would not comment.",
        "Hops from Colombia are in use.",
        "Jonas Reuter pulled out after the first round.",
        "The plant in Ostby will close, the Ostby Echo says.",
        "Finance director Arno Pell declined to comment.",
    ],
)
def test_a_name_that_stands_as_in_the_source_passes(claim: str) -> None:
    assert failed(claim) == []


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("Greta Vance said that the vats were too old.", Reason.NAME_NOT_FOUND),
        ("Tilda Pell said that the vats were too old.", Reason.NAME_NOT_FOUND),
        ("Chief executive Arno Pell declined to comment.", Reason.NAME_ROLE),
        ("Ilse Brandt withdrew after the first round.", Reason.NAME_OWNER),
        ("A hall for 900 vats is to open in Ostby next year.", Reason.NAME_PLACE),
    ],
)
def test_an_exchanged_name_fails(claim: str, reason: Reason) -> None:
    assert reason in {f.reason for f in failed(claim)}


def test_a_blend_of_two_names_is_refuted_and_a_new_name_is_not() -> None:
    assert failed("Tilda Pell left.")[0].refutes
    assert not failed("They met Greta Vance.")[0].refutes


def test_a_finding_points_at_the_name_in_the_claim() -> None:
    claim = "They met Greta Vance."
    mention = failed(claim)[0].mention
    assert mention is not None
    assert claim[mention.start : mention.end] == "Greta Vance"


def test_an_acronym_stands_for_the_written_out_name() -> None:
    assert failed("The NHF met.", "Members of the National Hop Federation met.") == []


OPENING = "Vellmark struck Orrin from its list of partners. The mayor, Ida Brandt, called it an insult."


@pytest.mark.parametrize(
    "text",
    ["Haddock struck Orrin from its list of partners.", "Tarrant was struck from the list of partners."],
)
def test_a_bare_singular_before_its_verb_is_a_name_that_has_to_stand_in_the_source(text: str) -> None:
    assert Reason.NAME_NOT_FOUND in reasons_for(text, OPENING)


def test_an_opening_word_that_the_article_writes_as_a_name_is_one() -> None:
    article = make_article("list", f"{OPENING} Last year the premier, Per Aas, praised Orrin.")
    claim = Claim(
        id="c", text="Aas insult was what the mayor called it.", kind="reported",
        citations=(cite(article, 0, len(OPENING)),),
    )  # fmt: skip
    found = check_names(claim, [Cited(claim.citations[0], article)])
    assert [f.reason for f in found if f.passed is False] == [Reason.NAME_NOT_FOUND]


@pytest.mark.parametrize(
    "text",
    [
        "Whoever struck Orrin from the list, the mayor called it an insult.",
        "Officials struck Orrin from the list of partners.",
        "Partners struck Orrin from the list.",
        "Migration was an insult, the mayor said.",
    ],
)
def test_plurals_masses_and_pronouns_that_open_a_sentence_name_nobody(text: str) -> None:
    assert Reason.NAME_NOT_FOUND not in reasons_for(text, OPENING)


def reasons_for(text: str, source: str) -> list[Reason]:
    article = make_article("opening", source)
    claim = Claim(id="c", text=text, kind="reported", citations=(cite(article),))
    return [f.reason for f in check_names(claim, [Cited(claim.citations[0], article)]) if f.passed is False]


def test_what_a_capital_says_is_not_said_by_somebody_of_the_headline() -> None:
    source = "Marren says that it is fighting a smugglers' war and is entitled to search every boat."
    article = make_article("war", source, headline="What Calder wants of Port Marren")
    told = "Calder says that it is fighting a smugglers' war and is entitled to search every boat."
    claim = Claim(id="c", text=told, kind="reported", citations=(cite(article),))
    failed = [f.reason for f in check_names(claim, [Cited(claim.citations[0], article)]) if not f.passed]
    assert failed == [Reason.NAME_OWNER]


def test_an_outlet_of_one_word_is_a_known_name() -> None:
    article = make_article("war", "The harbour was closed.", publisher="Courier", headline="Harbour closed")
    claim = Claim(
        id="c",
        text="The harbour was closed, according to Courier.",
        kind="reported",
        citations=(cite(article),),
    )
    assert all(f.passed for f in check_names(claim, [Cited(claim.citations[0], article)]))
