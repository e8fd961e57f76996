"""Outlets and the language that a person's words limit a question to: "only Andean Wire", "in Spanish".

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from agent import chat_words as say
from agent.errors import UnusableRequest
from agent.press import some_of
from agent.text.languages import language
from agent.text.telling import telling
from agent.types import Request

_CAPITAL = re.compile(r"\b[A-ZÀ-Þ]")

Outlets = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Limits:
    """What a question is limited to; None where the words say nothing."""

    outlets: Sequence[str] | None = None
    """Outlets; empty for all of them."""
    language: str | None = None
    """Language of the articles, by its ISO 639 code."""


def limited(
    words: str,
    outlets: Outlets,
    everyone: Sequence[str],
    before: Request | None,
    mentioned: Collection[str] = (),
) -> tuple[str, Limits]:
    """Return the words without those that limit outlets or language, and the limits.

    Args:
        words: What the person wrote, without what limits the time.
        outlets: Finds outlets by what they are called.
        everyone: All outlets of the library.
        before: The question before.
        mentioned: Outlets that were named in the conversation, which "the letter" may mean.

    Raises:
        UnusableRequest: an outlet that is named is not in the library.
    """
    if found := say.ALL.search(words):
        return _cut(words, found), Limits(())
    if (told := _named(words, outlets, everyone, before)) is not None:
        return told
    if (told := _told_by(words, outlets, before)) is not None:
        return told
    if (found := say.LANGUAGE.search(words)) and (code := language(found["name"])):
        return _cut(words, found), Limits(language=code)
    if (found := say.TELLER.search(words)) and (short := _called_short(found["name"], mentioned)):
        rest = _cut(words, found)
        return "" if not telling(rest) else f"they {rest}", Limits(short)
    return words, Limits()


def _named(
    words: str, outlets: Outlets, everyone: Sequence[str], before: Request | None
) -> tuple[str, Limits] | None:
    """Return the rest and the limit of words such as "only", "without" and "everybody else"."""
    of = before.outlets if before is not None and before.outlets else tuple(everyone)
    if before is not None and before.outlets and (found := say.OTHERS.search(words)):
        return _cut(words, found), Limits([name for name in everyone if name not in before.outlets])
    if (found := say.WITHOUT.search(words)) and (left_out := set(outlets(found["name"]))):
        return _cut(words, found), Limits([name for name in of if name not in left_out])
    if found := say.ONLY.search(words):
        name = found["name"] or found["teller"]
        if named := outlets(name):
            return _cut(words, found), Limits(named)
        if found["name"] and _CAPITAL.search(name) and not telling(_cut(words, found)):
            raise UnusableRequest(name, "no outlet is called so", f"There are {some_of(everyone)}.")
    return None


def _told_by(words: str, outlets: Outlets, before: Request | None) -> tuple[str, Limits] | None:
    """Return the rest and the limit of words that name outlets, and are no limit where they name none."""
    for pattern in (say.TOLD_BY, say.SAID_BY, *([say.ONLY_LAST] if before is not None else [])):
        for found in pattern.finditer(words):
            if named := _known(found["name"], outlets):
                return _cut(words, found), Limits(named)
    bare = say.LEAD_IN.sub("", words).strip(" ?.!,")
    alone = say.LEAD_IN.match(words) or say.PRESS.search(bare) or say.FROM.match(bare)
    if before is not None and alone and (named := _known(bare, outlets)):
        return "", Limits(named)
    return None


def _called_short(word: str, mentioned: Collection[str]) -> list[str]:
    """Return the outlet whose name ends in a word, if there is just one."""
    named = [name for name in mentioned if name.split()[-1].casefold() == word.casefold()]
    return named if len(named) == 1 else []


def _known(name: str, outlets: Outlets) -> Sequence[str]:
    try:
        return outlets(name)
    except UnusableRequest:  # it speaks of a press, and not as a limit
        return ()


def _cut(words: str, found: re.Match[str]) -> str:
    rest = f"{words[: found.start()]} {words[found.end() :]}".strip(" ,:")
    return re.sub(r"[\s,:]+(?=[?.!])", "", rest)
