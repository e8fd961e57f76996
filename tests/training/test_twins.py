"""Twins: the same sentence, right with one passage and wrong with the other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from training.support_model.twins import differing, is_kept_back, pairs_of, read_stories

DATA = Path(__file__).parents[2] / "training" / "data" / "twins.jsonl.gz"
STORY: dict[str, Any] = {
    "id": "A001",
    "text": "The council closed the bridge on Monday. Its engineer denied that the piers had moved.",
    "pairs": [
        {
            "class": "negation",
            "a": "The engineer disputed that the piers had shifted.",
            "b": "The engineer admitted that the piers had shifted.",
            "flip": ["denied that", "conceded that"],
        }
    ],
}


def test_every_claim_and_every_passage_comes_once_with_each_label() -> None:
    made = list(pairs_of([STORY]))
    assert Counter(p.label for p in made) == {1: 2, 0: 2}
    assert {(p.claim, p.label) for p in made} == {(c, n) for c in {p.claim for p in made} for n in (0, 1)}
    assert {(p.premise, p.label) for p in made} == {(t, n) for t in {p.premise for p in made} for n in (0, 1)}


def test_the_wrong_words_of_a_claim_are_marked() -> None:
    wrong = [p.claim[slice(*p.wrong)] for p in pairs_of([STORY]) if p.wrong and not p.label]
    assert sorted(wrong) == ["admitted", "disputed"]


def test_what_was_changed_out_of_reach_of_the_excerpt_makes_no_pairs() -> None:
    far = "The harbour lies in the west and is old and deep and wide. " * 12
    story = STORY | {"text": STORY["text"] + " " + far + "Its keeper denied that it had silted up."}
    pair = STORY["pairs"][0] | {"flip": ["denied that it had", "conceded that it had"]}
    assert list(pairs_of([story | {"pairs": [pair]}])) == []


@pytest.mark.parametrize(
    ("claim", "twin", "stretch"),
    [("prices rose a lot", "prices fell a lot", "rose"), ("it fell", "it fell again", "it fell")],
)
def test_a_stretch_runs_from_word_to_word(claim: str, twin: str, stretch: str) -> None:
    start, end = differing(claim, twin)
    assert claim[start:end] in stretch


def test_the_kept_back_stories_are_every_tenth() -> None:
    assert [n for n in range(30) if is_kept_back(f"A{n:03}")] == [7, 17, 27]


def test_the_stories_in_the_repository_can_be_turned() -> None:
    stories = list(read_stories(DATA))
    ids = [s["id"] for s in stories]
    assert len(set(ids)) == len(ids) > 100
    for story in stories:
        for pair in story["pairs"]:
            old, new = pair["flip"]
            assert story["text"].count(old) == 1, (story["id"], old)
            assert pair["a"] != pair["b"], story["id"]
            assert old != new, story["id"]
