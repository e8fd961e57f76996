"""The words a rendering uses for labels, reasons, dates and shares; one wording for all formats. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from agent.types import BlindSpots, ClaimKind, Edit, Reason, Spent, VerdictLabel, Window

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Written out, because `strftime` follows the machine's locale."""

SILENT_SHOWN = 12
"""Silent outlets named; more are counted, so that a large library does not bury the page."""

KINDS: dict[ClaimKind, str] = {"reported": "", "assessment": "Assessment", "measured": "Measured"}
"""How a kind is marked; what a source reports is the rule and carries no mark."""

VERDICTS: dict[VerdictLabel, str] = {
    "supported": "Supported",
    "refuted": "Refuted",
    "not_enough_info": "Not enough information",
    "unchecked": "Unchecked",
}

REASONS: dict[Reason, str] = {
    Reason.OK: "it passed every check",
    Reason.FIGURE_VALUE: "a figure differs from the cited text",
    Reason.FIGURE_OWNER: "a figure is given to something else than in the cited text",
    Reason.FIGURE_UNIT: "a figure has another unit than in the cited text",
    Reason.FIGURE_CURRENCY: "an amount has another currency than in the cited text",
    Reason.FIGURE_HEDGE: "a figure is more, or less, certain than in the cited text",
    Reason.FIGURE_DIRECTION: "a rise is told as a fall, or the reverse",
    Reason.FIGURE_PERIOD: "a figure is given for another period than in the cited text",
    Reason.FIGURE_SUPERSEDED: "a newer article gives another value",
    Reason.FIGURE_CONTESTED: "sources give different values, and it tells one as if it held",
    Reason.FIGURE_ORIGIN: "a figure that only one origin gives cannot stand there",
    Reason.FIGURE_DERIVATION: "a figure does not follow from the cited figures",
    Reason.DATE_WRONG: "a date differs from the cited text",
    Reason.DATE_UNRESOLVED: "a date could not be worked out",
    Reason.QUOTE_ALTERED: "a quotation was changed",
    Reason.QUOTE_NOT_FOUND: "a quotation does not stand in the cited text",
    Reason.QUOTE_PARAPHRASE: "a paraphrase stands in quotation marks",
    Reason.QUOTE_SPEAKER: "a quotation is given to another speaker",
    Reason.NAME_NOT_FOUND: "a name does not stand in the cited text",
    Reason.NAME_ROLE: "a name has another role than in the cited text",
    Reason.NAME_OWNER: "an act is given to somebody else than in the cited text",
    Reason.NAME_PLACE: "a place differs from the cited text",
    Reason.SUPPORT_LOW: "the cited text does not say this",
    Reason.SUPPORT_NEGATION: "the cited text says the opposite",
    Reason.SUPPORT_MODALITY: "it is more certain than the cited text",
    Reason.SUPPORT_ATTRIBUTION: "the cited text gives this to somebody else, or only as a claim",
    Reason.SUPPORT_CAUSE: "the cited text names no such cause",
    Reason.SUPPORT_DIRECTION: "the cited text tells it the other way round",
    Reason.SUPPORT_UNAVAILABLE: "its support could not be judged",
    Reason.ASSESSMENT_MODAL: "a judgement is told as a fact",
    Reason.ASSESSMENT_EVENT: "a judgement takes as fact what the cited text does not say",
    Reason.ASSESSMENT_PREMISES: "a judgement rests on passages about something else",
    Reason.TEXT_MARKUP: "it holds an address, markup or a mark that only the program may set",
    Reason.TEXT_INSTRUCTION: "it speaks to a program, not to a reader",
    Reason.KIND_NOT_ALLOWED: "the section does not take sentences of this kind",
    Reason.PLAN_SURPLUS: "the section takes no more sentences",
    Reason.MEASURE_WRONG: "it says otherwise than what was measured",
    Reason.CITATION_MISSING: "it cites nothing",
    Reason.CITATION_STALE: "it cites a version of the article that is no longer held",
    Reason.CITATION_AMBIGUOUS: "it cites what may be one of two texts",
}


def day(moment: datetime | None, zone: tzinfo) -> str:
    """Return the local date, such as `3 February 2026`; `undated` where there is none."""
    if moment is None:
        return "undated"
    local = moment.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def instant(moment: datetime, zone: tzinfo) -> str:
    """Return local date, time and offset, such as `3 February 2026, 18:00 (UTC-05:00)`."""
    local = moment.astimezone(zone)
    offset = local.strftime("%z")
    name = "UTC" if offset in ("+0000", "-0000") else f"UTC{offset[:3]}:{offset[3:5]}"
    return f"{day(moment, zone)}, {local:%H:%M} ({name})"


