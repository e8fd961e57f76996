"""Which verb of a sentence a date goes with, where it is the main clause's, and what sort of verb that is.

Pure. “The mayor resigned on Monday, after the dam had failed on Friday” tells of Monday only: a day behind
“after”, “who”, “that” or an infinitive is that of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from agent.text.quotes import quotes

Sort = Literal["event", "remark", "state", "scheduled", "plan"]


@dataclass(frozen=True)
class Verb:
    """The verb that a date goes with."""

    start: int
    """Its first character in the sentence."""
    text: str
    """The verb with its auxiliaries behind the first."""
    sort: Sort
    """Something done; said; a state or a feature; fixed for a day; or only expected, possible or wanted."""
    reported: bool
    """Somebody is said to tell it: “the owner said the ferry sank on Friday”."""


_AUX = (
    r"(?:is|are|was|were|has|have|had|be|been|being|will|won['’]t|shall|would|could|may|might|can"
    r"|must|should)"
)
_ADVERB = (
    r"(?:\w+ly|not|also|never|still|now|again|first|soon|long|since|just|then|later|once|already|ever|even|so"
    r"|far)"
)
_DOES = (
    r"(?<!-)(?!(?:hundred|indeed|need|seed|feed|speed|breed|sacred|naked|bed|red|due)\b)[A-Z]?[a-z]\w*ed"
    r"|arose|ate|beat|became|began|begun|bought|bound|broke|broken|brought|built|burnt|came|caught|chose|chosen|cut"
    r"|dealt|died|did|drew|drawn|drove|driven|fell|fallen|felt|fled|flew|flown|fought|found|froze|frozen|gave|given"
    r"|got|grew|grown|held|hid|hit|hurt|kept|knew|known|laid|lay|led|left|lent|let|lost|made|met|paid|put|quit|ran"
    r"|read|rose|risen|said|sang|sank|sunk|sat|saw|seen|sent|set|shook|shot|shut|slept|sold|spent|split|spoke"
    r"|spoken|spread|stole|stolen|stood|struck|swam|swore|sworn|swept|taught|took|taken|told|thought|threw|thrown"
    r"|understood|went|gone|woke|won|wore|worn|wrote|written|withdrew|withdrawn"
    r"|falls|goes|opens|begins|starts|ends|meets|votes|takes|says|tells|does|expires|convenes|returns"
)
_FINITE = re.compile(
    rf"\b(?:(?P<aux>{_AUX})(?:\s+(?:{_AUX}|{_ADVERB}))*(?:\s+(?P<done>{_DOES}))?|(?P<does>{_DOES}))\b"
)
_ATTRIBUTE = re.compile(
    r"(?:['’]s|\b(?:the|an?|his|her|its|their|our|of|with|in|for|by|to|from|on|no|more|newly|long|highly))\s+$",
    re.I,
)
"""What stands before a word like “strained” that is no verb: “the strained relations”."""
_REMARK = re.compile(
    r"^(?:said|says|told|tells|tweeted|added|noted|argued|insisted|suggested|explained|claimed|stated|remarked"
    r"|wrote|commented|warned|vowed|promised|predicted|thought|believed|asked|urged|acknowledged"
    r"|reiterated|stressed|signaled|signalled|hinted|indicated|complained|joked|recalled|praised|criticized"
    r"|criticised|blamed|thanked|hoped|wanted|feared|expressed|described|characteri[sz]ed|repeated|lamented)$"
)
_PLANNED = re.compile(r"\b(?:due|scheduled|set|slated|planned|to)$")
_SOFT = re.compile(
    r"\b(?:would|could|may|might|can|must|should|expected|likely|poised|hoped|supposed|planning)\b"
)
_ASIDE = re.compile(r"[;:()\u2013\u2014]|,(?!\s?\d)|\s--?\s")
_NO_VERB = (
    r"(?:the|an?|his|her|its|their|our|my|this|that|these|those|it|him|them|us|all|any|each|every|no|some|many"
    r"|most|more|less|one|two|three|four|five|court|prison|jail|hospital|power|office|town|school|work|church|death"
    r"|parliament|police|safety|justice|custody|trial|life|date|members|public|former|federal|local|new|both"
    r"|congressional|\w+[^s]s|\w+(?:tion|ment|ity|ing|ed|ional|ial|ive|ism))"
)
_INFINITIVE = rf"to\s+(?!{_NO_VERB}\b)[a-z]+"
_BREAK = re.compile(
    r"\b(?P<link>who|whom|whose|which|that|where|when|while|whereas|although|though|because|whenever|unless|if"
    r"|whether|once|how|why|what|since|until|till|before|after)\b"
    rf"|\b(?P<as>as)\s(?=(?:[^\s,;]+\s){{1,5}}?(?:{_AUX}|{_DOES})\b)"
    rf"|\b(?P<to>{_INFINITIVE})\b"
    r"|\b(?:him|her|them|it|us|by|without|of|for|from|in|toward|towards)\s+(?P<ing>[a-z]{2,}ing)\b",
    re.I,
)
_RELATIVE = {"who", "whom", "whose", "which", "that"}
_HELD = re.compile(r"\b(?:is|are|due|scheduled|set|slated|planned)\s+$")
_TELLS_THAT = re.compile(
    r"\b(?:said|says|told|tells|announced|confirmed|reported|agreed|stated)(?:\s+[\w’']+){0,2}\s+$"
)
_PARTICIPLE = re.compile(r"^\s*(?:and\s+)?[a-z]{3,}ing\b")
_SETTING = re.compile(r"\s+(?:in|at|during|on|to|through|via)\b")
"""Behind “said”, where and how, and not yet what: “said in a letter sent on Monday”."""
_GOES_ON = re.compile(r"^\s*(?:(?:and|but|or|then|yet)\b.*|(?:\w+ly\s+)?)$")
_SAME_TIME = re.compile(r"^(?:As|While)\s")
_LOOSE = re.compile(r"^\s*(?:on|in|at|by|from|late|early|last|this|§)", re.I)
_SPEECH = re.compile(
    r"\b(?:said|says|told|tells|reported|claimed|confirmed|announced|believes?|alleged|showed|shows?)\b"
)


def _verbs(plain: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the finite verbs of a stretch, without participles before nouns and names that end like them."""
    found = []
    for verb in _FINITE.finditer(plain, start, end):
        bare = verb["does"] or ""
        name = bare[:1].isupper() and plain[: verb.start()].strip(" “\"'‘")
        if not name and not (bare.endswith("ed") and _ATTRIBUTE.search(plain[: verb.start()])):
            found.append(verb)
    return found


