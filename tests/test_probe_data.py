"""The claim probes keep the format and coverage that their README promises."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parent.parent / "evals" / "data"
TOPICS = {
    *("politics", "conflict", "economy", "business", "sport"),
    *("science", "disasters", "health", "courts", "climate"),
}
UNFAITHFUL = {
    *("wrong_figure", "swapped_figures", "other_entity_figure", "wrong_unit_or_scale", "wrong_currency"),
    *("wrong_direction", "lost_hedge", "wrong_date", "wrong_period", "relative_date_error", "altered_quote"),
    *("paraphrase_as_quote", "wrong_speaker", "wrong_name", "wrong_role_or_title", "wrong_place"),
    *("negation_flip", "modality_flip", "causality_invented", "attribution_dropped", "aggregation_error"),
    *("wrong_citation", "fabricated_detail", "superseded_figure"),
}
OF_CLOCKS = {"wrong_time"}
"""Told in one of the two sets only: the other was made before times of day were compared."""
FAITHFUL = {
    *("verbatim", "light_paraphrase", "heavy_paraphrase", "number_spelled_out", "scaled_number"),
    *("rounded_with_hedge", "derived_difference", "derived_percentage", "unit_converted_with_hedge"),
    *("date_reformatted", "relative_date_resolved", "quote_trimmed_with_ellipsis", "quote_nested_or_curly"),
    *("indirect_speech_of_quote", "multi_passage_synthesis", "name_shortened", "title_paraphrased"),
    *("passive_active", "negation_preserved", "hedge_preserved"),
}
FIELDS = {"id", "topic", "passages", "claim", "cites", "label", "class", "note"}


@pytest.fixture(scope="module", params=["probes", "blind"])
def probes(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    text = (DATA / f"{request.param}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def passage_ids(probe: dict[str, Any]) -> list[str]:
    return [passage["id"] for passage in probe["passages"]]


def without_marks(text: str) -> str:
    """The words of a text; quotation marks and closing punctuation do not count, apostrophes do."""
    text = re.sub(r"[“”\"]|[‘’'](?!\w)|(?<!\w)[‘’']", "", text).replace("’", "'")
    return " ".join(word.strip(".,!?") for word in text.split())


def quoted_parts(claim: str) -> list[str]:
    """The pieces between double or single marks of a claim, cut at ellipses."""
    found = re.findall(r"[“\"](.+?)[”\"]|(?<!\w)'(.+?)'(?!\w)", claim)
    spans = [double or single for double, single in found]
    return [without_marks(part) for span in spans for part in span.split("…")]


def cited_text(probe: dict[str, Any]) -> str:
    return " ".join(p["text"] for p in probe["passages"] if p["id"] in probe["cites"])


def half(probe: dict[str, Any]) -> str:
    last = {"s": 20, "b": 16}[probe["id"][0]]
    return "train" if int(probe["id"][1:3]) <= last else "holdout"


def test_every_probe_has_exactly_the_promised_fields(probes: list[dict[str, Any]]) -> None:
    for probe in probes:
        assert set(probe) == FIELDS, probe["id"]
        assert re.fullmatch(r"[sb]\d\d[a-z]?-\d\d?", probe["id"]), probe["id"]
        assert probe["topic"] in TOPICS, probe["id"]
        assert probe["claim"].strip(), probe["id"]
        assert probe["note"].strip(), probe["id"]


def test_ids_and_claims_are_unique(probes: list[dict[str, Any]]) -> None:
    for field in ("id", "claim"):
        repeated = [value for value, n in Counter(probe[field] for probe in probes).items() if n > 1]
        assert not repeated


def test_passages_are_dated_and_of_the_promised_length(probes: list[dict[str, Any]]) -> None:
    for probe in probes:
        assert 1 <= len(probe["passages"]) <= 3, probe["id"]
        for passage in probe["passages"]:
            assert set(passage) == {"id", "publisher", "published", "text"}, probe["id"]
            date.fromisoformat(passage["published"])
            assert 60 <= len(passage["text"].split()) <= 160, (probe["id"], passage["id"])


def test_cites_name_passages_of_their_own_probe(probes: list[dict[str, Any]]) -> None:
    for probe in probes:
        assert probe["cites"], probe["id"]
        assert len(set(passage_ids(probe))) == len(passage_ids(probe)), probe["id"]
        assert set(probe["cites"]) <= set(passage_ids(probe)), probe["id"]


def test_items_of_one_story_share_their_passages(probes: list[dict[str, Any]]) -> None:
    stories: dict[str, Any] = {}
    for probe in probes:
        story = stories.setdefault(probe["id"].partition("-")[0], (probe["topic"], probe["passages"]))
        assert story == (probe["topic"], probe["passages"]), probe["id"]


def test_the_label_agrees_with_the_class(probes: list[dict[str, Any]]) -> None:
    for probe in probes:
        if probe["label"] == "supported":
            assert probe["class"] in FAITHFUL, probe["id"]
        else:
            assert probe["label"] in {"refuted", "not_enough_info"}, probe["id"]
            assert probe["class"] in UNFAITHFUL | OF_CLOCKS, probe["id"]


def test_only_updates_and_syntheses_need_several_passages(probes: list[dict[str, Any]]) -> None:
    for probe in probes:
        if probe["class"] in {"superseded_figure", "multi_passage_synthesis"}:
            assert len(probe["cites"]) > 1, probe["id"]
        if probe["class"] == "wrong_citation":
            assert set(probe["cites"]) < set(passage_ids(probe)), probe["id"]


def test_every_class_is_covered(probes: list[dict[str, Any]]) -> None:
    counts = Counter(probe["class"] for probe in probes)
    assert all(counts[kind] >= 6 for kind in UNFAITHFUL)
    assert all(counts[kind] >= 4 for kind in FAITHFUL)


def test_both_halves_hold_faithful_and_unfaithful_claims(probes: list[dict[str, Any]]) -> None:
    counts = Counter((half(probe), probe["label"] == "supported") for probe in probes)
    assert all(counts[part, faithful] >= 40 for part in ("train", "holdout") for faithful in (True, False))


def test_about_two_thirds_of_the_claims_are_unfaithful(probes: list[dict[str, Any]]) -> None:
    share = sum(probe["class"] in UNFAITHFUL for probe in probes) / len(probes)
    assert 0.6 < share < 0.72


def test_quotations_of_faithful_claims_stand_in_the_cited_passages(probes: list[dict[str, Any]]) -> None:
    for probe in probes:
        if probe["class"] in FAITHFUL:
            words = without_marks(cited_text(probe))
            assert all(part in words for part in quoted_parts(probe["claim"])), probe["id"]


def test_altered_and_invented_quotations_do_not_stand_there(probes: list[dict[str, Any]]) -> None:
    for probe in probes:
        if probe["class"] in {"altered_quote", "paraphrase_as_quote"}:
            parts = quoted_parts(probe["claim"])
            words = without_marks(cited_text(probe))
            assert parts, probe["id"]
            assert not all(part in words for part in parts), probe["id"]


def test_verbatim_claims_are_sentences_of_the_cited_passages(probes: list[dict[str, Any]]) -> None:
    for probe in probes:
        if probe["class"] == "verbatim":
            assert probe["claim"] in cited_text(probe), probe["id"]
