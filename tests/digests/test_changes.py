from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.changes import ORDER, changes
from agent.types import ToldClaim
from evals.changes import changes as suite
from tests.digests.makers import told

SHIPS = "At least 12 ships were waiting outside the harbour of Port Marren."
FISH = "Fish prices in Port Marren rose by 8 percent."


def said(*texts: str, question: str = "q") -> list[ToldClaim]:
    return [ToldClaim(question=question, claim=told(text, key=f"c{n}")) for n, text in enumerate(texts)]


def test_the_same_edition_again_changed_nothing() -> None:
    assert {c.kind for c in changes(said(SHIPS, FISH), said(FISH, SHIPS), lambda _: True)} == {"unchanged"}


def test_a_revised_figure_comes_with_both_values_and_both_passages() -> None:
    later = SHIPS.replace("12", "19")
    (change,) = changes(said(SHIPS), said(later), lambda _: True)
    assert (change.kind, change.was, change.now) == ("revised", "12", "19")
    assert change.before is not None
    assert change.after is not None
    assert (change.before.claim.citations[0].quote, change.after.claim.citations[0].quote) == (SHIPS, later)


def test_a_passage_that_no_longer_stands_takes_its_sentence_back() -> None:
    gone = changes(said(SHIPS), said(FISH), lambda cited: cited.quote != SHIPS)
    assert [c.kind for c in gone] == ["retracted", "new"]
    kept = changes(said(SHIPS), said(FISH), lambda _: True)
    assert [c.kind for c in kept] == ["new", "gone"]


def test_sentences_on_two_questions_are_never_paired() -> None:
    found = changes(said(SHIPS), said(SHIPS, question="other"), lambda _: True)
    assert [c.kind for c in found] == ["new", "gone"]


def test_at_least_95_of_100_kinds_are_told_right() -> None:
    result = suite()
    assert result.metrics["kind_right"] >= 0.95
    assert result.metrics["further.kind_right"] >= 0.9
    assert result.n >= 60


TEXTS = st.lists(st.text(max_size=60) | st.sampled_from([SHIPS, FISH, SHIPS.replace("12", "19")]), max_size=5)


@given(TEXTS, TEXTS)
def test_every_sentence_of_both_editions_is_told_of_once(one: list[str], other: list[str]) -> None:
    before, after = said(*one), said(*other)
    found = changes(before, after, lambda _: False)
    assert sorted(c.before.claim.id for c in found if c.before) == sorted(t.claim.id for t in before)
    assert sorted(c.after.claim.id for c in found if c.after) == sorted(t.claim.id for t in after)
    places = [ORDER.index(c.kind) for c in found]
    assert places == sorted(places)
