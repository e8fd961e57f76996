import pytest

from agent.retrieve.rank import at_most, coverage, fuse, rarity, take_turns, without_copies


def test_vectors_decide_among_near_equals_and_cannot_overrule_the_words() -> None:
    words = [("a", 10.0), ("b", 9.8), ("c", 4.0)]
    assert [key for key, _ in fuse(words, {"b": 0.9, "c": 0.9, "a": 0.1})] == ["b", "a", "c"]
    assert fuse(words, {"new": 0.9, "a": 0.1})[0][0] == "a"


def test_without_words_the_vectors_rank_and_without_anything_nothing_does() -> None:
    assert [key for key, _ in fuse([], {"a": 0.1, "b": 0.2})] == ["b", "a"]
    assert fuse([], {}) == []


def test_rankings_take_turns() -> None:
    assert take_turns([["a", "b"], ["c", "a", "d"], []]) == ["a", "c", "b", "d"]


def test_what_exceeds_a_group_comes_later_and_is_not_lost() -> None:
    assert at_most(["a1", "a2", "a3", "b1"], 2, lambda name: name[0]) == ["a1", "a2", "b1", "a3"]


def test_copies_stand_behind_the_first_also_when_one_is_part_of_the_other() -> None:
    text = "nine ships wait outside the harbour because a crane fell on the quay"
    things = [text, text.upper(), f"{text} said the wire", "ten ships left the old town today", "", "!"]
    told = [(text, things[1:3]), (things[3], []), ("", ["!"])]
    assert without_copies(things, str, 9) == told
    assert without_copies(things, str, 1) == told[:1]


def test_coverage_is_a_share_of_weight() -> None:
    assert coverage({"port": 3.0, "old": 1.0}, {"port"}) == pytest.approx(0.75)
    assert coverage({}, {"port"}) == 0


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    assert rarity(1, 100) > rarity(50, 100) > rarity(100, 100) > 0
