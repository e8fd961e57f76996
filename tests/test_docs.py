from __future__ import annotations

import re
import shlex
import subprocess
import sys
import textwrap
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")})


def test_the_page_of_the_command_line_is_what_the_help_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docs.generate"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told = "run `python -m docs.generate > docs/cli.md`"
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == done.stdout, told


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_files_that_a_page_names_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (path.parent / link).exists(), link
    for name in re.findall(
        r"`((?:agent|docs|evals|examples|prompts|tests|training|benchmarks)/[\w./-]+)`", text
    ):
        assert (ROOT / name).exists(), name


def test_every_test_the_threat_model_names_exists() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    assert len(named) > 10
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text("utf-8") if test else (ROOT / file).is_file(), (
            file,
            test,
        )


def test_readme_shows_the_briefing_and_the_figures_of_today() -> None:
    from docs import readme

    text = readme.README.read_text("utf-8")
    told = unified_diff(text.splitlines(), readme.filled(text).splitlines(), "README", "today", lineterm="")
    assert not (changed := "\n".join(told)), f"run `python -m docs.readme`:\n{changed}"


def test_the_commands_of_the_page_on_reading_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from agent.cli import run

    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "feeds.opml").write_text(
        '<opml version="2.0"><body><outline text="Quay" xmlUrl="https://quay.example/feed"/></body></opml>'
    )
    page = (ROOT / "docs" / "reading.md").read_text("utf-8")
    (block,) = re.findall(r"<!-- reading-example -->\n```sh\n(.*?)```", page, re.DOTALL)
    for line in block.splitlines():
        assert run(line.split()[1:]) == 0, line
    assert "https://quay.example/feed" in capsys.readouterr().out
    assert "https://quay.example/feed" in (tmp_path / "mine.opml").read_text()


def test_the_example_of_the_front_door_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import agent

    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    example = "".join(re.findall(r"^(?:    .*)?\n", agent.__doc__ or "", re.MULTILINE))
    exec(compile(textwrap.dedent(example), "example", "exec"), {})  # noqa: S102 - our own docstring
    assert "## Sources" in capsys.readouterr().out


def test_the_commands_of_the_page_on_digests_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], socket_enabled: Any
) -> None:
    from agent.cli import run

    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    page = (ROOT / "docs" / "digests.md").read_text("utf-8")
    (block,) = re.findall(r"<!-- digests-example -->\n```sh\n(.*?)```", page, re.DOTALL)
    for line in block.splitlines():
        assert run(shlex.split(line)[1:]) == 0, (line, capsys.readouterr().err)
    assert list((tmp_path / "editions").glob("*.html"))
    assert (tmp_path / "colombia.xml").is_file()
