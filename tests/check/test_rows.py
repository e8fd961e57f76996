"""Rows of claims as other programs write them: lenient in reading, strict in judging."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from agent.check.rows import CHUNK, JudgedRow, judge_rows, read_row
from tests.fakes.lexical import LexicalChecker

SOURCE = "The council of Orrin voted on Tuesday to close the harbour bridge for 14 weeks."
TRUE = "The council of Orrin voted to close the harbour bridge for 14 weeks."
FALSE = TRUE.replace("14", "41")


def row(claim: object = TRUE, **other: object) -> dict[str, object]:
    passage = {"id": "p1", "publisher": "Quay Post", "published": "2026-02-04", "text": SOURCE}
    return {"id": "a", "claim": claim, "passages": [passage], "cites": ["p1"], **other}


def passage(**other: object) -> dict[str, object]:
    return {"id": "p1", "publisher": "Quay Post", "published": "2026-02-04", "text": SOURCE, **other}


def judged(value: object) -> JudgedRow:
    (found,) = judge_rows([json.dumps(value)], LexicalChecker())
    return found


def reasons(found: JudgedRow) -> list[str]:
    return [f["reason"] for f in found.findings if f.get("passed") is not True]


class Counting(LexicalChecker):
    """Notes how many pairs it is asked about at a time."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        self.asked.append(len(pairs))
        return super().support(pairs)


def test_rows_are_judged_in_batches_and_told_in_their_order() -> None:
    checker = Counting()
    lines = [json.dumps(row((TRUE, FALSE)[n % 2], id=n)) for n in range(CHUNK + 3)]
    found = list(judge_rows(lines, checker))
    assert checker.asked == [CHUNK // 2, 2]  # the false ones fail by their figure, whatever a score says
    assert [r.id for r in found] == [str(n) for n in range(CHUNK + 3)]
    assert [r.label for r in found[:4]] == ["supported", "refuted"] * 2


def test_rows_are_read_no_further_than_needed() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield json.dumps(row())

    assert next(judge_rows(endless(), LexicalChecker())).label == "supported"


def test_passages_of_one_id_in_different_rows_are_different_passages() -> None:
    other = passage(text=SOURCE.replace("14", "41"))
    lines = [json.dumps(row()), json.dumps(row(passages=[other]))]
    assert [r.label for r in judge_rows(lines, LexicalChecker())] == ["supported", "refuted"]


def test_a_finding_names_the_passage_as_the_row_does() -> None:
    found = judged(row(FALSE))
    assert {f["citation"]["article_id"] for f in found.findings if "citation" in f} == {"p1"}


def test_numbers_may_be_ids() -> None:
    found = judged(row(id=7, passages=[passage(id=3)], cites=[3]))
    assert (found.id, found.label) == ("7", "supported")


@pytest.mark.parametrize("publisher", [None, 5, {"name": "Quay Post"}])
def test_an_outlet_that_cannot_be_read_skips_nothing(publisher: object) -> None:
    assert judged(row(passages=[passage(publisher=publisher)])).label == "supported"


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("2026-02-04", datetime(2026, 2, 4, 12, tzinfo=UTC)),
        ("2026-02-04T09:30:00Z", datetime(2026, 2, 4, 9, 30, tzinfo=UTC)),
        ("Wed, 04 Feb 2026 09:30:00 GMT", datetime(2026, 2, 4, 9, 30, tzinfo=UTC)),
        (1770197400, datetime(2026, 2, 4, 9, 30, tzinfo=UTC)),
        ("last Wednesday", None),
        ("9999-99-99", None),
        ("0001-01-01", None),
        (float("inf"), None),
        (None, None),
        ([], None),
    ],
)
def test_a_date_is_read_where_it_can_be_and_absent_where_not(stated: Any, read: datetime | None) -> None:
    found = read_row(row(passages=[passage(published=stated)]))
    assert found is not None
    assert found.passages[0].published == read


def test_a_passage_id_given_twice_leaves_the_row_unchecked() -> None:
    found = judged(row(passages=[passage(), passage(text="Another text.")]))
    assert (found.label, reasons(found)) == ("unchecked", ["citation.ambiguous"])


def test_a_citation_of_a_passage_that_is_not_there_is_a_gap() -> None:
    found = judged(row(cites=["p1", "p9"]))
    assert (found.label, reasons(found)) == ("not_enough_info", ["citation.missing"])
    assert "p9" in found.findings[-1]["message"]


@pytest.mark.parametrize("cites", [None, [], "p9", [None]])
def test_a_row_that_cites_nothing_is_not_supported(cites: object) -> None:
    found = judged(row(cites=cites))
    assert (found.label, set(reasons(found))) == ("not_enough_info", {"citation.missing"})


def test_a_row_without_cites_or_passages_gets_a_line_too() -> None:
    assert judged({"id": "a", "claim": TRUE}).label == "not_enough_info"
    assert judged({"id": "a", "claim": TRUE, "passages": "none", "cites": ["p1"]}).label == "not_enough_info"


@pytest.mark.parametrize("claim", ["", "  \n", None, 5, ["x"]])
def test_a_row_without_a_claim_is_unchecked(claim: object) -> None:
    assert judged(row(claim)).label == "unchecked"


@pytest.mark.parametrize("claim", ["The.", "of the", "It was so."])
def test_a_claim_without_content_is_unchecked_though_its_words_stand_in_the_passage(claim: str) -> None:
    found = judged(row(claim, passages=[passage(text=f"{SOURCE} {claim}")]))
    assert (found.label, reasons(found)) == ("unchecked", ["support.unavailable"])


@pytest.mark.parametrize("line", ["not JSON", "[1, 2]", "{}", '{"id": null}', "[" * 100_000, b"\xff{}"])
def test_a_row_without_an_id_is_named_and_left_out(line: str | bytes) -> None:
    rows = list(judge_rows([line, "", json.dumps(row())], LexicalChecker()))
    assert [(r.number, bool(r.problem), r.label) for r in rows] == [(1, True, ""), (3, False, "supported")]


def test_half_a_character_spoils_nothing() -> None:
    found = judged(row(TRUE + "\ud83d", passages=[passage(text=SOURCE + "\ud83d")]))
    assert found.label in ("supported", "not_enough_info")
