"""What survives of planted errors, by half and kind, beside what is refused without one."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from agent.types import Finding, Reason, Verdict, VerdictLabel
from evals.judging import Judged
from evals.planted import Half, at_equal_cost, counted, judged_half, missed, planted
from evals.planting import Host, Planted
from evals.planting.sources import paraphrased, verbatim
from tests.fakes.lexical import LexicalChecker

DOC = "The council of Orrin voted on Tuesday to close the harbour bridge for 14 weeks. Police held 31 people."
HOST = Host("The council of Orrin voted on Tuesday to close the harbour bridge for 14 weeks.", DOC)


def judged(label: VerdictLabel, support: float = 0.9, *reasons: Reason, verbatim: bool = False) -> Judged:
    findings = tuple(Finding(check="support", passed=False, reason=reason) for reason in reasons)
    return Judged("s", Verdict(claim_id="c", label=label, findings=findings), support, verbatim)


PASSED = judged("supported")
REFUSED = judged("not_enough_info", 0.9, Reason.FIGURE_VALUE)


def half(planted: Iterable[tuple[str, Judged]], clean: Iterable[Judged]) -> Half:
    return Half([(Planted(kind, HOST, "x"), one) for kind, one in planted], [(HOST, one) for one in clean])


def test_survival_is_counted_in_all_and_by_kind_beside_the_false_alarms() -> None:
    some = half([("figure", PASSED), ("figure", REFUSED), ("name", REFUSED)], [PASSED, REFUSED])
    assert counted(some) == {
        "survival": (1, 3),
        "survival.figure": (1, 2),
        "survival.name": (0, 1),
        "false_alarms": (1, 2),
        "false_alarms_by_rule": (1, 2),
    }


@pytest.mark.parametrize(
    ("one", "by_rule"),
    [
        (judged("not_enough_info", 0.2, Reason.SUPPORT_LOW), False),
        (judged("unchecked", 0.2, Reason.SUPPORT_UNAVAILABLE), False),
        (judged("not_enough_info", 0.2, Reason.SUPPORT_LOW, Reason.SUPPORT_LOW), True),  # and a lone detail
        (judged("not_enough_info", 0.9, Reason.SUPPORT_LOW), True),  # the score is high: a detail it is
        (judged("refuted", 0.9, Reason.DATE_WRONG), True),
        (judged("supported", 0.9), False),
    ],
)
def test_a_rule_is_told_from_a_low_score(one: Judged, by_rule: bool) -> None:
    assert one.by_rule is by_rule


def test_survival_at_equal_cost_moves_the_threshold_as_high_as_false_alarms_allow() -> None:
    clean = [judged("supported", 0.7 + n / 1000) for n in range(97)]
    clean += [judged("not_enough_info", n / 10, Reason.SUPPORT_LOW) for n in range(3)]
    errors = [("figure", judged("supported", 0.6)), ("figure", judged("supported", 0.75)),
              ("name", judged("supported", 0.1, verbatim=True)), ("name", REFUSED)]  # fmt: skip
    # Three of a hundred may be refused: the threshold is the lowest score of the rest, 0.7.
    assert at_equal_cost(half(errors, clean)) == {"survival_at_3": 0.5}


def test_survival_at_equal_cost_is_not_told_where_rules_alone_refuse_too_much() -> None:
    assert at_equal_cost(half([("figure", PASSED)], [PASSED, REFUSED])) == {}
    assert at_equal_cost(half([("figure", PASSED)], [])) == {}


def test_survivors_and_false_alarms_are_told_with_their_document() -> None:
    found = list(missed("verbatim", half([("figure", PASSED), ("name", REFUSED)], [PASSED, REFUSED])))
    assert [(m.group, m.expected, m.got) for m in found] == [
        ("verbatim.figure", "not supported", "supported"),
        ("verbatim.false_alarms", "supported", "not enough info"),
    ]
    assert all(m.passages == (DOC,) for m in found)
    assert found[0].findings == (f"Planted in: {HOST.text}",)


def test_errors_are_judged_by_the_product_and_their_hosts_without_them() -> None:
    found = judged_half([HOST], LexicalChecker(), ["figure", "weekday", "currency"])
    assert [(one.kind, one_judged.passed) for one, one_judged in found.planted] == [
        ("figure", False),
        ("weekday", False),
    ]
    assert [(host, one.passed, one.verbatim) for host, one in found.clean] == [(HOST, True, True)]


# --- where sentences come from -------------------------------------------------------------------------


def test_a_folder_brings_articles_and_paraphrases_by_people(tmp_path: Path) -> None:
    for name in ("articles", "factuality"):
        (tmp_path / name).mkdir()
    article = {"text": f"{DOC} Really?", "published": "2031-05-06"}
    (tmp_path / "articles" / "realnews_sample.jsonl.gz").write_bytes(packed(article))
    claims = [
        {"set": "wice", "doc": DOC, "claim": "Orrin will close its harbour bridge for 14 weeks.", "label": 1},
        {"set": "wice", "doc": DOC, "claim": "Orrin will close its harbour bridge for 41 weeks.", "label": 0},
        {"set": "qags_cnn", "doc": DOC, "claim": "Orrin closes its harbour bridge for good now.", "label": 1},
    ]  # fmt: skip
    (tmp_path / "factuality" / "dev.jsonl").write_text("\n".join(map(json.dumps, claims)), "utf-8")
    assert verbatim(tmp_path) == [Host(HOST.text, article["text"], "2031-05-06")]
    assert [host.text for host in paraphrased(tmp_path)] == [claims[0]["claim"]]


def packed(*rows: object) -> bytes:
    return gzip.compress("\n".join(map(json.dumps, rows)).encode())


def test_without_a_folder_the_sentences_are_our_own() -> None:
    assert len(verbatim(None)) > 300
    assert len(paraphrased(None)) > 50


def test_a_folder_without_sentences_is_not_measured(tmp_path: Path) -> None:
    assert planted(tmp_path) is None
