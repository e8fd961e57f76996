"""What a forger may do to a pack before sealing it anew."""

from __future__ import annotations

import json
from typing import Any

from agent.collect.identity import content_hash
from agent.packing.canonical import text_digest
from tests.fakes.ferry import CAUSE, TOLL
from tests.packing.makers import (
    Forge,
    Value,
)


def first(forged: Value) -> Value:
    made: Value = forged["briefing"]["sections"][0]["claims"][0]
    return made


def pumps(forged: Value) -> Value:
    (found,) = (a for a in forged["articles"] if a["headline"] == "Pumps")
    return dict_of(found)


def dict_of(found: Any) -> Value:
    assert isinstance(found, dict)
    return found


def a_changed_sentence(forged: Value) -> None:
    first(forged)["text"] = CAUSE.replace("has opened", "has closed")


def a_sentence_that_says_more(forged: Value) -> None:
    first(forged)["text"] = CAUSE.replace("the ferry Alba", "the ferry Alba and 12 other ships")


def a_changed_passage(forged: Value) -> None:
    passage = pumps(forged)["passages"][0]
    passage["text"] = passage["text"].replace("opened", "closed")
    passage["sha256"] = text_digest(passage["text"])


def a_changed_passage_and_every_quote_of_it(forged: Value) -> Value:
    made: Value = json.loads(json.dumps(forged).replace("has opened an inquiry", "has closed an inquiry"))
    for article in made["articles"]:
        for passage in article["passages"]:
            passage["sha256"] = text_digest(passage["text"])
    first(made)["text"] = CAUSE
    return made


def a_passage_of_another_length(forged: Value) -> None:
    pumps(forged)["passages"][0]["end"] += 1


def a_passage_that_overlaps(forged: Value) -> None:
    pumps(forged)["passages"][1]["start"] -= 1


def a_moved_offset(forged: Value) -> None:
    first(forged)["citations"][0]["start"] += 1


def an_impossible_offset(forged: Value) -> None:
    first(forged)["citations"][0]["end"] = 10_000


def a_changed_quote(forged: Value) -> None:
    first(forged)["citations"][0]["quote"] = "The coastguard has no pumps."


def another_version_of_the_article(forged: Value) -> None:
    first(forged)["citations"][0]["content_hash"] = "0" * 64


def a_changed_label(forged: Value) -> None:
    forged["briefing"]["withheld"][0]["verdict"]["label"] = "unchecked"


def a_changed_reason(forged: Value) -> None:
    forged["briefing"]["withheld"][0]["verdict"]["findings"][0]["message"] = "It is too long."


def a_changed_verdict_of_the_pack(forged: Value) -> None:
    forged["verdicts"][3]["findings"] = forged["verdicts"][3]["findings"][:1]


def a_verdict_left_out(forged: Value) -> None:
    forged["verdicts"].pop()


def a_removed_citation(forged: Value) -> None:
    first(forged)["citations"] = []


def a_refuted_sentence_delivered(forged: Value) -> None:
    first(forged)["verdict"]["label"] = "refuted"


def a_sentence_added(forged: Value) -> None:
    extra = {**first(forged), "id": "lead-2-9", "text": "The owners knew that the pumps were broken."}
    extra["verdict"] = {**extra["verdict"], "claim_id": "lead-2-9"}
    forged["briefing"]["sections"][0]["claims"].append(extra)


def a_sentence_twice(forged: Value) -> None:
    forged["briefing"]["sections"][0]["claims"].append(first(forged))


def a_withheld_sentence_let_through(forged: Value) -> None:
    held = forged["briefing"]["withheld"].pop()
    forged["briefing"]["sections"][0]["claims"][1]["text"] = held["text"]


def a_withheld_sentence_left_out(forged: Value) -> None:
    forged["briefing"]["withheld"].clear()


def a_swapped_heading(forged: Value) -> None:
    forged["briefing"]["sections"][0]["heading"] = "Owners admit that nobody serviced the pumps"


def another_title(forged: Value) -> None:
    forged["briefing"]["title"] = "Ferry owners admit guilt over the deaths of 52 people"


def sections_in_another_order(forged: Value) -> None:
    lead = forged["briefing"]["sections"][0]
    theme = {**lead, "key": "themes", "claims": [lead["claims"].pop()]}
    forged["briefing"]["sections"] = [theme, lead]


def a_section_of_no_profile(forged: Value) -> None:
    forged["briefing"]["sections"][0]["key"] = "secrets"