def _verb(plain: str, start: int, end: int) -> re.Match[str] | None:
    return next(iter(_verbs(plain, start, end)), None)


def day_verb(text: str, start: int, end: int, taken: Sequence[tuple[int, int]] = ()) -> Verb | None:
    """Return the verb of the main clause that the date `text[start:end]` goes with.

    None where it stands in another clause, in a quotation, belongs to a noun (“Monday's vote”), or where no
    verb can be found.

    Args:
        text: One sentence.
        start: First character of the date.
        end: One past its last.
        taken: Where all dates of the sentence stand; their commas and words do not count.
    """
    plain = _plain(text, [*taken, (start, end)])
    if plain[start] != "§" or re.match(r"['’]s?(?!\w)", text[end:]):
        return None
    pieces = _pieces(plain)
    own = next((n for n, (a, b) in enumerate(pieces) if a <= start < b), None)
    if own is None:
        return None
    found = _in_piece(plain, pieces, own, start, end)
    if found is None:
        return None
    main = next((m for a, b in pieces for m in _verbs(plain, a, b)), found)
    told = bool(_SPEECH.fullmatch(main["does"] or "")) and main.start() < found.start()
    told = told and not _SETTING.match(plain[main.end() :])
    if found.start() < start and _reduced(plain, found, main.start(), told):
        return None
    return Verb(found.start(), found.group(), _sort(plain, found), told)


def _plain(text: str, dates: Sequence[tuple[int, int]]) -> str:
    """Return the sentence with its quotations blanked and its dates as one sign, every position kept."""
    for a, b in dates:
        text = text[:a] + "§" * (b - a) + text[b:]
    for quote in quotes(text):
        text = text[: quote.start] + " " * (quote.end - quote.start) + text[quote.end :]
    return text


def _pieces(plain: str) -> list[tuple[int, int]]:
    """Return the stretches of the main clause."""
    cuts = [m.span() for m in _ASIDE.finditer(plain)]
    edges = [0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(plain)]
    found: list[tuple[int, int]] = []
    verb = inside = False
    for at, stop in zip(*edges, strict=True):
        own = _verb(plain, at, _stop(plain, at, stop))
        if plain[:at].endswith(";"):
            verb = inside = False
        if (inside and (verb or own is None)) or _PARTICIPLE.match(plain[at:stop]):
            continue
        if verb and own is not None and not _GOES_ON.match(plain[at : own.start()]):
            continue  # ", one of the reasons the deal fell through in May"
        end = _stop(plain, at, stop)
        found.append((at, end))
        verb, inside = verb or own is not None, end < stop
        if inside and not verb and (back := _back(plain, end, stop)) is not None:
            found.append((back, stop))
            verb, inside = True, False
    if _SAME_TIME.match(plain) and edges[1][0]:
        found.insert(0, (0, edges[1][0]))  # "As the strike entered its third day on Monday, he …" is one time
    return found


