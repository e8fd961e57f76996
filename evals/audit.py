"""Known vulnerabilities of the pinned packages: `python -m evals.audit PIP_AUDIT` runs it and judges.

pip-audit calls a run without any advisory data “No known vulnerabilities found”. So a package with a hole is
asked about first: where that one comes back without data, nothing was looked up, and the step says that it
was skipped; where it comes back clean, the audit is blind, and red. A hole is accepted only with a note in
docs/threat-model.md on why it cannot be reached.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KNOWN_BAD = "jinja2==2.4.1"
"""A pin whose holes every advisory database has."""
LONGEST_S = 300
_ADVISORY = re.compile(r"\b(?:CVE-\d{4}-\d{4,}|GHSA(?:-[a-z0-9]{4}){3}|PYSEC-\d{4}-\d+)\b")

Packages = Sequence[Mapping[str, Any]]
"""What pip-audit tells of each package: its name, and its `vulns` or a `skip_reason`."""


def accepted(threat_model: str) -> frozenset[str]:
    """Return the advisories that the threat model lists in its section on known vulnerabilities."""
    section = threat_model.partition("## Known vulnerabilities")[2].partition("\n## ")[0]
    return frozenset(_ADVISORY.findall(section))


def looked_up(canary: Packages) -> bool | None:
    """Tell whether the audit sees holes; None where it had no advisory data at all."""
    if not canary or any("skip_reason" in package for package in canary):
        return None
    return any(package.get("vulns") for package in canary)


def problems(packages: Packages, allowed: frozenset[str]) -> list[str]:
    """Return a sentence for each package that was not looked up, or has a hole that is not accepted."""
    found = [] if packages else ["no package was looked up"]
    for package in packages:
        if "skip_reason" in package:
            found.append(f"{package['name']}: not looked up ({package['skip_reason']})")
        for hole in package.get("vulns", ()):
            if not allowed & {hole["id"], *hole.get("aliases", ())}:
                fixed = ", ".join(hole.get("fix_versions", ())) or "none yet"
                found.append(f"{package['name']} {package['version']}: {hole['id']} (fixed in: {fixed})")
    return found


def outcome(canary: Packages, packages: Packages, allowed: frozenset[str]) -> tuple[int, list[str]]:
    """Return the exit code and what is to be said: passed only where something was looked up."""
    seen = looked_up(canary)
    if seen is None:
        return 0, ["SKIPPED known vulnerabilities: no advisory data can be reached from here."]
    if not seen:
        return 1, [f"RED known vulnerabilities: the audit is blind, it finds nothing in {KNOWN_BAD}."]
    red = problems(packages, allowed)
    if red:
        return 1, [f"RED known vulnerabilities: {line}" for line in red]
    return 0, [f"known vulnerabilities: {len(packages)} packages looked up, none open."]


def main(arguments: Sequence[str]) -> int:
    """Run pip-audit on the known-bad pin and on our pins, and say what follows."""
    if len(arguments) != 1:
        print("Name the pip-audit program: python -m evals.audit PATH", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="aletheia-audit-") as folder:
        bad = Path(folder) / "known-bad.txt"
        bad.write_text(f"{KNOWN_BAD}\n", "utf-8")
        canary = _asked(arguments[0], bad)
        pins = _asked(arguments[0], ROOT / "constraints.txt") if looked_up(canary) else []
    allowed = accepted((ROOT / "docs" / "threat-model.md").read_text("utf-8"))
    code, lines = outcome(canary, pins, allowed)
    print("\n".join(lines), file=sys.stderr)
    return code


def _asked(program: str, pins: Path) -> Packages:
    """Return what pip-audit tells of pinned packages; nothing where it could not run or reach anything."""
    command = [program, "--requirement", str(pins), "--no-deps", "--disable-pip", "--format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST_S)
        found: Packages = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        return []
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
