"""Every planting rule makes one error that its document does not bear out, or none at all."""

from __future__ import annotations

import re
from random import Random

import pytest

from evals.planting import KINDS, Host, plant, quotable
from evals.planting.host import absent, fitted
from evals.planting.verbs import past

DOC = (
    "The council of Orrin voted on Tuesday to close the harbour bridge for 14 weeks. Mayor Ada Lind said the"
    " work would cost $3 million. Ferry fares rose by 4 percent in the second quarter. Some 90 people work on"
    " the ferries, and 12 boats lie in Denmark. “We will not wait for the ministry,” Tom Reed said. Shops in"
    " Orrin fear for their trade. Police arrested 31 people in Sweden on 3 May 2031. Kari Moe warned that the"
    " old bridge had been neglected for decades. A storm wrecked two cranes at the quay."
)


def made(kind: str, text: str, source: str = "", draws: int = 12) -> set[str]:
    """Return everything that a rule makes of a sentence."""
    host = Host(text, source or f"{DOC} {text}")
    return {m for seed in range(draws) if (m := KINDS[kind](host, Random(seed))) is not None}


# --- one error of each kind ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "error"),
    [
        ("figure", "Police arrested 31 people.", r"Police arrested (?!31 )\d+ people\."),
        ("figure", "It took three years.", r"It took (?!three )\w+ years\."),
        ("scale", "The work would cost $3 million.", r"The work would cost \$3 billion\."),
        ("scale", "Fares rose by 4 percent.", r"Fares rose by 4 percentage points\."),
        ("scale", "The bridge closes for 14 weeks.", r"The bridge closes for 14 months\."),
        ("scale", "It lies £5m short.", r"It lies £5bn short\."),
        ("currency", "The work would cost $3 million.", r"The work would cost [€£]3 million\."),
        ("currency", "It cost five million euros.", r"It cost five million dollars\."),
        ("hedge", "Some 90 people work there.", r"90 people work there\."),
        ("hedge", "Police held 31 people.", r"Police held (?:(?:more|fewer) than|nearly) 31 people\."),
        ("direction", "Ferry fares rose by 4 percent.", r"Ferry fares fell by 4 percent\."),
        ("direction", "The council approved the plan.", r"The council rejected the plan\."),
        ("date", "They were arrested on 3 May 2031.", r"They were arrested on (?!3 May 2031).+\."),
        ("weekday", "The council voted on Tuesday.", r"The council voted on (?!Tuesday)\w+day\."),
        ("hour", "They met at 9.30 a.m. in Orrin.", r"They met at (?!9)\d\d?\.30 a\.m\. in Orrin\."),
        ("hour", "They met at noon in Orrin.", r"They met at midnight in Orrin\."),
        ("period", "Fares rose in the second quarter.", r"Fares rose in the (?!second)\w+ quarter\."),
        ("period", "It closed last year.", r"It closed (?:last (?:week|month)|next year)\."),
        ("quotation", "“We will not wait,” he said.", r"“(?:We might not wait),” he said\."),
        ("speaker", "It costs much, Ada Lind said.", r"It costs much, (?:Tom Reed|Kari Moe) said\."),
        ("name", "Police held Ada Lind for hours.", r"Police held (?:Tom Reed|Kari Moe) for hours\."),
        ("role", "Mayor Ada Lind opened the fair.", r"Sheriff Ada Lind opened the fair\."),
        ("place", "Shops in Denmark were shut.", r"Shops in Sweden were shut\."),
        ("negation", "The bridge was closed.", r"The bridge was not closed\."),
        ("negation", "The bridge did not reopen.", r"The bridge reopened\."),
        ("modality", "The council plans to close the bridge.", r"The council closed the bridge\."),
        ("modality", "Two boats will be sold.", r"Two boats were sold\."),
        ("attribution", "Kari Moe claimed that the bridge had been sold for nothing.",
         r"The bridge had been sold for nothing\."),
        ("attribution", "A firm allegedly paid two port officials.", r"A firm paid two port officials\."),
        ("detail", "Two boats were sold.", r"Two boats were sold, [a-z ]{20,}\."),
        ("cause", "Shops in Orrin fear for trade.", r"Shops in Orrin fear for trade because .+\."),
    ],
)  # fmt: skip
def test_a_rule_plants_its_error_and_changes_nothing_else(kind: str, text: str, error: str) -> None:
    found = made(kind, text)
    assert found
    for one in found:
        assert re.fullmatch(error, one), one


def test_every_kind_has_its_test() -> None:
    marks = test_a_rule_plants_its_error_and_changes_nothing_else.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for case in marks[0].args[1]} | {"owner"} == KINDS.keys()


def test_a_figure_gets_the_value_of_another_thing_in_the_same_unit() -> None:
    text = "Police arrested 31 people while 12 boats lay idle."
    assert made("owner", text, text) == {"Police arrested 12 people while 31 boats lay idle."}
    other = "Officers held 40 strikers after the march."
    doc = f"{other} Some 1,200 tonnes of grain rotted. Farms lost 15 cows."
    assert "Officers held 15 strikers after the march." in made("owner", other, doc)


# --- never something that is true all the same ---------------------------------------------------------


def test_a_figure_behind_a_limit_gets_a_value_that_the_limit_does_not_take_in() -> None:
    numbers = [int(m.split()[4]) for m in made("figure", "Police arrested more than 300 people.", draws=40)]
    assert numbers
    assert min(numbers) > 300