def _stop(plain: str, at: int, stop: int) -> int:
    """Return where the first clause or infinitive begins that is not the main one's."""
    for found in _BREAK.finditer(plain, at, stop):
        if found["to"] and _HELD.search(plain[at : found.start()]):
            continue
        tells = (found["link"] or "").lower() == "that" and _TELLS_THAT.search(plain[at : found.start()])
        if tells and _fixed(plain[found.end() : stop]):
            continue
        if (found["link"] or "").lower() == "when" and _one_time(plain[at : found.start()]):
            continue
        return found.start()
    return stop


def _fixed(clause: str) -> bool:
    """Tell whether the first verb of a clause fixes something for a day to come."""
    found = _verb(clause, 0, len(clause))
    return found is not None and _sort(clause, found) == "scheduled"


def _one_time(clause: str) -> bool:
    """Tell whether a clause is of the same time as a “when” behind it: “nine died when the dam gave way”."""
    verbs = _verbs(clause, 0, len(clause))
    return len(verbs) == 1 and _sort(clause, verbs[0]) == "event"


def _back(plain: str, at: int, stop: int) -> int | None:
    """Return where the main verb stands behind a relative clause without commas: the second verb."""
    link = re.match(r"\w+", plain[at:stop])
    if link is None or link.group().lower() not in _RELATIVE or not plain[:at].strip():
        return None
    verbs = _verbs(plain, at, stop)
    if len(verbs) < 2 or (link.group().lower() == "that" and verbs[0].start() > at + link.end() + 1):
        return None
    other = _BREAK.search(plain, at + link.end(), stop)
    return None if other and other.start() < verbs[1].start() else verbs[1].start()


def _in_piece(
    plain: str, pieces: Sequence[tuple[int, int]], own: int, start: int, end: int
) -> re.Match[str] | None:
    """Return the nearest verb: before the date, behind it, in the next stretches, in those before."""
    first, last = pieces[own]
    if before := _verbs(plain, first, start):
        return before[-1]
    behind = [(end, last), *pieces[own + 1 :]] if own == 0 or first >= start else [(end, last)]
    for a, b in behind:
        if found := _verb(plain, a, b):
            return found
    earlier = [m for a, b in pieces[:own] for m in _verbs(plain, a, b)]
    return earlier[-1] if earlier else None


def _reduced(plain: str, verb: re.Match[str], main: int, told: bool) -> bool:
    """Tell whether a word that looks like the verb is a short relative clause: “a bill passed on Monday”."""
    if verb["aux"] or verb.start() == main or told:
        return False
    joined = re.search(r"(?:,|\b(?:and|or|but|then))\s+(?:\w+ly\s+)?$", plain[: verb.start()])
    return not joined and bool(_LOOSE.match(plain[verb.end() :]))


def _sort(plain: str, verb: re.Match[str]) -> Sort:
    """Return what sort of verb it is."""
    words, behind = verb.group().split(), plain[verb.end() : verb.end() + 40]
    if _SOFT.search(verb.group()) or _SOFT.match(behind.lstrip()):
        return "plan"
    if words[0] in {"will", "shall"}:
        be = len(words) > 1 and words[-1] in {"be", "been", "have"}
        return "state" if be or re.match(r"\s+(?:remain|stay|still|likely)\b", behind) else "scheduled"
    fixed = _PLANNED.search(verb.group()) or re.match(r"\s+(?:to|due|scheduled|set|slated)\b", behind)
    if verb["aux"] and fixed:
        return "scheduled" if words[0] in {"is", "are"} else "plan"
    if verb["aux"] and not verb["done"]:
        return "plan" if words[0].startswith("won") else "state"
    if words[0] in {"has", "have", "is", "are"}:
        return "state"  # "has drawn criticism for the meeting on Monday": a perfect names no day
    done = verb["done"] or verb["does"]
    if verb["does"] and re.fullmatch(
        r"falls|opens|begins|starts|ends|meets|votes|takes|expires|convenes", done
    ):
        return "scheduled"
    passive = {"is", "are", "was", "were", "be", "been", "being"} & set(words)
    says = _REMARK.match(done) or (
        done == "called" and re.match(r"\s+(?:for|on|it|the|his|her|th\w+)\b", behind)
    )
    return "remark" if says and not passive else "event"
