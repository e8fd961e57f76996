"""Verdicts on texts and claims that somebody else wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from agent.commands.opening import catch_up, now, opened, shelf_of
from agent.commands.output import read_lines, read_text
from agent.errors import UnusableRequest
from agent.guard import say
from agent.settings import load_settings
from agent.text.safe import json_safe, one_line

if TYPE_CHECKING:
    from agent.check.claims import Checker


def run_check(
    file: Path | None, against: list[Path], format: str, home: Path | None, judge: bool | None = None
) -> int:
    """Hold a text against the library, or against the given paths alone; `judge` wins over the setting."""
    from agent.deliver.verdicts import shown
    from agent.verify import verify

    if file is None:
        raise UnusableRequest("check", "no file was named", "Name a text, or rows with --claims.")
    text = read_text(file)
    checker, close = _checker(home, judge)
    with shelf_of(against, home) if against else opened(home) as (_, _, library):
        catch_up(library)
        report = verify(text, library, checker, now())
        close()
        if library.degraded:
            say(library.degraded)
    if not report.sentences:
        raise UnusableRequest(f"file {file}", "it holds no sentence", "Name a text with whole sentences.")
    if format == "json":
        print(json_safe(report.model_dump_json(indent=2)))
    elif format == "jsonl":
        for sentence in report.sentences:
            print(json_safe(sentence.model_dump_json()))
    else:
        print(shown(report))
    return 1 if report.counts["refuted"] else 0


def _checker(home: Path | None, judge: bool | None) -> tuple[Checker, Callable[[], None]]:
    """Return who gives the scores, and what says afterwards what that took and where it failed."""
    from agent.make import make_checker, make_judge

    settings = load_settings(home, judge=judge)
    if not settings.judge:
        return make_checker(), lambda: None
    checker, ledger = make_judge(settings)

    def close() -> None:
        from agent.deliver.words import spent

        for call in ledger.calls:
            if call.state != "ok":
                say(f"The judge could not be asked: {call.detail}")
        say(f"{checker.name}, requests: {spent(ledger.spent)}.")

    return checker, close


def run_check_claims(file: Path, format: str, home: Path | None = None, judge: bool | None = None) -> int:
    """Print a label and findings for each row; a bad row is reported and the rest goes on."""
    from agent.check.rows import judge_rows

    skipped, judged = 0, []
    checker, close = _checker(home, judge)
    for row in judge_rows(read_lines(file), checker):
        if row.problem:
            skipped += 1
            say(f"Skipped {file}, row {row.number}: {row.problem}")
            continue
        record = {"id": row.id, "label": row.label, "findings": row.findings}
        if format == "json":
            judged.append(record)
        elif format == "jsonl":
            print(json_safe(json.dumps(record, ensure_ascii=False)), flush=True)
        else:
            failed = [f.get("message") or f["reason"] for f in row.findings if f.get("passed") is not True]
            print(one_line(f"{row.id}: {row.label}. {' '.join(failed)}"))
    close()
    if format == "json":
        print(json_safe(json.dumps(judged, ensure_ascii=False, indent=2)))
    return 3 if skipped else 0


def run_schema(name: str) -> int:
    """Print a JSON schema."""
    from agent.types import Briefing, CheckReport, Record

    known: dict[str, type[Record]] = {"briefing": Briefing, "check": CheckReport}
    if name not in known:
        raise UnusableRequest(f"schema {name}", "known: " + ", ".join(known), "Name one of them.")
    print(json.dumps(known[name].model_json_schema(), indent=2))
    return 0
