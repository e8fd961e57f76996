"""Products go to stdout, or into a file as a whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import UnusableRequest
from agent.guard import plain, say

if TYPE_CHECKING:
    from agent.settings import Settings
    from agent.types import Briefing

STDIN = Path("-")
"""How standard input is named in the place of a file."""
DOCX = "docx"
"""The one format that is no text."""
_LONGEST_LINE = 32 * 1024 * 1024
"""Bytes of a row: more than any claim with its passages."""


def write_out(text: str, out: Path | None) -> None:
    """Print the text, or put it into a file; a file that was there stays whole until the new one is.

    Raises:
        AletheiaError: the file cannot be written.
    """
    whole = text if text.endswith("\n") else text + "\n"
    if out is None:
        print(whole, end="", file=sys.stdout)
        return
    write_bytes(whole.encode("utf-8"), out)


def write_bytes(data: bytes, out: Path) -> None:
    """Put bytes into a file; one that was there stays whole until the new one is.

    Raises:
        AletheiaError: the file cannot be written.
    """
    with _plainly(out):
        if out.exists() and not out.is_file():
            with out.open("wb") as device:  # a pipe or a device is never replaced
                device.write(data)
            return
        target = out.resolve()  # behind a link, the file is replaced and the link stays
        partial = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                partial.chmod(target.stat().st_mode & 0o777)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


def must_be_writable(out: Path | None, format: str = "") -> None:
    """Refuse a place that cannot be written to before the work is done, rather than after.

    Raises:
        AletheiaError: there is no such folder, it may not be written to, or the format wants a file.
    """
    if out is None and format == DOCX:
        raise UnusableRequest("--format docx", "it is no text that could be printed", "Name a file: --out.")
    if out is None:
        return
    if out.is_dir():
        raise UnusableRequest(f"--out {out}", "it is a folder", "Name a file in it.")
    folder = out.resolve().parent
    if not folder.is_dir():
        raise UnusableRequest(f"--out {out}", f"there is no folder {folder}", "Make it, or name another.")
    if not os.access(out if out.exists() and not out.is_file() else folder, os.W_OK):
        raise UnusableRequest(f"--out {out}", "it may not be written to", "Name another file.")


def emit(briefing: Briefing, format: str, out: Path | None, settings: Settings) -> None:
    """Print a briefing, or put it into a file and say so."""
    from agent.deliver.render import render, render_docx

    if format == DOCX and out is not None:
        write_bytes(render_docx(briefing, settings.zone), out)
    else:
        write_out(render(briefing, format, settings.zone), out)  # type: ignore[arg-type]  # Typer has let only formats through
    if out is not None:
        count = sum(len(section.claims) for section in briefing.sections)
        withheld = len(briefing.withheld)
        say(f"{out}: {count} sentences from {len(briefing.sources)} articles, {withheld} withheld.")


def read_text(file: Path) -> str:
    """Return the text of a file, or of standard input where it is named `-`.

    Raises:
        UnusableRequest: it cannot be read as UTF-8 text.
    """
    try:
        data = sys.stdin.buffer.read() if file == STDIN else file.read_bytes()
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8 text"
        raise UnusableRequest(f"file {file}", why or str(problem), "Name a readable UTF-8 file.") from problem


def read_lines(file: Path) -> Iterator[bytes]:
    """Yield the lines of a file, packed (.gz) or not, one at a time.

    Raises:
        UnusableRequest: it cannot be read, or a line of it does not end.
    """
    import gzip
    import zlib

    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
            while line := lines.readline(_LONGEST_LINE + 1):
                if len(line) > _LONGEST_LINE:
                    raise UnusableRequest(f"file {file}", "a line of it is endless", "Name a file of rows.")
                yield line
    except (OSError, EOFError, zlib.error) as problem:
        why = (problem.strerror if isinstance(problem, OSError) else "") or str(problem)
        raise UnusableRequest(f"file {file}", why, "Name a readable file.") from problem


@contextmanager
def _plainly(out: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise plain(problem, f"file {out}") from problem
