"""`aletheia check`: verdicts on texts and claims that somebody else wrote."""

from __future__ import annotations

import gzip
import io
import json
import re
from pathlib import Path

import pytest

from agent.commands.opening import filled
from agent.settings import load_settings
from agent.types import CheckReport
from tests.cli.conftest import ROOT, STORIES, Aletheia, rows, write_rows

SEED = ROOT / "tests" / "data" / "seed_briefing.txt"
TRUE = "At least 12 ships were waiting outside the harbour of Port Marren on Monday evening."
FALSE = "At least 75 ships were waiting outside the harbour of Port Marren on Monday evening."


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "text.txt"
    file.write_text(f"Port Marren\n\n{TRUE}\n\n{FALSE}\n")
    return file


def test_every_sentence_gets_a_verdict_with_the_passage_that_decided(
    aletheia: Aletheia, newsroom: Path, text: Path
) -> None:
    ended = aletheia("check", text)
    assert (ended.code, ended.err) == (1, "")
    assert "2 sentences: 1 supported, 1 refuted." in ended.out
    assert "figure.value" in ended.out
    assert "12" in ended.out
    quoted = "The Harbour Post: “At least 12 ships were waiting outside on Monday evening.”"
    assert quoted in " ".join(ended.out.split())
    text.write_text(TRUE)
    assert aletheia("check", text).code == 0


def test_lines_items_and_cells_without_a_full_stop_are_judged_too(
    aletheia: Aletheia, newsroom: Path, text: Path
) -> None:
    text.write_text(
        "# Port Marren Storm Report\n\n"
        "- At least 75 ships waited outside the harbour of Port Marren after the storm [1]\n"
        "- Dock workers spent Tuesday clearing 300 tonnes of debris from the harbour\n\n"
        "| what | how many |\n|---|---|\n| ships outside the harbour of Port Marren | 75 |\n"
    )
    ended = aletheia("check", text)
    assert ended.code == 1
    assert re.search(r"^1     3  ✗ refuted +At least 75 ships waited", ended.out, re.MULTILINE)
    assert re.search(r"^2     4  ✓ supported +Dock workers spent", ended.out, re.MULTILINE)
    assert re.search(
        r"^3     8  \? not enough info +ships outside the harbour of Port", ended.out, re.MULTILINE
    )
    assert max(map(len, ended.out.splitlines())) <= 80
    assert "3 sentences: 1 supported, 1 refuted, 1 not enough info." in ended.out
    assert "2 headings or labels not judged: Port Marren Storm Report · what: how many" in ended.out
    report = json.loads(aletheia("check", text, "--format", "json").out)
    assert report["skipped"] == ["Port Marren Storm Report", "what: how many"]


def test_verdicts_as_json_are_the_record_and_as_lines_its_sentences(
    aletheia: Aletheia, newsroom: Path, text: Path
) -> None:
    whole = aletheia("check", text, "--format", "json")
    report = CheckReport.model_validate_json(whole.out)
    assert [s.verdict.label for s in report.sentences] == ["supported", "refuted"]
    assert report.counts == {"supported": 1, "refuted": 1, "not_enough_info": 0, "unchecked": 0}
    lines = aletheia("check", text, "--format", "jsonl")
    assert (whole.code, lines.code) == (1, 1)
    kept = [s.model_dump(mode="json") for s in report.sentences]
    assert [json.loads(line) for line in lines.out.splitlines()] == kept


def test_markdown_is_judged_as_it_is_shown_and_findings_stand_where_it_says_so(
    aletheia: Aletheia, newsroom: Path, tmp_path: Path
) -> None:
    file = tmp_path / "report.md"
    file.write_text(f"# Port\n\n> {FALSE[:30]}\n> {FALSE[30:]}\n\n```python\nships = 75\n```\n")
    (judged,) = json.loads(aletheia("check", file, "--format", "json").out)["sentences"]
    assert judged["text"] == FALSE
    assert judged["line"] == 3
    assert file.read_text()[judged["start"] : judged["end"]].startswith("At least 75")
    report = json.loads(aletheia("check", file, "--format", "json").out)
    assert (report["form"], report["file"]) == ("markdown", str(file))
    assert report["skipped"] == ["Port", "python code: ships = 75"]


