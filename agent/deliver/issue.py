"""Edition → what one recipient gets: what changed first, then the briefings, as HTML, text and JSON.

Pure: the same edition gives the same bytes. What sources wrote loses its control characters here, and goes
into the template as escaped values only.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from agent.deliver import words
from agent.deliver.glance import Sources, Voices, glance, sources_of, voices
from agent.deliver.html import document
from agent.deliver.parts import Mark, Page, Source
from agent.deliver.passages import at_passage
from agent.deliver.plain import WIDTH, disputes, part, wrapped
from agent.deliver.view import page
from agent.text.safe import json_safe, one_line
from agent.types import (
    Briefing,
    ChangeKind,
    ClaimChange,
    Digest,
    Edition,
    Enclosed,
    Issue,
    Subject,
    ToldClaim,
)

LABELS: dict[ChangeKind, str] = {
    "retracted": "Taken back", "revised": "Revised", "contested": "Newly contested", "new": "New",
    "weakened": "Less certain", "strengthened": "Better backed", "gone": "No longer covered",
    "unchanged": "Unchanged",
}  # fmt: skip
ALERT = "alert-"
"""How the keys of editions begin that were made because something happened."""
NAMED = 12
"""Changes of one kind that are told one by one; more are counted."""
HEADLINES = 3
"""Headlines of briefings at the top."""
_BOTH = ("retracted", "revised", "weakened", "strengthened")
"""Kinds of which both passages are shown."""
_SUBJECT = 180
NOTHING = Enclosed()


@dataclass(frozen=True)
class Line:
    """A change as a reader sees it."""

    kind: ChangeKind
    label: str
    """Such as `Revised: 115 → 126`."""
    text: str
    voices: Voices
    """Who says so."""
    passages: tuple[tuple[str, str], ...]
    """`Then` and `Now`, each with what the source said."""


@dataclass(frozen=True)
class Sheet:
    """An edition as a reader sees it."""

    title: str
    when: str
    answers: str
    """What was ordered."""
    headlines: tuple[str, ...]
    """Of its briefings, the first ones."""
    glance: tuple[tuple[str, str], ...]
    """Who says so, how sure it is, where it comes from."""
    lead: str
    """What changed, in one sentence."""
    lines: tuple[Line, ...]
    more: tuple[str, ...]
    """Changes that are only counted."""
    pages: tuple[Page, ...]
    silent: tuple[str, ...]
    foot: tuple[str, ...]
    enclosed: tuple[str, ...] = ()
    """What goes along, and what was to and does not."""


def issue(
    digest: Digest,
    edition: Edition,
    briefings: Sequence[Briefing],
    changes: Sequence[ClaimChange] | None,
    since: datetime | None,
    zone: tzinfo,
    enclosed: Enclosed = NOTHING,
) -> Issue:
    """Return an edition for a recipient.

    Args:
        digest: The order.
        edition: The edition.
        briefings: Its briefings.
        changes: What changed since the last edition that the recipient got; None where there was none.
        since: When that one was due.
        zone: In which dates are shown.
        enclosed: What goes along with it.
    """
    sheet = replace(
        _sheet(digest, edition, briefings, changes, since, zone), enclosed=tuple(_enclosed(enclosed))
    )
    told = _counted(changes) if changes is not None else ""
    if alarming(edition):
        told = edition.note
    subject = one_line(f"{digest.title}, {words.day(edition.at, zone)}" + (f": {told}" if told else ""))
    return Issue(
        digest_id=digest.id,
        edition=edition.key,
        title=one_line(digest.title),
        subject=subject[:_SUBJECT],
        at=edition.at,
        text=_text(sheet),
        html=document("issue.html.j2", (), None, sheet=sheet, passage_link=passage_link),
        data=_data(digest, edition, briefings, changes, since),
        files=enclosed.files,
    )


def alarming(edition: Edition) -> bool:
    """Tell whether an edition was made because something happened."""
    return edition.key.startswith(ALERT)


def is_news(changes: Sequence[ClaimChange]) -> bool:
    """Tell whether a reader learns anything: that nobody tells of something any more is no news."""
    return any(change.kind not in ("unchanged", "gone") for change in changes)


def passage_link(mark: Mark) -> str:
    """Return the address of the passage that a marker leads to; empty where none can be printed."""
    link = mark.source.link
    return at_passage(link.href, mark.passages[0].quote if mark.passages else "") if link else ""


def _sheet(
    digest: Digest,
    edition: Edition,
    briefings: Sequence[Briefing],
    changes: Sequence[ClaimChange] | None,
    since: datetime | None,
    zone: tzinfo,
) -> Sheet:
    listed = [c for c in changes or () if c.kind != "unchanged"]
    shown: list[ClaimChange] = []
    for kind in LABELS:
        shown += [c for c in listed if c.kind == kind][: 3 if kind == "gone" else NAMED]
    rest = Counter(c.kind for c in listed) - Counter(c.kind for c in shown)
    pages = tuple(page(briefing, zone) for briefing in briefings)
    return Sheet(
        title=one_line(digest.title),
        when=f"{words.instant(edition.at, zone)}, put together from news articles by the program Aletheia",
        lead=f"Alert. {one_line(edition.note)}" if alarming(edition) else _lead(changes, since, zone),
        answers=one_line(" · ".join((*digest.questions, *map(_subject, digest.subjects)))),
        headlines=tuple(one.title for one in pages if one.title != one.question)[:HEADLINES],
        glance=glance(briefings, zone),
        lines=tuple(_line(change, sources_of(briefings)) for change in shown),
        more=tuple(f"{number} more: {LABELS[kind].lower()}." for kind, number in rest.items()),
        pages=pages,
        silent=tuple(map(one_line, edition.silent)),
        foot=_foot(digest, edition),
    )


def _lead(changes: Sequence[ClaimChange] | None, since: datetime | None, zone: tzinfo) -> str:
    if changes is None or since is None:
        return "This is the first edition that you get. In the next ones, what changed stands here."
    when = f"the edition of {words.instant(since, zone)}"
    if not is_news(changes):
        return f"Nothing new. Since {when} nothing was added, revised or taken back."
    return f"What changed since {when}: {_counted(changes)}."


def _counted(changes: Sequence[ClaimChange]) -> str:
    if not is_news(changes):
        return "nothing new"
    found = Counter(change.kind for change in changes)
    return ", ".join(f"{found[kind]} {label.lower()}" for kind, label in LABELS.items() if found[kind])


def _line(change: ClaimChange, sources: Sources) -> Line:
    taken_back = change.kind == "retracted"  # what is taken back is the sentence of then
    told = (change.before if taken_back else change.after) or change.before
    assert told is not None, "a change has a sentence of then or of now"
    label = LABELS[change.kind]
    if change.was:
        label = f"{label}: {one_line(change.was)} → {one_line(change.now)}"
    both = (("Then", change.before), ("Now", change.after)) if change.kind in _BOTH else ()
    passages = [(when, _said(one)) for when, one in both if one is not None and one.claim.citations]
    if (rival := change.rival) is not None:
        label = f"{label}: {one_line(rival.publisher)} says {one_line(rival.value)}"
        passages = [("Other figure", one_line(f"{rival.publisher}: “{rival.citation.quote}”"))]
    return Line(
        kind=change.kind,
        label=label,
        text=one_line(told.claim.text),
        voices=voices(told, sources) if change.after and not taken_back else Voices((), ""),
        passages=tuple(passages),
    )


def _said(told: ToldClaim) -> str:
    whose = f"{told.publishers[0]}: " if told.publishers else ""
    return one_line(f"{whose}“{told.claim.citations[0].quote}”")


def _enclosed(along: Enclosed) -> Iterator[str]:
    if along.files:
        yield f"Attached: {', '.join(file.name for file in along.files)}."
    yield from map(one_line, along.left_out)


def _foot(digest: Digest, edition: Edition) -> tuple[str, ...]:
    asked = "You asked for it." if edition.key.startswith("manual-") else f"It is due {digest.schedule.said}."
    return (
        one_line(f"{asked} Zone {digest.timezone}. Digest {digest.id}, edition {edition.key}."),
        *((one_line(edition.note),) if edition.note and not alarming(edition) else ()),
        "Every sentence was checked against the passage that it cites; what did not hold is not here.",
    )


def _subject(one: Subject) -> str:
    return "every burst of coverage" if one.kind == "spikes" else f"{one.kind} “{one.name}”"


def _text(sheet: Sheet) -> str:
    blocks = [
        f"{sheet.title}\n{'=' * min(len(sheet.title), WIDTH)}",
        "\n".join((wrapped(sheet.when), wrapped(f"Answers: {sheet.answers}"))),
        *map(wrapped, sheet.headlines),
        wrapped(sheet.lead),
    ]
    if sheet.glance:
        blocks.append("\n".join(wrapped(f"{name}: {told}", "", "    ") for name, told in sheet.glance))
    blocks += ["\n".join(_change_text(line)) for line in sheet.lines]
    blocks += [wrapped(line) for line in (*sheet.more, *sheet.enclosed, *sheet.silent)]
    for shown in sheet.pages:
        blocks += [
            f"{'-' * WIDTH}\n{wrapped(shown.title)}",
            *([wrapped(shown.question)] if shown.question else []),
        ]
        blocks += [wrapped(f"Note: {note}") for note in shown.notes]
        for one in shown.parts:
            blocks += [block for block in part(one) if block]
        if shown.figures:
            rows = (
                wrapped(f"{row.cells[0]}: {row.cells[1]}, as of {row.cells[2]}", "- ", "  ")
                for row in shown.figures
            )
            blocks += ["Figures", "\n".join(rows)]
        blocks += disputes(shown.disputes)
        blocks += ["Sources", "\n".join(_source_text(source) for source in shown.sources)]
    blocks.append("-" * WIDTH)
    return "\n\n".join([*blocks, *map(wrapped, sheet.foot)]) + "\n"


def _change_text(line: Line) -> Iterable[str]:
    yield wrapped(
        f"{line.label.upper()} | {line.text}" + (f" ({line.voices.line})" if line.voices.line else ""),
        "* ",
        "  ",
    )
    for when, said in line.passages:
        yield wrapped(f"{when}: {said}", "    ", "    ")


def _source_text(source: Source) -> str:
    address = f"\n    {source.link.href}" if source.link else ""
    return f"{wrapped(f'{source.label} {source.line}', '', '    ')}{address}"


def _data(
    digest: Digest,
    edition: Edition,
    briefings: Sequence[Briefing],
    changes: Sequence[ClaimChange] | None,
    since: datetime | None,
) -> str:
    held = {
        "schema_version": 1,
        "kind": "digest",
        "digest": {"id": digest.id, "title": digest.title},
        "edition": edition.key,
        "at": edition.at.isoformat(),
        "since": since.isoformat() if since else None,
        "changes": None if changes is None else [c.model_dump(mode="json") for c in changes],
        "silent": list(edition.silent),
        "briefings": [briefing.model_dump(mode="json") for briefing in briefings],
    }
    return json_safe(json.dumps(held, ensure_ascii=False, indent=1)) + "\n"
