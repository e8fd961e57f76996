"""Nothing in a pack can be changed unnoticed; a forger who seals it anew is caught by these."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.identity import content_hash
from agent.packing.canonical import NotJson, text_digest
from agent.packing.prove import prove
from agent.types import PackedBy
from tests.fakes.ferry import CAUSE, TOLL
from tests.fakes.lexical import LexicalChecker
from tests.packing.makers import (
    OURS,
    Forge,
    Path,
    Value,
    at,
    judged_anew,
    leaves,
    pack_text,
    proved,
    sealed,
    told,
    value,
)

LEAVES = list(leaves(value()))
OTHERS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()
)


@given(st.sampled_from(LEAVES), OTHERS)
def test_any_change_of_any_value_is_noticed(path: Path, other: Any) -> None:
    forged = value()
    if json.dumps(at(forged, path)) == json.dumps(other):
        return
    at(forged, path[:-1])[path[-1]] = other
    assert proved(json.dumps(forged)).doubts


@given(st.sampled_from(LEAVES), st.integers(0, 200), st.characters())
def test_any_character_put_into_any_text_is_noticed(path: Path, place: int, character: str) -> None:
    forged = value()
    text = str(at(forged, path))
    at(forged, path[:-1])[path[-1]] = text[:place] + character + text[place:]
    assert proved(json.dumps(forged)).doubts


@given(st.sampled_from(LEAVES))
def test_anything_left_out_or_added_is_noticed(path: Path) -> None:
    forged = value()
    del at(forged, path[:-1])[path[-1]]
    assert proved(json.dumps(forged)).doubts
    forged = value()
    inside = at(forged, path[:-1])
    inside.append(at(forged, path)) if isinstance(inside, list) else inside.update(more=1)
    assert proved(json.dumps(forged)).doubts


def test_what_says_nothing_may_change() -> None:
    forged = json.dumps(dict(reversed(value().items())), indent=4, ensure_ascii=False)
    assert told(proved(forged)) == ""


# --- a forger who makes all digests anew ----------------------------------------------------------------


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


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forgery_with_new_digests_contradicts_itself(forge: Forge) -> None:
    forged = value()
    changed = forge(forged)
    proof = proved(judged_anew(changed if isinstance(changed, dict) else forged))
    assert proof.doubts
    assert all(doubt.where and doubt.why for doubt in proof.doubts)


@pytest.mark.parametrize(
    "forge", [a_changed_verdict_of_the_pack, a_verdict_left_out, a_withheld_sentence_left_out]
)
def test_the_verdicts_of_the_pack_are_those_that_come_out(forge: Forge) -> None:
    forged = value()
    forge(forged)
    assert "verdict" in told(proved(sealed(forged)))


def test_what_a_forger_leaves_out_whole_only_the_published_fingerprint_tells() -> None:
    forged = value()
    (held,) = forged["briefing"]["withheld"]
    forged["briefing"]["withheld"] = []
    name = held["verdict"]["claim_id"]
    forged["verdicts"] = [v for v in forged["verdicts"] if v["claim_id"] != name]
    text = sealed(forged)
    assert told(proved(text)) == ""
    assert "another pack" in told(proved(text, value()["fingerprint"]))
    assert told(proved(pack_text(), value()["fingerprint"].upper())) == ""


# --- other versions and other judges --------------------------------------------------------------------


def judged_by(forged: Value, **author: str) -> str:
    forged["briefing"]["provenance"].update(author)
    return sealed(forged)


def test_what_a_model_let_through_is_told_apart_from_a_forgery() -> None:
    forged = value()
    first(forged)["text"] = "The coastguard examines what drained the sunken vessel."
    first(forged)["verbatim"] = False
    proof = proved(judged_by(forged, checker="judge:some-model"))
    assert {doubt.where for doubt in proof.unrepeated} == {"sentence lead-2-1"}
    assert "verdict on lead-2-1" in told(proof)  # the pack's own verdicts come from no model


def test_no_judge_excuses_a_wrong_figure() -> None:
    forged = value()
    forged["briefing"]["sections"][0]["claims"][1]["text"] = TOLL.replace("52", "57")
    forged["briefing"]["sections"][0]["claims"][1]["verbatim"] = False
    assert "sentence lead-2-2v: checked again it is refuted" in told(
        proved(judged_by(forged, checker="judge:some-model"))
    )


def test_verdicts_of_other_rules_may_differ_and_are_named() -> None:
    forged = value()
    forged["verdicts"][3]["findings"] = forged["verdicts"][3]["findings"][:1]
    forged["briefing"]["withheld"][0]["verdict"]["findings"][0]["message"] = "It says too much."
    newer = PackedBy(version=OURS.version, checker=OURS.checker, rules="n" * 64)
    proof = prove(sealed(forged), LexicalChecker(), newer)
    assert told(proof) == ""
    assert [doubt.where for doubt in proof.unrepeated] == [
        "withheld sentence lead-2-2",
        "verdict on lead-2-2",
    ]
    assert told(proved(sealed(forged))) != ""


def test_a_withheld_sentence_whose_passages_were_never_noted_is_named() -> None:
    forged = value()
    forged["briefing"]["withheld"][0]["citations"] = []
    proof = proved(judged_anew(forged))
    assert told(proof) == ""
    assert [doubt.where for doubt in proof.unrepeated] == ["withheld sentence lead-2-2"]


# --- what is no pack ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "{", "[" * 100_000, '{"a": 1, "a": 2}', '{"a": NaN}', '{"a": 1e999}', "1" * 5000, "nul"],
    ids=["nothing", "zero", "half", "deep", "twice", "nan", "endless", "long", "word"],
)
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(NotJson):
        proved(text)


@pytest.mark.parametrize(
    "text", ["[]", "1", "null", "{}", '{"kind": "pack"}', '{"kind": ["pack"]}', '"pack"']
)
def test_what_is_json_and_no_pack_does_not_hold(text: str) -> None:
    assert proved(text).doubts


VALUES = st.recursive(
    OTHERS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


@given(st.dictionaries(st.sampled_from(list(value())), VALUES))
def test_whatever_stands_in_the_place_of_a_pack_does_not_hold(parts: Value) -> None:
    assert proved(json.dumps({**value(), **parts, "kind": "pack", "digests": {}})).doubts
