"""What docs/checking.md tells people to write works as it stands there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import ROOT, Aletheia, rows, write_rows
from tests.cli.test_check import FALSE, TRUE

PAGE = (ROOT / "docs" / "checking.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def commands(value: Any) -> Iterator[str]:
    """Yield every command of ours in a configuration, wherever it stands."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from commands(inner)
    elif isinstance(value, str) and value.startswith("aletheia "):
        yield value


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with articles and a report, in which the commands run."""
    folder = tmp_path / "project"
    (folder / "articles").mkdir(parents=True)
    (folder / "reports").mkdir()
    write_rows(folder / "articles" / "rows.jsonl", rows())
    (folder / "reports" / "storm.md").write_text(f"# Storm\n\n{TRUE}\n")
    monkeypatch.chdir(folder)
    return folder


def words(command: str, folder: Path) -> list[str]:
    """Return a command's words as a shell would, without the name of the program."""
    typed = shlex.split(command)[1:]
    return [str(n) for word in typed for n in (sorted(folder.glob(word)) if "*" in word else [word])]


def test_the_command_of_the_first_lines_runs(aletheia: Aletheia, project: Path) -> None:
    (command,) = blocks("sh")
    assert aletheia(*words(command, project)).code == 0


def test_the_action_runs_the_check_and_keeps_its_page(aletheia: Aletheia, project: Path) -> None:
    action = yaml.safe_load(blocks("yaml")[0])
    (command,) = commands(action)
    assert aletheia(*words(command, project)).code == 0
    kept = action["jobs"]["check"]["steps"][-1]["with"]["path"]
    assert "<mark>" in (project / kept).read_text()
    (project / "reports" / "wrong.md").write_text(FALSE)
    assert aletheia(*words(command, project)).code == 1


def test_the_hook_judges_the_files_that_are_named_behind_it(aletheia: Aletheia, project: Path) -> None:
    hook = yaml.safe_load(blocks("yaml")[1])["repos"][0]["hooks"][0]
    assert re.search(hook["files"], "reports/storm.md")
    (command,) = commands(hook)
    assert aletheia(*words(command, project), "reports/storm.md").code == 0
    (project / "reports" / "wrong.md").write_text(FALSE)
    assert aletheia(*words(command, project), "reports/storm.md", "reports/wrong.md").code == 1


@pytest.mark.parametrize("page", ["docs/checking.md", "README.md"])
def test_the_three_lines_of_python_run(
    page: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "examples").symlink_to(ROOT / "examples")
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    exec(compile(code, "example", "exec"), {})  # noqa: S102 - our own page
    assert "The source does not give “February 9”" in capsys.readouterr().out