def test_a_value_that_the_document_holds_is_not_planted_as_wrong() -> None:
    doc = "It took five years. " + " ".join(f"Crew {n} took {n} years." for n in range(2, 60))
    words = "It took two, three, four, six, seven, eight, nine, ten, eleven and twelve years."
    assert not made("figure", "It took five years.", f"{doc} {words}")


@pytest.mark.parametrize(
    ("kind", "text", "doc"),
    [
        # Both said it, or did it: the other name is no error.
        ("name", "Police questioned Ada Lind for hours.",
         "Police questioned Ada Lind and Tom Reed for hours. Tom Reed went home."),
        ("speaker", "The work costs much, Ada Lind said.", "Ada Lind and Tom Reed said the work costs much."),
        # The document tells that as well.
        ("direction", "Fares rose by 4 percent.", "Fares rose by 4 percent and fell by 2 percent."),
        ("currency", "It cost $3 million.", "It cost $3 million, or €2.6 million, or £2.2 million."),
        ("scale", "It took 14 weeks.", "It took 14 weeks here and 14 months there."),
        ("role", "Mayor Ada Lind opened the fair.", "Mayor Ada Lind, once the sheriff, opened the fair."),
        ("hedge", "Some 90 people work there.", "Some 90 people work there. All 90 people came."),
        ("attribution", "Kari Moe claimed that the bridge had been sold for nothing.",
         "The bridge had been sold for nothing. Kari Moe claimed that the bridge had been sold for nothing."),
        # It is still not told as established.
        ("attribution", "A man was arrested over an alleged attack on a guard.", ""),
        # Not a measured move, not a sum, no plan, no denial that can be turned, no cause to be added.
        ("direction", "The old crane fell into the harbour at night.", ""),
        ("scale", "She ran the 400m final in Orrin.", ""),
        ("figure", "Call 1-800-242-1227 for help.", ""),
        ("modality", "Thousands marched against plans to downgrade the hospital.", ""),
        ("negation", "Nobody was hurt when the bridge was closed.", ""),
        ("cause", "Shops closed because the bridge was shut.", ""),
        ("detail", "He said: “We lost two boats.”", ""),
        # What stands in quotation marks is the quotation's.
        ("figure", "“We lost 14 boats,” he said.", ""),
        ("negation", "“It was closed,” he said.", ""),
    ],
)  # fmt: skip
def test_where_it_might_be_true_or_no_english_nothing_is_planted(kind: str, text: str, doc: str) -> None:
    assert not made(kind, text, doc)


# --- English -------------------------------------------------------------------------------------------


def test_an_article_fits_the_word_that_is_put_behind_it() -> None:
    assert fitted("an drop", 3) == "a drop"
    assert fitted("A increase", 2) == "An increase"
    assert fitted("a hour", 2) == "an hour"
    assert fitted("an one-time fee", 3) == "a one-time fee"
    assert fitted("a 8 percent rise", 2) == "an 8 percent rise"
    assert fitted("the drop", 4) == "the drop"


def test_a_capital_stays_one() -> None:
    assert made("role", "Mayor Ada Lind opened the fair.") == {"Sheriff Ada Lind opened the fair."}


@pytest.mark.parametrize(
    ("verb", "told"),
    [("close", "closed"), ("meet", "met"), ("carry", "carried"), ("stop", "stopped"), ("visit", "visited"),
     ("play", "played"), ("admit", "admitted"), ("fix", "fixed")],
)  # fmt: skip
def test_plans_are_told_as_done_in_the_past(verb: str, told: str) -> None:
    assert past(verb) == told


def test_words_are_looked_for_as_words_of_their_own() -> None:
    assert not absent("14", "for 14 weeks")
    assert absent("14", "for 2.14 or 14.5 weeks and 1,400 days, 140 in all")
    assert not absent("tuesday", "On Tuesday.")


@pytest.mark.parametrize(
    "text",
    [
        "Closed.",
        "Is the bridge, which the council closed on Tuesday, safe?",
        "“We will not wait for the ministry in the capital, said the harbour master.",
        "and then the council of Orrin voted to close the bridge.",
    ],
)
def test_only_whole_sentences_of_ordinary_length_are_hosts(text: str) -> None:
    assert not quotable(text)
    assert quotable("The council of Orrin voted on Tuesday to close the bridge.")


# --- all together --------------------------------------------------------------------------------------


def test_the_same_seed_plants_the_same_in_sentences_of_their_own() -> None:
    hosts = [Host(f"Police arrested {n} people in Orrin on Tuesday.", DOC) for n in range(200, 230)]
    first = plant("figure", hosts, 10)
    assert first == plant("figure", hosts, 10) != plant("figure", hosts, 10, seed=2)
    assert len({one.host for one in first}) == len(first) == 10
    assert plant("currency", hosts, 10) == []


def test_what_still_stands_in_the_document_is_not_planted() -> None:
    text = "Ferries to Denmark were full."
    assert [p.text for p in plant("place", [Host(text, f"{text} Trains to Sweden were late.")], 5)] == [
        "Ferries to Sweden were full."
    ]
    assert plant("place", [Host(text, f"{text} Ferries to Sweden were full.")], 5) == []
