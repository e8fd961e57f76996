"""What words ask for, by rules."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.errors import UnusableRequest
from agent.followups import ANSWER, REPORT, step_of
from agent.press import Press
from agent.types import Request, Step, StepKind

NOW = datetime(2026, 2, 4, 9, tzinfo=UTC)
OUTLETS = ("Andean Wire", "La Sabana", "Littoral Defence Letter")
PRESS = Press(OUTLETS, {})
TOPIC = "How many people have been killed in the boat strikes?"
BEFORE = Step(kind="ask", request=Request(question=TOPIC, profile=ANSWER))


def read(words: str, *earlier: Step) -> Step:
    """Return what words ask for after earlier steps."""
    return step_of(words, earlier, NOW, UTC, PRESS.called, OUTLETS)


def follow(words: str) -> Step:
    """Return what words ask for after a question."""
    return read(words, BEFORE)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("make it half as long", "shorten"),
        ("give me that in half the length", "shorten"),
        ("Would you kindly make it a third as long?", "shorten"),
        ("mak it shorter pls", "shorten"),
        ("as a table please", "table"),
        ("show the sources of the second sentence", "sources"),
        ("shw me the sources", "sources"),
        ("sources?", "sources"),
        ("Which outlets are these?", "sources"),
        ("which source is that?", "sources"),
        ("who said that?", "sources"),
        ("why do you say 126?", "explain"),
        ("why 126 and not 117?", "explain"),
        ("where does the 29 percent come from?", "explain"),
        ("Where do you get 900 from?", "explain"),
        ("Breaking Compass says 162, is that right?", "explain"),
        ("compare with last week's", "compare"),
        ("Compare the two.", "compare"),
        ("what changed?", "changed"),
        ("any news on that?", "changed"),
    ],
)
def test_words_about_the_answer_are_told_from_questions(words: str, kind: StepKind) -> None:
    assert follow(words).kind == kind


@pytest.mark.parametrize(
    "words",
    [
        "What changed in the tax law of Norway?",
        "Put the tolls of the strikes into a table of cities",
        "Why do people say that the talks failed?",
        "What are the sources of income of the rebels",
        "when was the last one?",
    ],
)
def test_questions_that_sound_like_it_stay_questions(words: str) -> None:
    assert follow(words).kind in ("ask", "sources") if "sources of" in words else follow(words).kind == "ask"


def test_what_is_said_about_an_answer_is_understood_before_there_is_one() -> None:
    assert read("make it half as long").kind == "shorten"


def test_an_outlet_that_was_named_is_understood_by_its_last_word() -> None:
    named = BEFORE.request.model_copy(update={"outlets": ("Littoral Defence Letter",)})
    step = read("what did the letter say on 8 January?", Step(kind="ask", request=named), BEFORE)
    assert step.request.outlets == ("Littoral Defence Letter",)
    assert read("what did the letter say on 8 January?", BEFORE).request.outlets == ()


@pytest.mark.parametrize("words", ["how many boats?", "and the families?", "who led it?"])
def test_a_question_that_does_not_stand_alone_keeps_the_one_before(words: str) -> None:
    asked = follow(words).request
    assert asked.about == TOPIC
    assert asked.question.rstrip("?") in words


def test_a_question_without_a_subject_is_joined_to_the_one_before() -> None:
    assert follow("since when?").request.question == f"{TOPIC.rstrip('?')}: since when?"


def test_the_subject_stays_through_a_chain_and_does_not_grow() -> None:
    first = follow("and the families?")
    second = read("how many boats?", BEFORE, first).request
    assert (second.question, second.about) == ("how many boats?", TOPIC)


@pytest.mark.parametrize(
    "words",
    ["ok and what about the peace talks", "Back to the border: who guards it?", "Who is Inés Larrondo?"],
)
def test_a_change_of_subject_leaves_the_one_before(words: str) -> None:
    assert follow(words).request.about == ""


def test_a_limit_alone_asks_the_same_again() -> None:
    asked = follow("and since Friday?").request
    assert asked.question == TOPIC
    assert asked.window.since == datetime(2026, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "outlets"),
    [
        ("only La Sabana", ("La Sabana",)),
        ("alright, only the Andean Wire then", ("Andean Wire",)),
        ("and the andean wire?", ("Andean Wire",)),
        ("Andean Wire and La Sabana only in January", ()),
        ("without La Sabana", ("Andean Wire", "Littoral Defence Letter")),
        ("according to Andean Wire", ("Andean Wire",)),
        ("drop the outlet filter", ()),
    ],
)
def test_outlets_are_limited_by_their_names(words: str, outlets: tuple[str, ...]) -> None:
    assert tuple(follow(words).request.outlets) == outlets


def test_everybody_else_is_everybody_but_those_before() -> None:
    only = Step(kind="ask", request=BEFORE.request.model_copy(update={"outlets": ("La Sabana",)}))
    assert read("now everybody else", only).request.outlets == ("Andean Wire", "Littoral Defence Letter")


def test_a_language_is_a_limit() -> None:
    assert follow("and in Spanish sources?").request.language == "es"


@pytest.mark.parametrize(
    "words",
    [
        "only Spanish outlets",
        "outlets from Spain",
        "and what about the Spanish press?",
        "Spanish papers only",
        "in Spanish media",
        "just the Spanish ones",
        "what do outlets from Spain say?",
        "what do Spanish papers say about it?",
    ],
)
def test_the_press_of_a_country_limits_the_question_before(words: str) -> None:
    called = Press(OUTLETS, {"La Sabana": "es"}).called
    asked = step_of(words, [BEFORE], NOW, UTC, called, OUTLETS).request
    assert (asked.outlets, asked.question) == (("La Sabana",), TOPIC)


@pytest.mark.parametrize("words", ["only the Guardian", "only Reuters please", "only Colombian outlets"])
def test_an_outlet_that_is_not_there_is_refused_with_those_that_are(words: str) -> None:
    with pytest.raises(UnusableRequest, match="Andean Wire"):
        follow(words)


def test_a_time_to_come_is_refused() -> None:
    with pytest.raises(UnusableRequest, match="lies ahead"):
        follow("since next Friday?")


@pytest.mark.parametrize("words", ["hello", "thanks, that's all", "ok great"])
def test_small_talk_asks_nothing(words: str) -> None:
    with pytest.raises(UnusableRequest, match="asks nothing"):
        follow(words)


def test_a_briefing_is_asked_for_as_one() -> None:
    asked = read("Could you brief me on the boat strikes, please?").request
    assert (asked.question.rstrip("?"), asked.profile) == ("the boat strikes", REPORT)


def test_a_day_is_compared_as_it_was_known_then() -> None:
    asked = follow("compare that with 10 January").request
    assert asked.as_of == datetime(2026, 1, 10, 23, 59, 59, tzinfo=UTC)


def test_a_week_is_compared_by_what_was_published_in_it() -> None:
    window = follow("compare with last week's").request.window
    assert window.since == datetime(2026, 1, 26, tzinfo=UTC)
    assert window.until == datetime(2026, 2, 2, tzinfo=UTC)


def test_another_day_of_knowledge_stays_one() -> None:
    then = Step(
        kind="ask", request=BEFORE.request.model_copy(update={"as_of": datetime(2026, 1, 6, tzinfo=UTC)})
    )
    asked = read("and on the 13th of January?", then).request
    assert asked.as_of == datetime(2026, 1, 13, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("show the sources of the second sentence", 2),
        ("sources of sentence 40", 40),
        ("sources for the last sentence", -1),
        ("sources", None),
    ],
)
def test_a_sentence_is_meant_by_its_number(words: str, sentence: int | None) -> None:
    assert follow(words).sentence == sentence


def test_another_sentence_goes_on_from_sources() -> None:
    step = read("and the last one", BEFORE, follow("sources of the first sentence"))
    assert (step.kind, step.sentence) == ("sources", -1)


def test_a_conversation_may_begin_with_what_is_new() -> None:
    assert read("What's new today?").kind == "ask"
    assert read("what changed?").kind == "changed"


def test_before_that_is_the_time_before_the_one_asked_about() -> None:
    monday = read("can you tell me what Trump said on Monday about Petro?")
    window = monday.request.window
    assert window.since == datetime(2026, 2, 2, tzinfo=UTC)
    earlier = read("and before that?", monday).request
    assert (earlier.window.since, earlier.window.until) == (None, window.since)
    assert earlier.question == monday.request.question
