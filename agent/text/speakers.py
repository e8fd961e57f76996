"""Who is said to have said a quotation: the nearest speech verb and its subject.

A pronoun is traced back to the person last spoken of. What comes out is the stretch of words that names the
speaker, and the names in it; it is meant to be compared, not printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.text.normalise import plain

_VERB = (
    r"(?:said|says|say|saying|told|tells|telling|wrote|writes|added|adds|adding|asked|asks|argued|argues|warned|warns"
    r"|warning|insisted|insists|claimed|claims|declared|declares|stated|states|noted|notes|remarked|remarks|observed"
    r"|observes|explained|explains|complained|complains|replied|replies|recalled|recalls|admitted|admits|conceded"
    r"|concedes|announced|announces|called|calls|calling|described|describes|spoke|speaks|promised|promises|vowed"
    r"|vows|pledged|urged|urges|joked|jokes|predicted|predicts|suggested|suggests|testified|tweeted|posted|shouted"
    r"|commented|comments|concluded|concludes|continued|thought|thinks|believes|believed|expects|expected|put|puts"
    r"|sums\s+up|summed\s+up|reacted|responded|responds|acknowledged|maintains|maintained|stressed|stresses|quipped"
    r"|denied|confirmed|emphasi[sz]ed|criticised|criticized|denounced|praised|accused|labelled|labeled|dubbed"
    r"|referred|hailed|boasted|lamented|recounted|reiterated|reported|mentioned|proclaimed|cautioned)"
)
_SPEECH = re.compile(rf"\b{_VERB}\b")
_ACCORDING = re.compile(r"\b(?:according\s+to|in\s+the\s+words\s+of|as\s+told\s+by)\s+", re.I)
_PASSIVE = re.compile(rf"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?{_VERB}(?:\s+(?:as|an?|the))*\s*$")
_BY = re.compile(r"by\s+")
"""Who speaks in "was described as “gruesome” by the district attorney"."""
_NEW_SENTENCE = re.compile(r"\s+[A-Z]|\s*\n|\s*$")
_INVERTED = re.compile(r"\s+(?:(?:the|an?|former|its|his|her)\s+)?(?:[\w'’-]+\s+){0,5}?[A-Z][^,;:]{1,60}")
"""What follows the verb in "…, says former striker Alan Shearer"."""
_SAID_LATER = re.compile(r"\s+[A-Z][\w .'’-]{1,60}? (?:said|says)\b")
_DESCRIPTION = re.compile(r"[Tt]he\s+(?:[\w'’-]+\s+){0,3}[\w'’-]+$")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|I|we)\b", re.I)
_SENTENCE_BREAK = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\b[A-Z])[.!?][”’\"')]*\s+(?=[A-Z“\"‘«])|\n\s*\n"
)
_PARTICLE = r"(?:van|von|de|der|den|da|di|du|del|la|le|el|al|bin|ibn|dos|ter|ten|of)"
_NAME_WORD = r"[A-ZÀ-ÖØ-ÞĀ-ŽȘ-Ț][\w'\-’.]*"
_NAME = re.compile(
    rf"\b(?:{_NAME_WORD}\s+)(?:{_PARTICLE}\s+(?:{_PARTICLE}\s+)?)?{_NAME_WORD}(?:\s+{_NAME_WORD})*|\b{_NAME_WORD}"
)
_CAPITAL = re.compile(r"\b[^\W\d_][\w'\-]*")
_NO_NAMES = frozenset(
    re.split(
        " ",
        "The A An He She It They We I You His Her Its Their Our My This That These Those But And Or "
        "So In On At By For From With After Before When While If As Although Then There Here Not No "
        "One Two Mr Mrs Ms Dr Sir President Governor Minister Prime Chancellor Senator Judge Justice "
        "General Captain Colonel Professor Mayor Secretary Director Chief Chairman Chairwoman Coach "
        "Ambassador Foreign Finance Interior Energy Defence Defense Health Monday Tuesday Wednesday "
        "Thursday Friday Saturday Sunday January February March April May June July August September "
        "October November December Asked According Speaking Meanwhile Of Later What Who Why How "
        "Indeed However Still Also Yet Instead Now Today Perhaps Moreover Both Once Again Even Only "
        "Originally Finally Recently Additionally",
    )
)


@dataclass(frozen=True)
class Gap:
    """A quotation and the room around it."""

    text: str
    """The whole text."""
    before: int
    """End of the quotation before, or 0."""
    start: int
    """Its opening mark."""
    end: int
    """One past its closing mark."""
    after: int
    """Start of the quotation behind, or the length of the text."""
    quoted: tuple[tuple[int, int], ...]
    """All quotations of the text: nobody is looked for inside them."""


@dataclass(frozen=True)
class Speaker:
    """Who is said to have said something."""

    text: str
    """The words that name them, as they stand."""
    names: frozenset[str]
    """The names among them, in small letters; empty for "the editor" and for a pronoun nobody could trace."""
    pronoun: bool = False
    """It was "he", "she" or a mere description, and the names are those of whom that seems to mean."""


def speaker(gap: Gap, previous: Speaker | None) -> Speaker | None:
    """Return the speaker of a quotation; that of the one before where the text just goes on."""
    for found in (_behind(gap), _ahead(gap)):
        if found is not None:
            return _traced(found, gap)
    between = gap.text[gap.before : gap.start]
    if gap.before and not _CAPITAL.search(between.replace("\n", " ").strip(" ,;—–-")):
        return previous
    if gap.before and _SPEECH.search(between) and not _SENTENCE_BREAK.search(between):
        return previous
    return None


def names_in(text: str) -> frozenset[str]:
    """Return the words of a text that are written like parts of names, in small letters."""
    found = set()
    for match in _CAPITAL.finditer(plain(text)):
        word = match.group().removesuffix("'s").strip("'-")
        if word[:1].isupper() and word not in _NO_NAMES:
            found.add(word.casefold())
    return frozenset(found)


_OTHER_CLAUSE = re.compile(
    r"\b(?:and|but|which|who|after|when|though|although|while|because|since|if|whereas|before|until|that|where)\b"
)
"""After one of these somebody else may speak: “convincing” though a colleague warned."""


def _behind(gap: Gap) -> str | None:
    """Read what follows the quotation in its sentence: "said X", "X said", "according to X"."""
    tail = gap.text[gap.end : gap.after]
    closed = gap.text[gap.start : gap.end].rstrip("”\"’'»")[-1:]
    asked = closed in {"?", "!"} and _SAID_LATER.match(tail)
    if closed in {".", "…", "?", "!"} and _NEW_SENTENCE.match(tail) and not asked:
        return None
    stop = _SENTENCE_BREAK.search(tail)
    tail = tail[: stop.start()] if stop else tail
    goes_on = closed not in {",", ";"} and re.match(r"\s\w", tail) is not None
    tail = tail.strip().rstrip(".!?")
    tail = tail.lstrip(",;—– -")
    passive = _PASSIVE.search(gap.text[: gap.start])
    if match := _ACCORDING.match(tail) or (_BY.match(tail) if passive else None):
        return _noun_phrase(tail[match.end() :])
    verb = _SPEECH.search(tail)
    if verb is None:
        return None
    if verb.start() <= 1:
        return _noun_phrase(tail[verb.end() :])
    subject = tail[: verb.start()]
    if subject.rstrip().endswith(",") and (said_by := _INVERTED.match(tail[verb.end() :])):
        return _noun_phrase(said_by.group())
    if goes_on and "," in subject.strip(" ,"):
        subject = subject.strip(" ,").rsplit(",", 1)[-1]  # "could “live with” the change, she said"
    if len(subject.split()) <= 12 and not _OTHER_CLAUSE.search(subject):
        return subject.strip(" ,")
    return None


def _ahead(gap: Gap) -> str | None:
    """Read what leads to the quotation in its sentence: "X said", "said X,", "X: …"."""
    lead = gap.text[gap.before : gap.start]
    breaks = list(_SENTENCE_BREAK.finditer(lead))
    lead = lead[breaks[-1].end() :] if breaks else lead
    if match := list(_ACCORDING.finditer(lead)):
        return _noun_phrase(lead[match[-1].end() :])
    verbs = list(_SPEECH.finditer(lead))
    if not verbs:
        return lead.strip(" :") if lead.rstrip().endswith(":") and names_in(lead) else None
    verb = verbs[0] if lead.rstrip().endswith(":") else verbs[-1]
    subject, rest = lead[: verb.start()], lead[verb.end() :]
    if told := _interposed(subject, rest):
        return told
    if inserted := re.search(
        rf"\b(?:which|what|that|whom|as)\s+({_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}})\s*$", subject
    ):
        return inserted[1]
    pieces = re.split(r";|\bbut\b|\bwhile\b|\band (?=[A-Z])", subject)
    if subject.strip(" ,") and pieces[-1].strip(" ,"):
        return pieces[-1].strip(" ,")
    return _noun_phrase(lead[verb.end() :]) if not subject.strip(" ,") else subject.strip(" ,")


_AGENT = re.compile(
    rf"\s+by\s+(?P<who>(?:(?:the|his|her|its|an?)\s+)?(?:[a-z-]+\s+){{0,3}}{_NAME_WORD}(?:\s+{_NAME_WORD})*)"
)
_BETWEEN = re.compile(
    rf"\s+(?P<who>(?:(?:the|his|her|its|an?)\s+)?(?:[a-z-]+\s+){{0,3}}{_NAME_WORD}(?:\s+{_NAME_WORD})*),\s"
)


def _interposed(subject: str, rest: str) -> str | None:
    """Read "was called by X", ", said X, ..." and ", X said, ...": what stands before is no speaker."""
    by = _AGENT.match(rest)
    if by and names_in(by["who"]):
        return by["who"]
    said = _BETWEEN.match(rest) if subject.rstrip().endswith(",") else None
    if said:
        return said["who"]
    last = subject.rsplit(",", 1)[-1].strip()
    own = "," in subject and rest.lstrip(" ").startswith(",") and len(last.split()) <= _MOST_INTERPOSED
    return last if own and (names_in(last) or _PRONOUN.fullmatch(last)) else None


_MOST_INTERPOSED = 4
"""Words of a speaker who is put between commas: "Dr Ada Rask"."""


def _noun_phrase(text: str) -> str:
    """Cut what follows a verb down to the speaker: to the end, or to a comma that leaves the apposition."""
    cut = re.split(
        r"[;:]|\b(?:after|when|while|as|but|on|in a|pointing|adding)\b(?=\s)", text.strip(" ,"), maxsplit=1
    )[0]
    return cut.strip(" ,.")


_FRONTED = re.compile(
    r"(?:In|On|At|After|Before|When|While|With|As|Asked|Speaking|Commenting|Despite|Although|Though|Since|Because|By|For"
    r"|Like|Unlike|Following|During|If|[A-Z]\w+ing)\b[^,]*,\s*(?=\S)"
)
"""What may stand before the subject, and names others: "With Norland still refusing, Ada Rask said"."""


def _traced(phrase: str, gap: Gap) -> Speaker:
    """Return the speaker named by a phrase, tracing a pronoun to the person last spoken of."""
    fronted = _FRONTED.match(phrase)
    phrase = phrase[fronted.end() :] if fronted else phrase
    for piece in _first_person(phrase).split(","):
        people = [m.group() for m in _NAME.finditer(piece) if _is_person(m, piece)]
        if people:
            full = [p for p in people if len(p.split()) > 1]
            return Speaker(phrase, names_in((full or people)[-1]))
    if _PRONOUN.search(phrase.split(",")[0]) or _DESCRIPTION.match(phrase):
        return Speaker(phrase, _antecedent(gap), pronoun=True)
    return Speaker(phrase, frozenset())


def _first_person(phrase: str) -> str:
    """Return the words up to what the speaker is not: whom they told, what they spoke of."""
    return re.split(r"\b(?:told|to|about|asked|whose|by)\b", phrase, maxsplit=1)[0] or phrase


def _antecedent(gap: Gap) -> frozenset[str]:
    """Look back, sentence by sentence, for the person "he" or "she" stands for."""
    blank = gap.text
    for a, b in gap.quoted:
        blank = blank[:a] + "".join("\n" if c == "\n" else " " for c in blank[a:b]) + blank[b:]
    lead = blank[: gap.start]
    starts = [0, *(m.end() for m in _SENTENCE_BREAK.finditer(gap.text[: gap.start]))]
    pieces = [lead[a:b] for a, b in zip(starts, [*starts[1:], len(lead)], strict=True)]
    for piece in reversed(pieces[-6:]):
        if person := _person(piece):
            return person
    return frozenset()


def _person(sentence: str) -> frozenset[str]:
    """Return the names of the person a sentence is about: who speaks in it, else its first full name."""
    if verb := _SPEECH.search(sentence):
        subject = re.split(r"\band\b|;", sentence[: verb.start()])[-1]
        people = [m.group() for m in _NAME.finditer(subject) if _is_person(m, subject)]
        if people:
            return names_in(people[-1] if len(people[-1].split()) > 1 else people[0])
    for match in _NAME.finditer(sentence):
        if _is_person(match, sentence):
            return names_in(match.group())
    return frozenset()


def _is_person(match: re.Match[str], sentence: str) -> bool:
    before = sentence[: match.start()]
    if not names_in(match.group()) or re.search(
        r"\b(?:in|at|of|from|near|to|on|for|the|over)\s+$", before, re.I
    ):
        return False
    return not re.match(r"['’]s?\b", sentence[match.end() :]) and not match.group().endswith(("'s", "’s"))