def test_a_page_is_judged_by_its_visible_words(aletheia: Aletheia, newsroom: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(f"<h1>Port</h1><p>{TRUE}</p><p hidden>{FALSE}</p>")
    ended = aletheia("check", file)
    assert ended.code == 0
    assert "1 sentence: 1 supported." in ended.out
    file.write_text("<div>" * 5000 + TRUE)
    ended = aletheia("check", file)
    assert (ended.code, ended.out) == (2, "")
    assert "nested too deeply" in ended.sentence


def test_standard_input_is_a_text_too(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"**{FALSE}**".encode())))
    ended = aletheia("check", "-")
    assert (ended.code, ended.err) == (1, "")
    assert "1 sentence: 1 refuted." in ended.out
    assert aletheia("check", "-", "-").code == 2


def test_several_texts_are_judged_in_one_go_and_any_refuted_one_counts(
    aletheia: Aletheia, newsroom: Path, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text(TRUE)
    bad.write_text(FALSE)
    assert aletheia("check", good, good).code == 0
    ended = aletheia("check", bad, good)
    assert ended.code == 1
    assert str(good) in "".join(ended.out.split())
    reports = json.loads(aletheia("check", good, bad, "--format", "json").out)
    assert [report["file"] for report in reports] == [str(good), str(bad)]
    ended = aletheia("check", good, bad, "--format", "jsonl")
    assert (ended.code, ended.out) == (2, "")


def test_the_page_of_findings_is_written_whole(aletheia: Aletheia, newsroom: Path, text: Path) -> None:
    page = text.with_suffix(".html")
    ended = aletheia("check", text, "--format", "html", "--out", page)
    assert (ended.code, ended.out, ended.err) == (1, "", "")
    assert "<mark>At least 12 ships were waiting outside on Monday evening.</mark>" in page.read_text()
    assert aletheia("check", "--claims", text, "--format", "html").code == 2


def test_a_text_is_held_against_the_named_articles_alone_and_leaves_nothing_behind(
    aletheia: Aletheia, home: Path, text: Path, tmp_path: Path
) -> None:
    ended = aletheia("check", text, "--against", write_rows(tmp_path / "rows.jsonl", rows()))
    assert (ended.code, ended.err) == (1, "")
    assert "1 supported, 1 refuted" in ended.out
    assert not home.exists()
    other = write_rows(tmp_path / "other.jsonl", [{**rows()[0], "text": f"{STORIES[2][2]}"}])
    assert "supported, " not in aletheia("check", text, "--against", other).out


def test_articles_that_could_not_be_read_are_named(
    aletheia: Aletheia, home: Path, text: Path, tmp_path: Path
) -> None:
    path = write_rows(tmp_path / "rows.jsonl", rows())
    path.write_text(f"{path.read_text()}\nnot a row\n")
    ended = aletheia("check", text, "--against", path)
    assert ended.code == 1
    assert "Skipped rows.jsonl, row 4" in ended.err


# --- claims --------------------------------------------------------------------------------------------


def claim(key: str, sentence: str) -> dict[str, object]:
    passage = {"id": "p1", "publisher": "The Harbour Post", "published": "2026-02-01", "text": STORIES[0][2]}
    return {"id": key, "claim": sentence, "passages": [passage], "cites": ["p1"]}


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    file = tmp_path / "claims.jsonl"
    lines = [json.dumps(claim("a", TRUE)), "not JSON", json.dumps(claim("b", FALSE)), '{"id": "c"}', ""]
    file.write_text("\n".join(lines))
    return file


def test_claims_are_judged_row_by_row_and_bad_rows_named(
    aletheia: Aletheia, home: Path, claims: Path
) -> None:
    ended = aletheia("check", "--claims", claims, "--format", "jsonl")
    assert ended.code == 3
    judged = [json.loads(line) for line in ended.out.splitlines()]
    assert [set(row) for row in judged] == [{"id", "label", "findings"}] * 3
    assert [(row["id"], row["label"]) for row in judged] == [
        ("a", "supported"),
        ("b", "refuted"),
        ("c", "unchecked"),
    ]
    assert ended.err.count("Skipped") == 1
    assert "claims.jsonl, row 2: " in ended.err
    assert not home.exists()


def test_claims_as_one_json_value_and_as_text(aletheia: Aletheia, claims: Path) -> None:
    together = json.loads(aletheia("check", "--claims", claims, "--format", "json").out)
    assert [row["label"] for row in together] == ["supported", "refuted", "unchecked"]
    first, second, third = aletheia("check", "--claims", claims).out.splitlines()
    assert first == "a: supported."
    assert second.startswith("b: refuted. ")
    assert "12" in second
    assert third == "c: unchecked. The row holds no claim."


def test_packed_rows_are_read_too(aletheia: Aletheia, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps(claim("a", TRUE)).encode()))
    ended = aletheia("check", "--claims", file)
    assert (ended.code, ended.out, ended.err) == (0, "a: supported.\n", "")
    file.write_bytes(file.read_bytes()[:-20])
    assert aletheia("check", "--claims", file).code == 2


