"""Verdicts on texts and claims that somebody else wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from agent.commands.opening import catch_up, now, opened, shelf_of
from agent.commands.output import STDIN, must_be_writable, read_lines, read_text, write_out
from agent.errors import UnusableRequest
from agent.guard import say
from agent.settings import load_settings
from agent.text.safe import json_safe, one_line

if TYPE_CHECKING:
    from agent.check.claims import Checker
    from agent.collect.finished import Form
    from agent.retrieve.library import Library
    from agent.types import CheckReport

Judge = Callable[[str, str, "Form | None"], "CheckReport"]
"""Given a text, its name, and how it is written if that is known: its verdicts."""


def run_check(
    files: Sequence[Path],
    against: Sequence[Path],
    format: str,
    home: Path | None,
    judge: bool | None = None,
    out: Path | None = None,
) -> int:
    """Hold texts against the library, or against the given paths alone; `judge` wins over the setting."""
    _must_be_one_product(files, format)
    must_be_writable(out)
    texts = [(read_text(file), _name(file)) for file in files]
    with judging(against, home, judge) as judged:
        reports = [judged(text, name, None) for text, name in texts]
    write_out(_shown(reports, format, home), out)
    return 1 if any(report.counts["refuted"] for report in reports) else 0


@contextmanager
def judging(against: Sequence[Path], home: Path | None, judge: bool | None = None) -> Iterator[Judge]:
    """Open what texts are held against, and yield what judges them."""
    checker, close = _checker(home, judge)
    with shelf_of(against, home) if against else opened(home) as (_, _, library):
        catch_up(library)

        yield lambda text, name, form: verdicts_on(text, name, form, library, checker)
        close()
        if library.degraded:
            say(library.degraded)


def verdicts_on(text: str, name: str, form: Form | None, library: Library, checker: Checker) -> CheckReport:
    """Hold a text against a library that is up to date.

    Raises:
        UnusableRequest: it cannot be read, or states nothing.
    """
    from agent.collect.finished import form_of, read_finished
    from agent.collect.outcome import Unusable
    from agent.verify import verify

    form = form or form_of(name, text)
    subject = f"file {name}" if name else "the text"
    try:
        finished = read_finished(text, form)
    except Unusable as problem:
        raise UnusableRequest(subject, str(problem), "Name a text or a whole page.") from None
    report = verify(text, finished, library, checker, now())
    if not report.sentences:
        raise UnusableRequest(subject, "it holds no sentence", "Name a text with whole sentences.")
    return report.model_copy(update={"file": name, "form": form})


def _name(file: Path) -> str:
    return "" if file == STDIN else str(file)


def _must_be_one_product(files: Sequence[Path], format: str) -> None:
    if not files:
        raise UnusableRequest(
            "check", "no file was named", "Name a text, - for stdin, or rows with --claims."
        )
    if len(files) > 1 and format == "jsonl":
        why = "its lines do not say which file they are about"
        raise UnusableRequest("--format jsonl", why, "Name one file, or use --format json.")
    if files.count(STDIN) > 1:
        raise UnusableRequest("check - -", "stdin can be read once", "Name it once.")


def _shown(reports: Sequence[CheckReport], format: str, home: Path | None) -> str:
    if format == "json":
        whole = [report.model_dump(mode="json") for report in reports]
        return json_safe(json.dumps(whole if len(whole) > 1 else whole[0], ensure_ascii=False, indent=2))
    if format == "jsonl":
        return "\n".join(json_safe(s.model_dump_json()) for s in reports[0].sentences)
    if format == "html":
        from agent.deliver.findings import findings_page

        return findings_page(reports, load_settings(home).zone)
    from agent.deliver.verdicts import shown

    return "\n\n".join(shown(report) for report in reports)


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

    if format == "html":
        raise UnusableRequest("--claims --format html", "rows have no page", "Use text, json or jsonl.")
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
    from agent.types import Briefing, CheckReport, Pack, Record, SearchReport

    known: dict[str, type[Record]] = {
        "briefing": Briefing,
        "check": CheckReport,
        "pack": Pack,
        "search": SearchReport,
    }
    if name not in known:
        raise UnusableRequest(f"schema {name}", "known: " + ", ".join(known), "Name one of them.")
    print(json.dumps(known[name].model_json_schema(), indent=2))
    return 0
