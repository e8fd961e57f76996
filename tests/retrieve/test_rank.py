from math import exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.retrieve.imprint import imprint
from agent.retrieve.rank import (
    SHARPNESS,
    at_most,
    coverage,
    fuse,
    rarity,
    share_out,
    without_copies,
)


def test_vectors_decide_among_near_equals_and_cannot_overrule_the_words() -> None:
    words = [("a", 10.0), ("b", 9.8), ("c", 4.0)]
    assert [key for key, _ in fuse(words, {"b": 0.9, "c": 0.9, "a": 0.1})] == ["b", "a", "c"]
    assert fuse(words, {"new": 0.9, "a": 0.1})[0][0] == "a"


def test_without_words_the_vectors_rank_and_without_anything_nothing_does() -> None:
    assert [key for key, _ in fuse([], {"a": 0.1, "b": 0.2})] == ["b", "a"]
    assert fuse([], {}) == []


def test_each_ranking_is_served_in_its_turn_and_what_serves_several_comes_first() -> None:
    port, vote = {"p1": 1.0, "p2": 0.98, "p3": 0.9}, {"v1": 1.0, "v2": 0.9}
    assert share_out([port, vote])[:2] == ["v1", "p1"]
    assert share_out([{**port, "both": 1.0}, {**vote, "both": 1.0}])[0] == "both"
    assert share_out([]) == share_out([{}]) == []


@given(st.lists(st.dictionaries(st.integers(0, 9), st.integers(0, 160)), max_size=5))
def test_sharing_out_loses_and_repeats_nothing_and_keeps_the_order_of_one_ranking(
    rankings: list[dict[int, int]],
) -> None:
    order = share_out([{key: score / 100 for key, score in ranking.items()} for ranking in rankings])
    assert sorted(order) == sorted({key for ranking in rankings for key in ranking})
    for ranking in rankings[:1]:
        scores = [ranking[key] for key in share_out([{k: s / 100 for k, s in ranking.items()}])]
        assert scores == sorted(scores, reverse=True)


def test_sharing_out_takes_what_serves_most_at_each_step() -> None:
    """The same as computing every gain anew at every step."""
    chance = Random(1)
    rankings = [{n: chance.random() for n in range(40) if chance.random() < 0.5} for _ in range(6)]
    shares = []
    for ranking in rankings:
        powers = {key: exp(SHARPNESS * score) for key, score in ranking.items()}
        shares.append({key: power / sum(powers.values()) for key, power in powers.items()})
    left, slow, rest = [1.0] * 6, [], set().union(*rankings)
    while rest:
        best = max(rest, key=lambda key: sum(u * s.get(key, 0) for u, s in zip(left, shares, strict=True)))
        slow.append(best)
        rest.discard(best)
        left = [u * (1 - s.get(best, 0)) for u, s in zip(left, shares, strict=True)]
    assert share_out(rankings) == slow


def test_what_exceeds_a_group_comes_later_and_is_not_lost() -> None:
    assert at_most(["a1", "a2", "a3", "b1"], 2, lambda name: name[0]) == ["a1", "a2", "b1", "a3"]


def test_copies_stand_behind_the_first_also_when_one_is_part_of_the_other() -> None:
    text = "nine ships wait outside the harbour because a crane fell on the quay"
    things = [text, text.upper(), f"{text} said the wire", "ten ships left the old town today", "", "!"]
    told = [(text, things[1:3]), (things[3], []), ("", ["!"])]
    assert without_copies(things, imprint, 9) == told
    assert without_copies(things, imprint, 1) == told[:1]


def test_coverage_is_a_share_of_weight() -> None:
    assert coverage({"port": 3.0, "old": 1.0}, {"port"}) == pytest.approx(0.75)
    assert coverage({}, {"port"}) == 0


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    assert rarity(1, 100) > rarity(50, 100) > rarity(100, 100) > 0
