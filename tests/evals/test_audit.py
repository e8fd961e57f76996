"""An audit that looked nothing up never passes, and a known hole turns it red."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.audit import ROOT, accepted, looked_up, main, outcome, problems

SEES: list[dict[str, object]] = [{"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "PYSEC-2014-8"}]}]
CLEAN: dict[str, object] = {"name": "quay", "version": "1.0", "vulns": []}
HOLE = {
    "name": "quay",
    "version": "0.9",
    "vulns": [{"id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2031-12345"], "fix_versions": ["1.0"]}],
}
SKIPPED = {"name": "quay", "skip_reason": "not found"}


def test_without_advisory_data_the_audit_was_skipped_and_did_not_pass() -> None:
    for canary in ([], [{"name": "jinja2", "skip_reason": "not found"}]):
        code, (line,) = outcome(canary, [CLEAN], frozenset())
        assert (code, looked_up(canary)) == (0, None)
        assert line.startswith("SKIPPED known vulnerabilities")
        assert "none open" not in line


def test_an_audit_that_does_not_see_a_known_hole_is_red() -> None:
    blind = [{"name": "jinja2", "version": "2.4.1", "vulns": []}]
    code, (line,) = outcome(blind, [CLEAN], frozenset())
    assert (code, line.split(":")[0]) == (1, "RED known vulnerabilities")


def test_a_known_bad_pin_turns_the_audit_red() -> None:
    code, lines = outcome(SEES, [CLEAN, HOLE], frozenset())
    assert code == 1
    assert lines == ["RED known vulnerabilities: quay 0.9: GHSA-aaaa-bbbb-cccc (fixed in: 1.0)"]
    assert outcome(SEES, [CLEAN], frozenset())[0] == 0


def test_a_hole_is_accepted_by_any_of_its_names() -> None:
    assert problems([HOLE], frozenset({"CVE-2031-12345"})) == []


def test_a_package_that_was_not_looked_up_is_red_where_others_were() -> None:
    assert outcome(SEES, [CLEAN, SKIPPED], frozenset())[0] == 1
    assert outcome(SEES, [], frozenset())[0] == 1


def test_only_the_section_on_known_vulnerabilities_accepts() -> None:
    listed = "## Known vulnerabilities\n| CVE-2031-2222 | GHSA-aaaa-bbbb-cccc |\n"
    told = f"CVE-2031-1111\n{listed}## Else\nCVE-2031-3333"
    assert accepted(told) == {"CVE-2031-2222", "GHSA-aaaa-bbbb-cccc"}
    model = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    assert "CVE-2026-45829" in accepted(model)


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 3\n", "#!/bin/sh\necho no JSON\n"])
def test_a_program_that_does_not_answer_is_a_skip(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], script: str
) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(script)
    program.chmod(0o755)
    assert main([str(program)]) == main([str(tmp_path / "missing")]) == 0
    assert capsys.readouterr().err.count("SKIPPED") == 2


def answer(package: dict[str, object]) -> str:
    return f"echo '{json.dumps({'dependencies': [package]})}'"


def test_the_audit_runs_on_our_pins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "pip-audit"
    ours = f"*constraints.txt) {answer(CLEAN)};;"
    program.write_text(f'#!/bin/sh\ncase "$2" in\n{ours}\n*) {answer(SEES[0])}; exit 1;;\nesac\n')
    program.chmod(0o755)
    assert main([str(program)]) == 0
    assert "1 packages looked up, none open" in capsys.readouterr().err
