"""The store, the settings file and the profiles in one file, and back again, checked beforehand.

A backup is a ZIP file: `manifest.json`, `store.sqlite` whatever the store is kept in, `aletheia.toml` and
`profiles/`. Keys are in none of them; passwords of accounts are, as hashes. The index is derived: left out.
Its comment, the last characters of the file, is the hash of all the rest: ZIP's own sums leave out some.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from agent.errors import AletheiaError, BackupUnusable, IndexBusy, UnusableRequest
from agent.retrieve.owner import Owner
from agent.settings import Settings
from agent.store import Store
from agent.store.copying import copy_store, is_empty, pour, rows_of, rows_of_file
from agent.types import Backup

Progress = Callable[[int, int], None]

MANIFEST, STORE = "manifest.json", "store.sqlite"
_OTHERS = re.compile(r"aletheia\.toml|profiles/[\w-]{1,100}\.md")
"""The other files that a backup may hold: none can lead out of the home folder."""
_LARGEST_PAGE = 1_000_000
_SEAL = 64
"""Characters of the hash at the end."""
_PORTION = 1 << 20


class Restored(NamedTuple):
    """What came back."""

    backup: Backup
    aside: Path | None
    """Where the store that was there before lies now."""
    kept: tuple[str, ...]
    """Files of the home folder that were there already and stayed as they are."""


def back_up(store: Store, settings: Settings, file: Path, now: datetime, progress: Progress) -> Backup:
    """Write a backup, as a whole or not at all, and read it again; whoever works meanwhile goes on.

    Raises:
        BackupUnusable: what was written is not what was read, as on a failing disk.
    """
    partial = file.resolve().with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with TemporaryDirectory(prefix=".aletheia-", dir=partial.parent) as folder:
            copy = Path(folder) / STORE
            kind = copy_store(store, copy, progress)
            with Store.open(f"sqlite:///{copy}") as opened:
                rows = rows_of(opened)
            files = {STORE: copy, **_beside(settings.home)}
            backup = Backup(
                version=version("aletheia"),
                created=now,
                kept_in=kind,
                rows=rows,
                files={name: _hash_of(path) for name, path in files.items()},
            )
            _write(partial, backup, files)
        with checked(partial):
            pass
        partial.replace(file.resolve())
        return backup
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def checked(file: Path, beside: Path | None = None) -> Iterator[tuple[Backup, Path]]:
    """Check a backup, and give what it says of itself and the folder where its files lie for the moment.

    The whole and every file have their hashes, the store has its rows, can be opened, and is sound.

    Args:
        file: The backup.
        beside: The folder in which to unpack it; None for the one in which it lies.

    Raises:
        BackupUnusable: it is none, or something in it does not hold.
    """
    with TemporaryDirectory(prefix=".aletheia-", dir=beside or file.resolve().parent) as held:
        folder = Path(held)
        try:
            _must_be_whole(file)
            with zipfile.ZipFile(file) as archive:
                backup = _first_page(archive)
                for name, expected in backup.files.items():
                    _unpack(archive, name, expected, folder / name)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, KeyError, ValueError) as problem:
            raise BackupUnusable(str(file), f"it cannot be read: {problem}"[:200]) from None
        try:
            found = rows_of_file(folder / STORE, list(backup.rows))
            _compare(found, backup.rows)
            with Store.open(f"sqlite:///{folder / STORE}") as trial:
                trial.counts()
        except BackupUnusable:
            raise
        except AletheiaError as problem:
            raise BackupUnusable(str(file), f"its store: {problem.why or problem}") from None
        yield backup, folder


def restore(file: Path, settings: Settings, now: datetime, replace: bool, progress: Progress) -> Restored:
    """Put a backup in place, once everything in it was checked; the index follows with the next command.

    Args:
        file: The backup.
        settings: Where to; a database server must hold an empty database.
        now: The present; what is put aside is named after it.
        replace: Put a store that is there aside. Else nothing is done where there is one.
        progress: Told while rows go to a server.

    Raises:
        BackupUnusable: something in it does not hold; nothing was changed.
        UnusableRequest: a store with something in it is there.
        IndexBusy: another process works in the home folder.
    """
    home = settings.home
    home.mkdir(parents=True, exist_ok=True)
    owner = Owner(settings.index_folder)
    if not owner.take():
        raise IndexBusy(str(settings.index_folder), f"it is in use by {owner.name()}")
    try:
        with checked(file, home) as (backup, folder):
            aside = None
            if settings.store_url.startswith("sqlite"):
                aside = _put_file(folder / STORE, settings, now, replace)
            else:
                _put_rows(folder / STORE, settings, progress)
            return Restored(backup, aside, tuple(_put_beside(backup, folder, home)))
    finally:
        owner.release()


def _put_file(copy: Path, settings: Settings, now: datetime, replace: bool) -> Path | None:
    target = Path(settings.store_url.removeprefix("sqlite:///"))
    aside = None
    if target.exists():
        if not replace and not _holds_nothing(settings):
            why = "there is a store with something in it"
            raise UnusableRequest(str(target), why, "Name another --home, or put it aside with --replace.")
        aside = target.with_name(f"{target.name}.until-{now:%Y%m%dT%H%M%S}")
        journal = Path(f"{target}-journal")
        if journal.exists():  # it is about the old file, and must not be applied to the new one
            journal.replace(f"{aside}-journal")
        target.replace(aside)
    copy.replace(target)
    return aside


def _holds_nothing(settings: Settings) -> bool:
    with Store.open(settings.store_url) as store:
        return is_empty(store)


def _put_rows(copy: Path, settings: Settings, progress: Progress) -> None:
    with Store.open(settings.store_url, settings.database_seconds) as store:
        if not is_empty(store):
            raise UnusableRequest(store.where, "there is something in it", "Name an empty database.")
        with Store.open(f"sqlite:///{copy}") as source:
            pour(source, store, progress)
            _compare(rows_of(store), rows_of(source))


def _put_beside(backup: Backup, folder: Path, home: Path) -> Iterator[str]:
    """Put the settings and profiles where none are; yield those that are there and differ."""
    for name in sorted(backup.files.keys() - {STORE}):
        target = home / name
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            (folder / name).replace(target)
        elif target.read_bytes() != (folder / name).read_bytes():
            yield name


def _beside(home: Path) -> dict[str, Path]:
    files = [home / "aletheia.toml", *sorted((home / "profiles").glob("*.md"))]
    named = {path.relative_to(home).as_posix(): path for path in files if path.is_file()}
    return {name: path for name, path in named.items() if _OTHERS.fullmatch(name)}


def _write(partial: Path, backup: Backup, files: dict[str, Path]) -> None:
    descriptor = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with (
        os.fdopen(descriptor, "wb") as raw,
        zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive,
    ):
        archive.comment = b"0" * _SEAL
        archive.writestr(MANIFEST, backup.model_dump_json(indent=1))
        for name, path in files.items():
            archive.write(path, name)
    seal(partial)


def seal(file: Path) -> None:
    """Write into the comment of a backup, which has its length, what the rest has as its hash."""
    with file.open("r+b") as raw:
        end = raw.seek(-_SEAL, os.SEEK_END)
        held = _hash_until(raw, end)
        raw.seek(end)
        raw.write(held.encode())
        raw.flush()
        os.fsync(raw.fileno())


def _must_be_whole(file: Path) -> None:
    with file.open("rb") as raw:
        end = max(0, raw.seek(0, os.SEEK_END) - _SEAL)
        expected = _hash_until(raw, end)
        if raw.read() != expected.encode():
            raise ValueError("it is no backup, or not as it was written")


def _hash_until(raw: BinaryIO, end: int) -> str:
    """Return the hash of a file up to a position, and leave it there."""
    hashed = hashlib.sha256()
    raw.seek(0)
    while portion := raw.read(min(_PORTION, end - raw.tell())):
        hashed.update(portion)
    return hashed.hexdigest()


def _first_page(archive: zipfile.ZipFile) -> Backup:
    if archive.getinfo(MANIFEST).file_size > _LARGEST_PAGE:
        raise ValueError("its first page is too long")
    backup = Backup.model_validate_json(archive.read(MANIFEST))
    if (backup.kind, backup.schema_version) != ("aletheia-backup", 1):
        raise ValueError("it was written by a newer version of aletheia")
    names = backup.files.keys()
    if STORE not in names or any(not _OTHERS.fullmatch(name) for name in names - {STORE}):
        raise ValueError("it names files that no backup has")
    return backup


def _unpack(archive: zipfile.ZipFile, name: str, expected: str, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    hashed = hashlib.sha256()
    with archive.open(name) as packed, target.open("xb") as file:
        while portion := packed.read(_PORTION):
            hashed.update(portion)
            file.write(portion)
    if hashed.hexdigest() != expected:
        raise ValueError(f"{name} is not what it was when the backup was made")


def _compare(found: dict[str, int], expected: dict[str, int]) -> None:
    for table, number in expected.items():
        if found.get(table) != number:
            why = f"table {table} has {found.get(table)} rows, and had {number}"
            raise BackupUnusable(STORE, why)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
