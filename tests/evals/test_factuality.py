"""Claims against documents: the product's own verdicts, the bare score, and figures by set."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from agent.check.support import THRESHOLD
from agent.cli import run
from agent.types import Finding, Reason, Verdict, VerdictLabel
from evals.factuality import Case, by_document, factuality, figures, missed, others
from evals.judging import Judged, Pair, Told, combined, judge_pairs, score_claim

DOC = "The council of Orrin voted on Tuesday to close the harbour bridge for 14 weeks. Ferries will run."


class Table:
    """A checker that gives the scores it is told, and counts how often it is asked."""

    name = "table"

    def __init__(self, *scores: float | None) -> None:
        self.scores = list(scores)
        self.asked: list[Sequence[tuple[str, str]]] = []

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        """Return the next scores."""
        self.asked.append(pairs)
        return [self.scores.pop(0) for _ in pairs]


# --- one claim -----------------------------------------------------------------------------------------


def test_a_claim_is_judged_by_sentence_and_is_as_good_as_its_worst_one() -> None:
    checker = Table(0.9, 0.6, 0.8)
    pairs = [
        Pair(DOC, "The bridge will close for 14 weeks. Ferries will run."),
        Pair(DOC, "Orrin has a council."),
    ]
    first, second = judge_pairs(pairs, checker)
    assert len(checker.asked) == 1
    assert [one.text for one in first.sentences] == [
        "The bridge will close for 14 weeks.",
        "Ferries will run.",
    ]
    assert (first.support, second.support) == (0.6, 0.8)


def test_what_an_exact_check_refutes_has_no_score_left_whatever_the_model_says() -> None:
    assert score_claim(DOC, "The council voted to close the harbour bridge for 41 weeks.", Table(1.0)) == (
        0.0,
        False,
    )


def test_what_passes_every_check_keeps_the_score_of_the_model() -> None:
    assert score_claim(DOC, "The council voted to close the harbour bridge for 14 weeks.", Table(0.8)) == (
        0.8,
        True,
    )
    score, passed = score_claim(DOC, "The council voted to close the harbour bridge.", Table(0.2))
    assert not passed
    assert score is not None
    assert score < THRESHOLD


def test_what_could_not_be_told_is_no_pass_and_no_score() -> None:
    assert score_claim(DOC, "The council voted to close the bridge.", Table(None)) == (None, False)


def verdict(label: VerdictLabel) -> Verdict:
    return Verdict(claim_id="c", label=label, findings=())


@pytest.mark.parametrize(
    ("label", "support", "score"),
    [
        ("refuted", 0.9, 0.0),
        ("unchecked", 0.9, None),
        ("supported", 0.8, 0.8),
        ("supported", 0.1, THRESHOLD),  # its words stand in the source
        ("supported", None, THRESHOLD),
        ("not_enough_info", None, 0.0),
    ],
)
def test_verdict_and_score_are_combined(
    label: VerdictLabel, support: float | None, score: float | None
) -> None:
    assert combined(verdict(label), support) == score


def test_a_sentence_that_fails_lies_below_the_threshold_in_the_order_of_its_score() -> None:
    low, high = (combined(verdict("not_enough_info"), support) for support in (0.3, 1.0))
    assert low is not None
    assert high is not None
    assert low < high < THRESHOLD


# --- figures -------------------------------------------------------------------------------------------


def told(passed: bool, support: float, *messages: str) -> Told:
    findings = tuple(
        Finding(check="figures", passed=False, reason=Reason.FIGURE_VALUE, message=m) for m in messages
    )
    label: VerdictLabel = "supported" if passed else "not_enough_info"
    return Told((Judged("s", Verdict(claim_id="c", label=label, findings=findings), support),))


def case(label: int, passed: bool, support: float, **row: object) -> Case:
    return Case({"set": "x", "doc": "d", "claim": "c", "label": label, **row}, told(passed, support))


CASES = [case(1, True, 0.9), case(1, False, 0.6), case(0, False, 0.8), case(0, True, 0.7)]


def test_figures_are_told_for_all_checks_and_for_the_score_alone() -> None:
    found = figures(CASES)
    assert found["balanced_accuracy"] == 50.0
    assert found["model.balanced_accuracy"] == 50.0  # every score is above the threshold
    assert found["model.auc"] == 0.5
    assert found["f1"] == 0.5
    assert others(CASES)["f1_constant"] == pytest.approx(2 / 3)


def test_twins_and_ratings_are_compared_by_score() -> None:
    pairs = [case(1, True, 0.9, pair="a"), case(0, True, 0.6, pair="a"), case(1, True, 0.7, pair="b"),
             case(0, True, 0.8, pair="b")]  # fmt: skip
    assert others(pairs)["pairs_in_order"] == 0.5
    assert others(pairs)["pairs_recall"] == 0.5
    rated = [case(1, True, 0.9, score=1.0), case(0, True, 0.6, score=0.3), case(0, True, 0.5, score=0.0)]
    assert others(rated)["spearman"] == pytest.approx(1.0)
    assert "spearman" not in others(CASES)


def test_claims_about_one_document_are_drawn_together() -> None:
    some = [case(1, True, 0.9, doc_id="a"), case(0, True, 0.9, doc_id="a"), case(1, True, 0.9), *CASES]
    assert sorted(map(len, by_document(some).values())) == [2, 5]


def test_a_miss_is_told_with_its_document_and_what_was_found() -> None:
    wrong = Case({"doc": "d", "claim": "c", "label": 1, "id": "r1"}, told(False, 0.9, "No such figure."))
    (miss,) = missed("x", [wrong, CASES[0]])
    assert (miss.case, miss.passages, miss.expected, miss.got) == ("r1", ("d",), "supported", "not supported")
    assert miss.findings == ("No such figure.",)


# --- the suite -----------------------------------------------------------------------------------------


def row(name: str, claim: str, label: int, **more: object) -> str:
    return json.dumps({"set": name, "doc": DOC, "claim": claim, "label": label, "doc_id": "orrin", **more})


TRUE = "The council of Orrin voted to close the harbour bridge for 14 weeks."


def test_any_sets_of_a_folder_are_measured_each_by_itself(tmp_path: Path) -> None:
    (tmp_path / "factuality").mkdir()
    some = [row("easy", TRUE, 1), row("easy", TRUE.replace("14", "41"), 0), row("hard", TRUE, 1)]
    packed = gzip.compress("\n".join(some).encode())
    (tmp_path / "factuality" / "dev.jsonl.gz").write_bytes(packed)
    (tmp_path / "factuality" / "more.jsonl").write_text(row("hard", TRUE.replace("14", "41"), 1), "utf-8")
    (tmp_path / "factuality" / "train_pool.jsonl").write_text(row("pool", TRUE, 1), "utf-8")
    (tmp_path / "factuality" / "other.jsonl").write_text('{"claim": "of another form"}', "utf-8")
    result = factuality(tmp_path)
    assert result is not None
    assert result.n == 4
    assert result.metrics["easy.balanced_accuracy"] == 100.0
    assert result.metrics["easy.auc"] == 1.0
    assert "hard.balanced_accuracy" not in result.metrics  # one class alone
    assert result.intervals["easy.f1"] == (1.0, 1.0)
    assert not [name for name in result.metrics if name.startswith("pool.")]
    assert [miss.group for miss in result.misses] == ["hard"]


def test_figures_as_json_hold_no_text_of_the_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "factuality").mkdir()
    (tmp_path / "factuality" / "dev.jsonl").write_text(row("hard", TRUE.replace("14", "41"), 1), "utf-8")
    assert run(["eval", "factuality", "--data", str(tmp_path), "--json"]) == 0
    out = capsys.readouterr().out
    assert "hard.f1" in json.loads(out)["metrics"]
    assert "harbour" not in out


def test_a_folder_without_sets_is_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert factuality(None) is None
    assert run(["eval", "factuality", "--data", str(tmp_path)]) == 3
    assert "factuality: not run" in capsys.readouterr().err