def more_sentences_than_the_profile_takes(forged: Value) -> None:
    forged["plan"][1]["max"] = 1


def a_changed_day(forged: Value) -> None:
    forged["briefing"]["timeline"][0]["day"] = "2026-01-29"


def a_changed_event(forged: Value) -> None:
    forged["briefing"]["timeline"][0]["text"] = TOLL.replace("52", "59")


def a_changed_date_of_an_article(forged: Value) -> None:
    pumps(forged)["published"] = "2024-02-03T12:00:00Z"


def another_outlet(forged: Value) -> None:
    pumps(forged)["publisher"] = "The Times"


def a_changed_source(forged: Value) -> None:
    forged["briefing"]["sources"][0]["url"] = "https://evil.example/"


def a_changed_share(forged: Value) -> None:
    forged["briefing"]["blind_spots"]["single_outlet_share"] = 0.0


def a_changed_figure(forged: Value) -> None:
    forged["briefing"]["figures"][0]["value"] = "at least 59"


def a_figure_of_another_day(forged: Value) -> None:
    forged["briefing"]["figures"][0]["as_of"] = "2026-01-01T12:00:00Z"


def a_changed_rival_value(forged: Value) -> None:
    forged["briefing"]["disagreements"][0]["values"][1]["value"] = "at least 45"


def a_rival_value_of_another_outlet(forged: Value) -> None:
    forged["briefing"]["disagreements"][0]["values"][1]["publisher"] = "The Times"


def a_verbatim_sentence_that_is_none(forged: Value) -> None:
    first(forged)["verbatim"] = not first(forged)["verbatim"]


def markup_in_a_sentence(forged: Value) -> None:
    first(forged)["text"] = f"{CAUSE} [more](https://evil.example)"


def a_whole_article_of_another_hash(forged: Value) -> None:
    echo = next(
        a for a in forged["articles"] if len(a["passages"]) == 1 and a["length"] == a["passages"][0]["end"]
    )
    assert echo["content_hash"] == content_hash(echo["headline"], echo["passages"][0]["text"])
    echo["headline"] += "!"


def the_verdict_of_another_sentence(forged: Value) -> None:
    first(forged)["verdict"]["claim_id"] = "lead-2-3"


def a_reason_to_withhold_that_is_none(forged: Value) -> None:
    held = forged["briefing"]["withheld"][0]["verdict"]
    held |= {"label": "supported", "findings": first(forged)["verdict"]["findings"]}


def an_event_that_cites_nothing(forged: Value) -> None:
    forged["briefing"]["timeline"][0]["citations"] = []


def events_in_another_order(forged: Value) -> None:
    event = forged["briefing"]["timeline"][0]
    forged["briefing"]["timeline"] = [event, {**event, "day": "2026-01-02"}]


def a_figure_that_rests_on_no_dated_article(forged: Value) -> None:
    forged["briefing"]["figures"][0]["as_of"] = None


def an_article_twice(forged: Value) -> None:
    forged["articles"].append(forged["articles"][0])


def a_date_written_otherwise(forged: Value) -> None:
    forged["briefing"]["created"] = forged["briefing"]["created"].replace("Z", "+00:00")


FORGERIES: list[Forge] = [
    the_verdict_of_another_sentence, a_reason_to_withhold_that_is_none, an_event_that_cites_nothing,
    events_in_another_order, a_figure_that_rests_on_no_dated_article,
    a_changed_sentence, a_sentence_that_says_more, a_changed_passage,
    a_changed_passage_and_every_quote_of_it, a_passage_of_another_length, a_passage_that_overlaps,
    a_moved_offset, an_impossible_offset, a_changed_quote, another_version_of_the_article,
    a_changed_label, a_changed_reason, a_removed_citation, a_refuted_sentence_delivered, a_sentence_added,
    a_sentence_twice, a_withheld_sentence_let_through, a_swapped_heading, another_title,
    sections_in_another_order, a_section_of_no_profile, more_sentences_than_the_profile_takes,
    a_changed_day, a_changed_event, a_changed_date_of_an_article, another_outlet, a_changed_source,
    a_changed_share, a_changed_figure, a_figure_of_another_day, a_changed_rival_value,
    a_rival_value_of_another_outlet, a_verbatim_sentence_that_is_none, markup_in_a_sentence,
    a_whole_article_of_another_hash, an_article_twice, a_date_written_otherwise,
]  # fmt: skip
