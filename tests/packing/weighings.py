"""A briefing with copies, credits and rival figures, and what a forger may change behind its sentences."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from agent.types import Article, Briefing
from tests.fakes.ferry import CAUSE, PILOT, STALE, TOLL, world, written
from tests.fakes.writer import Line
from tests.makers import NOW, make_article
from tests.packing.makers import (
    OURS,
    QUIET,
    Forge,
    Value,
    packed_text,
)

CRATES = "Divers who went down to the wreck of the ferry Alba brought up 14 crates of oranges from its hold."
CRANE = "At least 21 people were injured when a crane fell on the quay of Sorn on Sunday."
RIVAL = "The crane injured 34 people when it fell on the quay of Sorn on Sunday."
TUG = "A tug has been sent to the bar to hold the wreck of the ferry Alba against the tide."


def shelf() -> list[Article]:
    """Return the articles on the ferry, and others: a copy, agency copy, and two tolls of one accident."""
    agency = f"PORT MARREN (Reuters) - {CRATES} {CRANE}"
    return [
        *(a for a in world() if a.headline != "Pumps"),
        made("b", f"{CAUSE} {PILOT} {QUIET}", "Post", "Pumps", days=1),
        made("e", f"{CAUSE} {PILOT} {QUIET} {TUG}", "Gazette", "A tug", days=0),
        made("f", agency, "Tribune", "Divers at work", days=0),
        made("g", RIVAL, "Courier", "Crane", days=0),
    ]


def made(key: str, text: str, outlet: str, headline: str, days: int) -> Article:
    day = NOW - timedelta(days=days)
    return make_article(key, text, publisher=outlet, headline=headline, published=day)


CAUSE_LINE = Line(CAUSE, "has opened")
TUG_LINE = Line(TUG, "A tug")
CRATES_LINE = Line(CRATES, "crates")
LINES = (CAUSE_LINE, CRATES_LINE, Line(CRANE, "21 people"), Line(TOLL, "52 people"), TUG_LINE)


def briefing(*lines: Line, key: str = "themes") -> Briefing:
    """Return the briefing a writer of these lines gets."""
    done = written(*lines, title="Ferry toll up", key=key, articles=shelf())
    author = done.provenance.model_copy(update={"version": OURS.version, "checker": OURS.checker})
    return done.model_copy(update={"provenance": author})


@cache
def text_of(lines: Sequence[Line] = LINES, key: str = "themes") -> str:
    return packed_text(briefing(*lines, key=key), shelf())


def value(lines: Sequence[Line] = LINES, key: str = "themes") -> Value:
    """Return the pack of a briefing as a value that may be changed."""
    found: Value = json.loads(text_of(lines, key))
    return copy.deepcopy(found)


def claim(forged: Value, words: str) -> Value:
    told = [c for s in forged["briefing"]["sections"] for c in s["claims"] if words in c["text"]]
    found: Value = told[0]
    return found


def source(forged: Value, publisher: str) -> Value:
    (found,) = (s for s in forged["briefing"]["sources"] if s["publisher"] == publisher)
    return dict_of(found)


def article(forged: Value, publisher: str) -> Value:
    (found,) = (a for a in forged["articles"] if a["publisher"] == publisher)
    return dict_of(found)


def dict_of(found: Any) -> Value:
    assert isinstance(found, dict)
    return found


def one_more_outlet(forged: Value) -> None:
    claim(forged, "14 crates")["outlets"] = 2


def one_more_origin(forged: Value) -> None:
    claim(forged, "14 crates")["origins"] = 2


def fewer_origins(forged: Value) -> None:
    claim(forged, "inquiry")["origins"] = 1


def the_mark_of_one_origin_taken_away(forged: Value) -> None:
    claim(forged, "14 crates")["lone_figures"] = []


def a_mark_of_one_origin_put_on(forged: Value) -> None:
    claim(forged, "52 people")["lone_figures"] = ["52"]


def everybody_else_who_says_it_left_out(forged: Value) -> None:
    forged["briefing"]["basis"]["said"] = []


def somebody_who_does_not_say_it(forged: Value) -> None:
    other = claim(forged, "inquiry")["citations"][0]
    crates = claim(forged, "14 crates")
    forged["briefing"]["basis"]["said"].append({"claim_id": crates["id"], "citations": [other]})
    crates.update(outlets=2, origins=2, lone_figures=[])


def somebody_who_does_not_give_the_figure(forged: Value) -> None:
    crates = claim(forged, "14 crates")
    other = claim(forged, "inquiry")["citations"][0]
    given = {"text": crates["text"], "start": crates["text"].index("14"), "citations": [other]}
    forged["briefing"]["basis"]["given"].append(given)
    crates["lone_figures"] = []


def a_credit_taken_away(forged: Value) -> None:
    source(forged, "Tribune")["origin"] = ""


def a_credit_that_was_never_given(forged: Value) -> None:
    source(forged, "Courier")["origin"] = "credits Reuters"


def a_credit_to_another_agency(forged: Value) -> None:
    source(forged, "Tribune")["origin"] = "credits AFP"


def the_place_of_a_credit_cut_off(forged: Value) -> None:
    source(forged, "Tribune")["origin"] = ""
    article(forged, "Tribune")["passages"].pop(0)


def the_end_of_an_article_cut_off(forged: Value) -> None:
    article(forged, "Gazette")["length"] += 1


def a_copy_that_is_called_an_outlets_own(forged: Value) -> None:
    source(forged, "Gazette")["origin"] = ""


def copies_that_are_called_two_accounts(forged: Value) -> None:
    forged["copies"] = []


def accounts_that_are_called_copies(forged: Value) -> None:
    pair = sorted((article(forged, "Post")["id"], article(forged, "Herald")["id"]))
    forged["copies"].append({"one": pair[0], "other": pair[1]})


def a_lone_figure_in_the_lead(forged: Value) -> None:
    forged["briefing"]["sections"][-1]["key"] = "lead"


def an_exception_for_lone_figures_that_does_not_apply(forged: Value) -> None:
    a_lone_figure_in_the_lead(forged)
    forged["briefing"]["basis"]["open"] = True


def a_contested_figure_told_flatly(forged: Value) -> None:
    claim(forged, "21 people").update(text=CRANE, verbatim=True)


def a_contested_figure_given_to_somebody_else(forged: Value) -> None:
    crane = claim(forged, "21 people")
    crane["text"] = crane["text"].replace("Tribune", "Courier")


def a_figure_that_lost(forged: Value) -> None:
    lost = next(
        v["citation"]
        for d in forged["briefing"]["disagreements"]
        for v in d["values"]
        if v["citation"]["quote"] == STALE
    )
    claim(forged, "52 people").update(text=STALE, citations=[lost], verbatim=True)


def no_rivals(forged: Value) -> None:
    forged["briefing"]["basis"]["rivals"] = []


def rivals_of_other_words(forged: Value) -> None:
    forged["briefing"]["basis"]["rivals"][0]["words"] = []


def a_rival_of_another_amount(forged: Value) -> None:
    forged["briefing"]["basis"]["rivals"][0]["values"][1]["amount"] += 1


def a_rival_with_more_origins(forged: Value) -> None:
    rival = forged["briefing"]["basis"]["rivals"][0]["values"][1]
    rival["witnesses"].append(rival["witnesses"][0])
    rival["told"]["origins"] = len(rival["witnesses"])


def a_rival_that_was_given_later(forged: Value) -> None:
    rival = forged["briefing"]["basis"]["rivals"][0]["values"][1]
    rival["newest"] = "2027-01-01T12:00:00Z"


def a_value_that_is_its_own_rival(forged: Value) -> None:
    values = forged["briefing"]["basis"]["rivals"][0]["values"]
    values[1]["amount"] = values[0]["amount"]


def a_disagreement_left_out(forged: Value) -> None:
    forged["briefing"]["disagreements"].pop()


def a_conflict_that_is_called_something_else(forged: Value) -> None:
    for item in forged["briefing"]["disagreements"]:
        item["type"] = "different measure"


def a_line_of_figures_with_more_origins(forged: Value) -> None:
    forged["briefing"]["figures"][0]["origins"] += 1


def a_line_of_figures_whose_witnesses_were_left_out(forged: Value) -> None:
    row = next(row for row in forged["briefing"]["figures"] if row["origins"] > 1)
    row.update(origins=1, witnesses=row["witnesses"][:1])


def a_line_of_figures_that_is_not_disputed(forged: Value) -> None:
    row = forged["briefing"]["figures"][0]
    row["disputed"] = not row["disputed"]


def nothing_noted_although_it_was_counted(forged: Value) -> None:
    forged["briefing"]["basis"] = None


FORGERIES: list[Forge] = [
    one_more_outlet, one_more_origin, fewer_origins, the_mark_of_one_origin_taken_away,
    a_mark_of_one_origin_put_on, everybody_else_who_says_it_left_out, somebody_who_does_not_say_it,
    somebody_who_does_not_give_the_figure, a_credit_taken_away, a_credit_that_was_never_given,
    a_credit_to_another_agency, the_place_of_a_credit_cut_off, the_end_of_an_article_cut_off,
    a_copy_that_is_called_an_outlets_own, copies_that_are_called_two_accounts,
    accounts_that_are_called_copies, a_lone_figure_in_the_lead,
    an_exception_for_lone_figures_that_does_not_apply, a_contested_figure_told_flatly,
    a_contested_figure_given_to_somebody_else, a_figure_that_lost, no_rivals, rivals_of_other_words,
    a_rival_of_another_amount, a_rival_with_more_origins, a_rival_that_was_given_later,
    a_disagreement_left_out, a_conflict_that_is_called_something_else,
    a_line_of_figures_with_more_origins, a_line_of_figures_whose_witnesses_were_left_out,
    a_value_that_is_its_own_rival, a_line_of_figures_that_is_not_disputed,
    nothing_noted_although_it_was_counted,
]  # fmt: skip
