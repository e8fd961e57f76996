"""The page of all suites: its figures, its misses with their passages, and nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from agent.cli import run
from evals.report import Section, groups, page, section, shown
from evals.result import Miss, SuiteResult
from evals.run import SUITES
from tests.browsing import CHROMIUM, Browser
from tests.deliver.foreign import MARKUP
from tests.deliver.test_browser import browser, opened

__all__ = ["browser"]  # the fixture
MOMENT = datetime(2031, 5, 6, tzinfo=UTC)


def miss(group: str = "figures", passage: str = "The bridge is 14 metres long.", **more: object) -> Miss:
    told = {"case": "r1", "claim": "It is 41 metres long.", "expected": "refuted", "got": "supported", **more}
    return Miss.model_validate({"group": group, "passages": (passage,), **told})


def result(*misses: Miss, metrics: Mapping[str, float] | None = None) -> SuiteResult:
    figures = metrics or {"survival": 0.25, "n": 4.0}
    return SuiteResult(
        suite="probes", metrics=figures, intervals={"survival": (0.1, 0.5)}, n=4, misses=misses
    )


def text(*sections: Section) -> str:
    tree: Any = lxml_html.document_fromstring(page(sections, MOMENT, "abc1234"))
    return " ".join(tree.text_content().split())


def test_a_figure_is_shown_with_its_interval_and_what_it_must_hold() -> None:
    made = section("probes", result(), {"survival": {"max": 0.2}})
    (row,) = [row for row in made.first if row.bound]
    assert (row.name, row.value, row.interval, row.bound, row.red) == (
        "survival",
        "0.250",
        "0.100 to 0.500",
        "at most 0.2",
        True,
    )
    assert made.red == 1
    assert "✗ at most 0.2" in text(made)
    assert section("probes", result(), {"survival": {"max": 0.3}}).red == 0


def test_many_figures_are_folded_away_but_those_that_must_hold() -> None:
    many = {f"f{n}": 0.5 for n in range(40)}
    made = section("probes", result(metrics=many), {"f7": {"min": 0.4}})
    assert [row.name for row in made.first] == ["f7"]
    assert len(made.rest) == 39
    assert "39 more figures" in text(made)
    assert len(section("probes", result(metrics=many), {}).first) == 14


@pytest.mark.parametrize(
    ("value", "digits"), [(0.0, "0"), (1.0, "1"), (1234.0, "1,234"), (0.1234, "0.123"), (66.118, "66.1")]
)
def test_a_figure_has_the_digits_that_tell_something(value: float, digits: str) -> None:
    assert shown(value) == digits


def test_misses_are_grouped_and_share_the_passages_they_were_judged_by() -> None:
    found = groups([miss("a"), miss("b"), miss("b", claim="It is short."), miss("b", passage="Other.")])
    assert [(group.name, group.count) for group in found] == [("b", 3), ("a", 1)]
    assert [len(case.misses) for case in found[0].cases] == [2, 1]


def test_a_miss_is_shown_with_passage_claim_labels_and_findings() -> None:
    told = text(section("probes", result(miss(findings=("The source gives 14.",))), {}))
    for part in (
        "It is 41 metres long.",
        "expected refuted, got supported",
        "The bridge is 14 metres long.",
        "The source gives 14.",
        "Measured on 2031-05-06 at commit abc1234",
    ):
        assert part in told


def test_a_suite_that_did_not_run_says_so() -> None:
    assert "factuality not run: its data is not at hand" in text(section("factuality", None, {}))


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_outside_text_is_shown_and_never_works(markup: str) -> None:
    made = page([section("probes", result(miss(markup, markup, claim=markup)), {})], MOMENT, markup)
    tree: Any = lxml_html.document_fromstring(made)
    assert not tree.xpath("//script | //img | //iframe | //svg | //object | //base | //form")
    assert not [value for value in tree.xpath("//@href | //@src") if not str(value).startswith("#")]
    assert not [name for element in tree.iter() for name in element.attrib if str(name).startswith("on")]


# --- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    for suite in SUITES:
        monkeypatch.setitem(SUITES, suite, lambda _: None)
    monkeypatch.setitem(SUITES, "probes", lambda _: result(miss()))
    monkeypatch.setattr("evals.report.read_floors", lambda: {"probes": {"survival": {"max": 0.2}}})
    monkeypatch.delenv("ALETHEIA_EVAL_DATA", raising=False)


@pytest.mark.usefixtures("few")
def test_the_report_is_written_and_red_where_a_floor_is_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.html"
    assert run(["eval", "report", "--out", str(out)]) == 1
    assert "RED probes: survival is 0.250, must be at most 0.2" in capsys.readouterr().err
    assert "The bridge is 14 metres long." in out.read_text("utf-8")
    assert run(["eval", "report", "--out", str(out), "--data", str(tmp_path)]) == 0
    assert f"the folder “{tmp_path.name}” and our own data" in out.read_text("utf-8")


@pytest.mark.usefixtures("few")
def test_only_the_report_goes_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "probes", "--out", str(tmp_path / "x")]) == 2
    assert "only the report" in capsys.readouterr().err
    assert run(["eval", "report", "--out", str(tmp_path / "no" / "x")]) == 2
    assert "Measuring" not in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.enable_socket
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("width", [390, 1200])
def test_in_a_browser_the_page_fits_and_asks_for_nothing(
    browser: Browser,
    tmp_path: Path,
    width: int,
) -> None:
    file = tmp_path / "report.html"
    long = miss(claim="w" * 300, passage="p" * 900)
    file.write_text(page([section("probes", result(long), {})], MOMENT, "abc1234"), "utf-8")
    shown_page, heard = opened(browser, file, width)
    shown_page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert shown_page.evaluate("document.documentElement.scrollWidth") <= width
    assert shown_page.locator("blockquote").first.is_visible()
    assert heard == []
