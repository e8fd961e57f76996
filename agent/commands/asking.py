"""What was typed becomes a request; what nothing answers is refused with what comes closest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agent.commands.opening import Parts
from agent.errors import NotFound, NothingToSay, UnusableRequest
from agent.guard import say
from agent.text.safe import one_line

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from agent.retrieve.library import Hit
    from agent.store import Store
    from agent.types import Request

_NEAREST_CHARACTERS = 400
"""Of a passage, as shown beside a refusal: enough to see what it is about."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True)
class Asked:
    """What was asked for, as it was typed."""

    question: str
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    sources: tuple[str, ...] = ()
    """Outlets, or what is followed."""
    language: str | None = None
    pin: tuple[str, ...] = ()
    """Articles and outlets that the writer is to get."""
    exclude: tuple[str, ...] = ()
    """Articles and outlets that are not to be used."""


def request_of(asked: Asked, zone: tzinfo) -> Request:
    """Return the request; what is meant by the sources is for `limited` to find out.

    Raises:
        UnusableRequest: the question is empty, or a day or language cannot be read.
    """
    from agent.types import Request
    from agent.windows import moment, until_then, window

    question = one_line(asked.question)
    if not question:
        raise UnusableRequest("question", "it is empty", "Say what it is about.")
    as_of = moment(asked.as_of, zone)
    return Request(
        question=question,
        window=until_then(window(asked.since, asked.until, zone), as_of, zone),
        as_of=as_of,
        language=_language(asked.language),
    )


def limited(request: Request, sources: Sequence[str], store: Store) -> Request:
    """Return the request, limited to the outlets that a person means.

    Raises:
        UnusableRequest: no outlet of the library and nothing that is followed is called so.
    """
    known = store.publishers()
    meant = dict.fromkeys(outlet for source in sources for outlet in _meant(source, known, store))
    return request.model_copy(update={"outlets": tuple(meant)})


def _language(text: str | None) -> str:
    code = (text or "").strip().lower()
    if text is not None and not _LANGUAGE.fullmatch(code):
        raise UnusableRequest("--language", f"“{text}” is no language code", "Write it like en or es.")
    return code


def _meant(source: str, known: Sequence[str], store: Store) -> list[str]:
    from agent.retrieve.facets import outlet_called
    from agent.store import Followed

    if found := outlet_called(source, known):
        return sorted(found)
    try:
        followed = Followed(store).meant(source)
    except NotFound:
        raise _unknown(source, known) from None
    from agent.collect.identity import host_of

    name = followed.publisher or host_of(followed.address)
    if name in known:
        return [name]
    why = "no article in the library is from it" if name else "a folder holds articles of many outlets"
    raise UnusableRequest(f"--source {source}", why, "Name an outlet.")


def _unknown(source: str, known: Iterable[str]) -> UnusableRequest:
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    near = [folded[name] for name in get_close_matches(source.casefold(), folded, 3, 0.5)]
    remedy = f"Near to it: {', '.join(near)}." if near else "`aletheia source list` shows what is followed."
    return UnusableRequest(f"--source {source}", "no outlet and nothing followed is called so", remedy)


def refused(refusal: NothingToSay, request: Request, parts: Parts, moment: datetime) -> NothingToSay:
    """Show what comes closest, and return the refusal that says why there is nothing."""
    nearest = parts.library.nearest(request, moment)
    if nearest:
        say("Nearest passages:")
    for number, hit in enumerate(nearest, 1):
        say(_passage(number, hit, parts.settings.zone))
    return explained(refusal, request, parts, nearest)


def explained(refusal: NothingToSay, request: Request, parts: Parts, nearest: Sequence[Hit]) -> NothingToSay:
    """Return the refusal that says why there is nothing, given what comes closest."""
    if nearest:
        return NothingToSay(refusal.subject, "the nearest passages are about something else")
    return NothingToSay(refusal.subject, _outside(request, parts))


def _passage(number: int, hit: Hit, zone: tzinfo) -> str:
    import textwrap

    published = hit.article.published
    day = f"{published.astimezone(zone):%Y-%m-%d}" if published else "no date"
    text = textwrap.shorten(hit.passage.text, _NEAREST_CHARACTERS, placeholder=" …")
    head = f"{number}. {hit.article.publisher}, {day}: {hit.article.headline}"
    body = textwrap.fill(one_line(text), 88, initial_indent="   ", subsequent_indent="   ")
    return f"{one_line(head)}\n{body}"


def _outside(request: Request, parts: Parts) -> str:
    """Say what the articles are that were left aside: those of other languages, outlets or times."""
    zone = parts.settings.zone
    spoken, days = set(), []
    for article in parts.store.articles():
        spoken.add(article.language)
        if article.published and (not request.outlets or article.publisher in request.outlets):
            days.append(article.published.astimezone(zone).date())
    if request.language and request.language not in spoken:
        return f"no article is in that language; there are {', '.join(sorted(spoken))}"
    if request.window.since is None and request.window.until is None and request.as_of is None:
        return "no article has any of its words"
    if not days:
        return "none of the articles states when it was published; ask without a window"
    whose = "the outlet's articles" if request.outlets else "the articles"
    return f"nothing was published in that window; {whose} are from {min(days)} to {max(days)}"
