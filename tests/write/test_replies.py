"""Which sentences answer a question."""

from __future__ import annotations

from agent.types import Request
from agent.write.extract import ExtractiveWriter
from tests.fakes.library import evidence_of
from tests.makers import NOW, make_article
from tests.write.answer_plan import PLAN

TRINIDAD = "Trinidad sets its own course in the dispute over the boats, said the minister Anil Ramoutar."
GRENADA = "Grenada has issued laminated cards to the crews of its boats since the dispute began."


def told(question: str, about: str = "") -> list[str]:
    """Return the sentences that answer."""
    shelf = [
        make_article("a", TRINIDAD, publisher="Star", headline="Trinidad and the boats"),
        make_article("b", GRENADA, publisher="Wire", headline="Grenada and the boats"),
    ]
    request = Request(question=question, about=about, profile="answer")
    draft = ExtractiveWriter().draft(request, PLAN, evidence_of(shelf), NOW)
    return [claim.text for section in draft.sections for claim in section.claims]


def test_the_sentence_that_takes_up_the_question_answers() -> None:
    assert told("What does Trinidad say about the boats?") == [TRINIDAD]


def test_a_sentence_without_a_figure_does_not_answer_how_many() -> None:
    assert told("How many crews of boats has Grenada?") == []
