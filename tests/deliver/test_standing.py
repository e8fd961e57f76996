"""How a sentence stands is told in a word, from what the checks found."""

from __future__ import annotations

from typing import Any

import pytest

from agent.deliver.around import ROOM, around
from agent.deliver.standing import standing
from agent.types import CheckedClaim, Citation, Disagreement, DisagreementValue, Finding, Reason
from tests.deliver.makers import citation, claim

PASSAGE = citation("a1", "At least 14 people were evacuated.", 100)


def said(text: str = "14 people were evacuated.", **how: Any) -> CheckedClaim:
    return claim("c1", text, PASSAGE, **how)


def differ(kind: Any, where: Citation = PASSAGE) -> Disagreement:
    def value(told: str, place: Citation) -> DisagreementValue:
        return DisagreementValue(value=told, publisher="Post", published=None, origins=1, citation=place)

    other = citation("a9", "Nine were evacuated.")
    return Disagreement(
        variable="people evacuated", type=kind, values=(value("at least 14", where), value("nine", other))
    )


def test_what_the_passage_says_is_supported_or_word_for_word() -> None:
    assert standing(said(), ()).word == "Supported"
    assert standing(said(PASSAGE.quote), ()).word == "Word for word"


def test_what_was_counted_or_worked_out_says_so() -> None:
    worked = Finding(check="figures", passed=True, reason=Reason.OK, operands=(PASSAGE,))
    computed = said()
    computed = computed.model_copy(
        update={"verdict": computed.verdict.model_copy(update={"findings": (worked,)})}
    )
    assert standing(computed, ()).word == "Computed"
    assert standing(said(kind="measured"), ()).word == "Measured"


@pytest.mark.parametrize(
    ("item", "word"),
    [
        (differ("conflict"), "Contested"),
        (differ("superseded"), "Supported"),
        (differ("conflict", citation("a1", "At least 14 ships.", 500)), "Supported"),
    ],
)
def test_a_value_on_which_sources_differ_is_contested(item: Disagreement, word: str) -> None:
    assert standing(said(), (item,)).word == word


def test_a_sentence_that_gives_no_contested_value_is_not_contested() -> None:
    assert standing(said("People were evacuated."), (differ("conflict"),)).word == "Supported"


@pytest.mark.parametrize(
    ("label", "word"),
    [("refuted", "Refuted"), ("not_enough_info", "Could not tell"), ("unchecked", "Not checked")],
)
def test_what_does_not_hold_is_never_told_as_if_it_did(label: Any, word: str) -> None:
    assert standing(said(label=label, kind="measured"), (differ("conflict"),)).word == word


def test_around_a_passage_stands_its_paragraph_cut_at_words() -> None:
    text = f"Other.\n\nBefore it. The passage. {'behind ' * 100}\n\nNext."
    start = text.index("The passage.")
    before, behind = around(text, start, start + len("The passage."))
    assert before == "Before it."
    assert behind.startswith("behind behind")
    assert behind.endswith("behind…")
    assert len(behind) <= ROOM + 1
    assert around("All of it.", 0, 10) == ("", "")
