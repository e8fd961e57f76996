"""What does not hold is mended once, and a writer that brings nothing is stood in for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from agent.brief import brief
from agent.budget import Ledger, Price
from agent.types import Briefing, Budget, ModelCall
from tests.fakes.ferry import CAUSE, OLD_TITLE, PROFILE, TOLL, delivered, kit, world
from tests.fakes.library import ListLibrary
from tests.fakes.writer import Line, ScriptedWriter
from tests.makers import NOW, make_request

WRONG = Line(TOLL.replace("52", "57"), "52 people")


def with_standby(writer: ScriptedWriter, standby: ScriptedWriter, ledger: Ledger | None = None) -> Briefing:
    parts = replace(kit(ListLibrary(world()), writer), standby=standby, ledger=ledger)
    return brief(make_request(), PROFILE, parts, NOW)


def test_a_sentence_that_failed_is_mended_once_and_the_mended_one_is_delivered() -> None:
    writer = ScriptedWriter(WRONG, Line(CAUSE, "has opened"))
    mended = "On 30 January, at least 52 people were killed when the ferry Alba sank off Port Marren."
    writer.mends = (Line(mended, "52 people"),)
    made = brief(make_request(), PROFILE, kit(ListLibrary(world()), writer), NOW)
    assert writer.failed == [WRONG.text]
    assert delivered(made) == [mended, CAUSE]
    assert [(w.text, w.replaced) for w in made.withheld] == [(WRONG.text, True)]


def test_a_mended_sentence_that_fails_again_gives_way_to_the_source() -> None:
    writer = ScriptedWriter(WRONG)
    writer.mends = (Line(TOLL.replace("52", "58"), "52 people"),)
    made = brief(make_request(), PROFILE, kit(ListLibrary(world()), writer), NOW)
    assert delivered(made) == [TOLL]


def test_what_holds_is_never_sent_to_be_mended() -> None:
    writer = ScriptedWriter(Line(TOLL, "52 people"), Line(CAUSE, "has opened"))
    brief(make_request(), PROFILE, kit(ListLibrary(world()), writer), NOW)
    assert writer.failed == []


def test_a_writer_that_brings_nothing_is_stood_in_for() -> None:
    made = with_standby(ScriptedWriter(), ScriptedWriter(Line(CAUSE, "has opened"), title="Ferry toll up"))
    assert (made.title, delivered(made)) == ("Ferry toll up", [CAUSE])


def test_the_standby_fills_only_what_holds_nothing() -> None:
    dead = ScriptedWriter(Line(TOLL, "52 people"))
    made = with_standby(dead, ScriptedWriter(Line(CAUSE, "has opened")))
    assert delivered(made) == [TOLL]
    both = with_standby(dead, ScriptedWriter(Line(CAUSE, "has opened"), key="themes"))
    assert delivered(both) == [TOLL, CAUSE]


def test_a_title_that_does_not_hold_gives_way_to_the_standbys() -> None:
    writer = ScriptedWriter(Line(TOLL, "52 people"), title=OLD_TITLE)
    made = with_standby(writer, ScriptedWriter(title="Ferry toll up"))
    assert made.title == "Ferry toll up"


def test_a_briefing_says_what_became_of_a_models_sentences_and_calls() -> None:
    ledger = Ledger(Budget(), Price(tokens_in=Decimal(1), tokens_out=Decimal(1)), lambda: 0.0)
    ledger.note(ModelCall(prompt="write", hash="0" * 64, state="ok"))
    ledger.note(ModelCall(prompt="repair", hash="0" * 64, state="rate_limited", detail="Try again later."))
    ledger.reserve(1_000, 500)
    ledger.settle(900, 300, 2.0)
    writer = ScriptedWriter(WRONG, Line(TOLL, "dead"), Line(CAUSE, "has opened"))
    made = with_standby(writer, ScriptedWriter(), ledger)
    assert made.notes == (
        "The model's answer to “repair” could not be used (rate limited: Try again later).",
        "2 of 3 sentences did not hold against their sources: 0 were mended, 1 gave way to the source's own, "
        "1 were withheld.",
    )
    assert (made.provenance.spent.tokens_in, made.provenance.spent.cost) == (900, Decimal("0.0012"))
    assert [call.state for call in made.provenance.asked] == ["ok", "rate_limited"]
