"""Nothing in a pack can be changed unnoticed; a forger who seals it anew is caught by these."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.packing.canonical import NotJson
from agent.packing.prove import prove
from agent.types import PackedBy
from tests.fakes.ferry import TOLL
from tests.fakes.lexical import LexicalChecker
from tests.packing.forgeries import (
    FORGERIES,
    a_changed_verdict_of_the_pack,
    a_verdict_left_out,
    a_withheld_sentence_left_out,
    first,
)
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