def test_whatever_the_labels_judged_claims_end_with_0(aletheia: Aletheia, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    file.write_text(json.dumps(claim("b", FALSE)))
    assert aletheia("check", "--claims", file).code == 0


def test_a_line_separator_inside_a_string_does_not_cut_a_row(aletheia: Aletheia, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    row = claim("a", TRUE)
    file.write_text(json.dumps({**row, "note": "one\u2028two\x85three"}, ensure_ascii=False), "utf-8")
    ended = aletheia("check", "--claims", file, "--format", "jsonl")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out)["label"] == "supported"


def test_a_claim_gets_the_same_label_in_a_row_and_in_a_text(
    aletheia: Aletheia, newsroom: Path, text: Path, claims: Path
) -> None:
    report = json.loads(aletheia("check", text, "--format", "json").out)
    rows_ = aletheia("check", "--claims", claims, "--format", "jsonl").out.splitlines()[:2]
    assert [s["verdict"]["label"] for s in report["sentences"]] == [json.loads(r)["label"] for r in rows_]


# --- the first real text -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> CheckReport:
    from agent.collect.finished import Finished
    from agent.commands.opening import now
    from agent.make import make_checker
    from agent.verify import verify

    settings = load_settings(tmp_path_factory.mktemp("seed"))
    with filled([ROOT / "examples" / "colombia" / "articles.jsonl"], settings) as parts:
        text = SEED.read_text("utf-8")
        return verify(text, Finished(text), parts.library, make_checker(), now())


def label(report: CheckReport, words: str) -> str:
    (found,) = (s for s in report.sentences if words in s.text)
    return found.verdict.label


@pytest.mark.parametrize("words", ["at least 126 fatalities across 36 confirmed strikes", '"very sick"'])
def test_what_the_seed_text_tells_exactly_is_supported(seed: CheckReport, words: str) -> None:
    assert label(seed, words) == "supported"


@pytest.mark.parametrize("words", ["On February 3, 2026", "February 6", "126", "36", "very sick"])
def test_every_figure_date_and_quotation_of_the_seed_text_gets_a_finding(
    seed: CheckReport, words: str
) -> None:
    (found,) = (s for s in seed.sentences if words in s.text and (words != "36" or "126" in s.text))
    looked_at = [f for f in found.verdict.findings if f.check in ("figures", "dates", "quotes")]
    assert any(f.mention and (f.mention.text in words or words in f.mention.text) for f in looked_at)


def test_nothing_in_the_seed_text_that_the_newsroom_tells_is_refuted(seed: CheckReport) -> None:
    refuted = [
        (s.text[:60], f.reason.value)
        for s in seed.sentences
        for f in s.verdict.findings
        if s.verdict.label == "refuted" and f.refutes
    ]
    assert refuted == []