def calendar_day(iso: str) -> str:
    """Return `2026-02-03` or `2026-02` in words; anything else as it is."""
    parts = iso.split("-")
    numbers = [int(p) for p in parts if p.isascii() and p.isdigit()]
    if len(numbers) != len(parts) or len(parts) not in (2, 3) or not 1 <= numbers[1] <= 12:
        return iso
    named = f"{MONTHS[numbers[1] - 1]} {numbers[0]}"
    return f"{numbers[2]} {named}" if len(numbers) == 3 else named


def window(asked: Window, zone: tzinfo) -> str:
    """Return the stretch of publication dates that was looked at, last day included."""
    since = day(asked.since, zone) if asked.since else ""
    until = day(asked.until - timedelta(microseconds=1), zone) if asked.until else ""
    if since and until:
        return f"published {since} to {until}"
    if since:
        return f"published since {since}"
    return f"published until {until}" if until else "of any date"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, such as `1 article` or `2 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def hours(counts: Mapping[str, str], number: int) -> list[int]:
    """Return articles in each of a number of hours, of all outlets together, as a `Measure` writes them."""
    row = [0] * number
    for text in counts.values():
        for pair in text.split():
            at, _, count = pair.partition(":")
            if at.isdigit() and count.isdigit() and int(at) < number:
                row[int(at)] += int(count)
    return row


def weight(outlets: int, origins: int) -> str:
    """Return who says so, such as `3 outlets, 1 origin`; empty for one outlet, and where nobody counted.

    Most sentences rest on one outlet, and a mark on most of them hides the others: it is said once, above.
    """
    return f"{count(outlets, 'outlet')}, {count(origins, 'origin')}" if outlets > 1 else ""


def lone(figures: tuple[str, ...]) -> str:
    """Return which figures rest on one origin, such as `one origin for 450`; empty for none."""
    return f"one origin for {', '.join(figures)}" if figures else ""


def edited(edit: Edit | None, zone: tzinfo) -> str:
    """Return who edited a sentence and when, such as `edited by ines, 3 February 2026`; empty for nobody."""
    if edit is None:
        return ""
    by = f" by {edit.by}" if edit.by else ""
    return f"edited{by}, {day(edit.at, zone)}"


def version(number: int, edits: Sequence[Edit]) -> str:
    """Return what people did to a briefing since it was written, a sentence; empty for nothing."""
    if not edits:
        return ""
    texts = len({edit.claim_id for edit in edits if edit.kind == "text"})
    gone = sum(edit.kind == "deleted" for edit in edits)
    told = [f"edited {count(texts, 'sentence')}"] if texts else []
    told += [f"deleted {gone}" if texts else f"deleted {count(gone, 'sentence')}"] if gone else []
    people = dict.fromkeys(edit.by or "the person at the machine" for edit in edits)
    return f"This is version {number}: {', '.join(people)} {' and '.join(told)}."


def doubt(origins: int, disputed: bool) -> str:
    """Return what a reader must know of a figure: that sources differ, or that one origin gives it."""
    return "sources differ" if disputed else "one origin" if origins == 1 else ""


def spent(made: Spent) -> str:
    """Return what a model took, such as `2, 6,700 tokens sent, 1,900 received, $0.0042, 12.4 s`."""
    if not made.calls:
        return "none"
    again = f" ({made.retries} repeated)" if made.retries else ""
    about = "about " if made.estimated else ""
    return (
        f"{made.calls}{again}, {about}{made.tokens_in:,} tokens sent, {made.tokens_out:,} received, "
        f"{about}${made.cost:.4f}, {made.seconds:.1f} s"
    )


def blind_spots(spots: BlindSpots) -> list[str]:
    """Return what could not be seen, a sentence each."""
    told = []
    if spots.silent:
        named = ", ".join(spots.silent[:SILENT_SHOWN])
        rest = len(spots.silent) - SILENT_SHOWN
        more = f" and {count(rest, 'other')}" if rest > 0 else ""
        told.append(f"Published meanwhile, but nothing on this: {named}{more}.")
    if spots.unheard:
        named = ", ".join(spots.unheard[:SILENT_SHOWN])
        rest = len(spots.unheard) - SILENT_SHOWN
        more = f" and {count(rest, 'other')}" if rest > 0 else ""
        told.append(f"Among them are outlets of countries from which nothing is cited: {named}{more}.")
    told.append(f"{spots.single_outlet_share:.0%} of the sentences rest on one outlet only.")
    if spots.top_outlet:
        told.append(
            f"The outlet cited most is {spots.top_outlet}, in {spots.top_outlet_share:.0%} of the sentences."
        )
    if spots.undated:
        told.append(f"{count(spots.undated, 'cited article')} without a publication date.")
    return told
