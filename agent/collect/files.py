"""Reading paths: rows of JSONL, folders of texts and pages. What cannot be read is named and passed over."""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from agent.collect.bounded import Readers
from agent.collect.outcome import Noted, Reading, Skipped, Unusable
from agent.collect.rows import Fields, article_from, fields_of, mail_place, parse_row, row_place
from agent.types import Article

Read = Article | Skipped | Noted

_ROWS = (".jsonl", ".jsonl.gz")
_BOUNDED = {".html": "page", ".htm": "page", ".pdf": "pdf", ".eml": "mail"}
"""Foreign formats, and the job of the bounded process that reads each."""
_TEXTS = (".txt", ".md", *_BOUNDED)
_ABOUT_THE_FOLDER = ("readme", "license", "licence", "changelog", "copying")
_MOST_INFLATED = 200
"""How many times its size a packed file may become. News text becomes 3 to 10 times its size."""
_ALWAYS_INFLATED = 64_000_000
"""Bytes that any packed file may become."""


def read_path(path: Path, reading: Reading, readers: Readers) -> Iterator[Read]:
    """Yield the articles of a file, or of all files below a folder in the order of their names.

    In a folder, hidden files, files of other kinds and those about the folder itself (README and the like)
    are left alone; a link that leads out of it is named and not followed.

    Args:
        path: A `.jsonl`, `.jsonl.gz`, `.txt`, `.md`, `.html`, `.pdf` or `.eml` file, or a folder.
        reading: The circumstances.
        readers: Read pages, PDF files and mails.

    Yields:
        Articles, what had to be skipped, and remarks, in order.
    """
    if not path.is_dir():
        yield from _read_file(_File(path, path.name), reading, readers)
        return
    found = False
    for file in _files_below(path):
        found = True
        name = file.relative_to(path).as_posix()
        if not file.resolve().is_relative_to(path.resolve()):
            yield Skipped(name=_shown(name), reason="it is a link that leads out of the folder")
        else:
            folder = name.split("/")[0] if "/" in name else ""
            yield from _read_file(_File(file, name, folder), reading, readers)
    if not found:
        yield Skipped(name=_shown(str(path)), reason=f"the folder holds no {_kinds()}")


def count(path: Path, reading: Reading) -> int:
    """Return about how many rows and files `read_path` will deal with."""
    files = list(_files_below(path)) if path.is_dir() else [path]
    total = 0
    for file in files:
        try:
            if file.name.lower().endswith(_ROWS) and file.is_file():
                total += sum(1 for _ in _lines(file, reading.max_bytes))
            else:
                total += 1
        except (OSError, EOFError, zlib.error, Unusable):
            continue
    return total


def state_of(folder: Path) -> str:
    """Return a value that is another one once a file that `read_path` reads came, went or was changed."""
    told = hashlib.blake2b(digest_size=16)
    for file in _files_below(folder):
        with suppress(OSError):  # it went meanwhile; what cannot be looked at is named by whoever reads it
            seen = file.stat()
            name = file.relative_to(folder).as_posix()
            told.update(f"{name}\n{seen.st_size}\n{seen.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return told.hexdigest()


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            about = name.lower().split(".")[0] in _ABOUT_THE_FOLDER
            if name.lower().endswith((*_ROWS, *_TEXTS)) and not name.startswith(".") and not about:
                yield Path(parent, name)


class _File(NamedTuple):
    """A file, and what is known of it from where it stands."""

    path: Path
    name: str
    """Path below the folder that is read, or as it was given."""
    folder: str = ""
    """Subfolder that may name its outlet."""


def _read_file(file: _File, reading: Reading, readers: Readers) -> Iterator[Read]:
    path, name = file.path, file.name
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unusable("it is not a file")
        if path.name.lower().endswith(_ROWS):
            yield from _read_rows(path, name, reading)
        elif path.name.lower().endswith(_TEXTS):
            yield from _read_document(file, reading, readers)
        else:
            raise Unusable(f"it is not one of {_kinds()}")
    except Unusable as error:
        yield Skipped(name=_shown(name), reason=str(error))
    except FileNotFoundError:
        yield Skipped(name=_shown(name), reason="there is no such file")
    except OSError as error:
        yield Skipped(name=_shown(name), reason=f"it cannot be read: {error.strerror or error}")


def _read_document(file: _File, reading: Reading, readers: Readers) -> Iterator[Read]:
    from agent.collect.documents import read_document

    size = file.path.stat().st_size
    if size > reading.max_bytes:
        raise Unusable(f"it is too large ({size:,} bytes, at most {reading.max_bytes:,} are read)")
    data, ending = file.path.read_bytes(), file.path.suffix.lower()
    job = _BOUNDED.get(ending)
    said = Fields(**readers.read(job, data)) if job else read_document(data, ending)
    place = mail_place(said) if job == "mail" else file.name
    said.publisher = said.publisher or ("" if said.url else file.folder)
    yield from _as_article(said, place, file.name, None, reading)


def _read_rows(file: Path, name: str, reading: Reading) -> Iterator[Read]:
    number = 0
    try:
        for number, line in enumerate(_lines(file, reading.max_bytes), start=1):
            yield from _read_row(line, name, number, reading)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Skipped(
            name=_shown(name),
            reason=f"the packed file is damaged after row {number}: {error}; what follows is lost",
        )


def _read_row(line: bytes | None, name: str, number: int, reading: Reading) -> Iterator[Read]:
    try:
        if line is None:
            raise Unusable(f"it is too large (at most {reading.max_bytes:,} bytes are read)")
        if not line.strip():
            return
        said = fields_of(parse_row(line))
        yield from _as_article(said, row_place(name, said), name, number, reading)
    except Unusable as error:
        yield Skipped(name=_shown(name), row=number, reason=str(error))


def _as_article(said: Fields, place: str, name: str, row: int | None, reading: Reading) -> Iterator[Read]:
    article, remarks = article_from(said, place, reading)
    yield from chain([article], (Noted(name=_shown(name), row=row, remark=remark) for remark in remarks))


def _lines(file: Path, most: int) -> Iterator[bytes | None]:
    """Yield the lines of a file, packed or not; None stands for one that is too long.

    A packed file is inflated a little at a time, and no further than news text ever inflates.
    """
    packed = file.name.lower().endswith(".gz")
    allowed = max(_ALWAYS_INFLATED, _MOST_INFLATED * file.stat().st_size) if packed else None
    with cast(BinaryIO, gzip.open(file) if packed else file.open("rb")) as lines:
        first = True
        while line := lines.readline(most + 1):
            whole = len(line) <= most
            if not whole:
                _pass_over(lines, line, most, allowed)
            _allow(lines, allowed)
            yield (line.removeprefix(b"\xef\xbb\xbf") if first else line) if whole else None
            first = False


def _pass_over(lines: BinaryIO, line: bytes, most: int, allowed: int | None) -> None:
    """Go to the end of a line that is too long."""
    while line and not line.endswith(b"\n"):
        _allow(lines, allowed)
        line = lines.readline(most + 1)


def _allow(lines: BinaryIO, allowed: int | None) -> None:
    if allowed is not None and lines.tell() > allowed:
        raise Unusable(f"it inflates to more than {allowed:,} bytes; the rest is not read")


def _kinds() -> str:
    return ", ".join((*_ROWS, *_TEXTS))


def _shown(name: str) -> str:
    """Return a file name that can be printed and kept, whatever bytes it is made of."""
    return name.encode("utf-8", "replace").decode("utf-8").translate({n: "?" for n in range(32)})
