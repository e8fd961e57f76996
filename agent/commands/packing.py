"""Packing a briefing with its evidence, and checking such a pack again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.commands.opening import must_exist, now, opened_store
from agent.commands.output import must_be_writable, read_text, write_out
from agent.errors import UnusableRequest
from agent.guard import say
from agent.settings import Settings, load_settings
from agent.text.safe import json_safe, one_line

if TYPE_CHECKING:
    from agent.packing.doubt import Doubt
    from agent.packing.prove import Proof
    from agent.types import Article, Briefing, Pack, PackedBy

_FINGERPRINT = re.compile(r"[0-9a-fA-F]{64}")
_NAMED = 20
"""Things that do not hold which are named; more are counted."""


def run_pack(name: str, out: Path | None, home: Path | None) -> int:
    """Put a kept briefing into one file with its evidence, and tell its fingerprint."""
    from agent.packed import packed

    must_be_writable(out)
    with opened_store(home) as (settings, store):
        pack, doubts = packed(store.briefing(name), store, settings)
    for doubt in doubts:
        say(f"`verify` will say, and end with 3: {doubt}.")
    write_out(json_safe(pack.model_dump_json(indent=1)), out)
    say(f"Fingerprint {pack.fingerprint}; `aletheia verify FILE --fingerprint` holds a copy to it.")
    return 0


def run_verify(
    file: Path,
    fingerprint: str | None,
    against: Sequence[Path],
    library: bool,
    home: Path | None,
    as_json: bool = False,
) -> int:
    """Check a pack again, and tell what does not hold."""
    from agent.packed import own_checker
    from agent.packing.canonical import NotJson
    from agent.packing.prove import prove

    if fingerprint is not None and not _FINGERPRINT.fullmatch(fingerprint):
        raise UnusableRequest("--fingerprint", "it is not 64 hexadecimal digits", "Copy it as a whole.")
    must_exist(against)
    checker, ours = own_checker()
    try:
        proof = prove(read_text(file), checker, ours, fingerprint)
    except NotJson as problem:
        raise UnusableRequest(
            f"file {file}", str(problem), "Name a file that `aletheia pack` wrote."
        ) from None
    doubts, missing = list(proof.doubts), 0
    if proof.pack is not None and (against or library) and not doubts:
        doubts, missing = _elsewhere(proof.pack, against, library, home)
    outcome = 1 if doubts else 3 if proof.unrepeated or missing else 0
    if as_json:
        print(json_safe(json.dumps(_record(proof, doubts, missing), ensure_ascii=False, indent=2)))
        return outcome
    _tell(proof, doubts, fingerprint is not None, ours)
    if missing:
        say(f"{missing} of its articles are not there in the same version, so they were not compared.")
    return outcome


def _elsewhere(
    pack: Pack, against: Sequence[Path], library: bool, home: Path | None
) -> tuple[list[Doubt], int]:
    """Return what differs from the articles elsewhere, and how many of them are not there."""
    from agent.packing.articles import compared

    known = _read(pack, against, load_settings(home)) if against else {}
    if library:
        with opened_store(home) as (_, store):
            found = (store.article(article.id, article.content_hash) for article in pack.articles)
            known |= {article.content_hash: article for article in found if article is not None}
    missing = sum(article.content_hash not in known for article in pack.articles)
    return list(compared(pack.articles, pack.copies, known)), missing


def _read(pack: Pack, paths: Sequence[Path], settings: Settings) -> dict[str, Article]:
    """Return those of the articles in some files that a pack cites, by content hash."""
    from agent.collect.bounded import Readers
    from agent.collect.files import read_path
    from agent.collect.outcome import Reading
    from agent.types import Article

    wanted = {article.content_hash for article in pack.articles}
    reading = Reading(
        retrieved=now(),
        zone=settings.zone,
        max_chars=settings.max_article_chars,
        max_bytes=settings.max_file_bytes,
    )
    with Readers() as readers:
        found = (one for path in paths for one in read_path(path, reading, readers))
        articles = (one for one in found if isinstance(one, Article))
        return {article.content_hash: article for article in articles if article.content_hash in wanted}


def _record(proof: Proof, doubts: Sequence[Doubt], missing: int) -> dict[str, Any]:
    """Return what came of checking a pack, for programs."""
    return {
        "true": not doubts and proof.pack is not None,
        "briefing": proof.pack.briefing.id if proof.pack else None,
        "fingerprint": proof.fingerprint,
        "edits": [edit.model_dump(mode="json") for edit in proof.pack.briefing.edits] if proof.pack else [],
        "doubts": [{"where": doubt.where, "why": doubt.why} for doubt in doubts],
        "unrepeated": [{"where": doubt.where, "why": doubt.why} for doubt in proof.unrepeated],
        "articles_missing": missing,
    }


def _tell(proof: Proof, doubts: Sequence[Doubt], held: bool, ours: PackedBy) -> None:
    """Print what became of a pack."""
    for line in _lines(proof, doubts, held, ours):
        print(one_line(line))


def _edits(briefing: Briefing) -> Iterator[str]:
    """Yield what people edited, a line each: whoever relies on a pack has to know."""
    numbers = {claim.id: number for number, claim in enumerate(briefing.claims(), 1)}
    for edit in briefing.edits:
        which = f"Sentence {numbers[edit.claim_id]}" if edit.claim_id in numbers else "A sentence"
        did = "deleted" if edit.kind == "deleted" else "edited"
        by = edit.by or "the person at the machine"
        yield f"{which} was {did} by {by}, {edit.at:%Y-%m-%d %H:%M} UTC (version {edit.version})."


def _lines(proof: Proof, doubts: Sequence[Doubt], held: bool, ours: PackedBy) -> Iterator[str]:
    if proof.pack is not None:
        yield f"Briefing {proof.pack.briefing.id}: {proof.pack.briefing.title}"
        yield from _edits(proof.pack.briefing)
    if proof.fingerprint:
        yield f"Fingerprint {proof.fingerprint}{', the one that was given' if held and not doubts else ''}"
    for doubt in doubts[:_NAMED]:
        yield f"✗ {doubt}."
    if len(doubts) > _NAMED:
        yield f"✗ {len(doubts) - _NAMED} more."
    if doubts or proof.pack is None:
        yield "NOT TRUE: this pack was changed, or never held. Do not rely on it."
        return
    for doubt in proof.unrepeated[:_NAMED]:
        yield f"? {doubt}."
    made = proof.pack.briefing.provenance
    if proof.unrepeated:
        yield (
            f"TRUE BUT FOR {len(proof.unrepeated)}, as far as can be told here: {made.checker} of version "
            f"{made.version} judged it, and this is {ours.checker} of version {ours.version}."
        )
        return
    passages = sum(len(article.passages) for article in proof.pack.articles)
    yield (
        f"TRUE: {len(proof.pack.verdicts)} verdicts come out again from {passages} passages of "
        f"{len(proof.pack.articles)} articles."
    )
