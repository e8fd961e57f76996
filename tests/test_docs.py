from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

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
