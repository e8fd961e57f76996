"""Quotations of a claim against those of its citations: the words, and who said them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz.fuzz import partial_ratio_alignment

from agent.check.cited import Cited
from agent.check.stitched import stitched
from agent.check.voices import same_voice
from agent.text.normalise import Word, stands_in, words
from agent.text.quotes import Quote, quotes
from agent.types import Claim, Finding, Reason

_CUT = re.compile(r"\[[^\]]*\]|\(\s*\.\.\.\s*\)|…|\.\s?\.\s?\.+")
_NEGATION = re.compile(
    r"(?:not|no|never|nor|neither|nobody|none|nothing|without|hardly|cannot|\w+n't)$", re.I
)
_LIKENESS = 65.0
"""Least likeness (0 to 100, Indel similarity) at which a source's words are shown as what was meant; it never
lets a quotation pass."""
_TERM = 2
"""Words up to which a stretch in marks without a speaker is a term: a “green” cemetery."""
_INTERPOSED = 14
"""Most words an attribution may put between two halves of one utterance."""


@dataclass(frozen=True)
class _Utterance:
    """What one person said in one go, as a cited text has it."""

    quote: Quote
    cited: Cited
    text: str
    words: tuple[Word, ...]


def check_quotes(claim: Claim, cited: Sequence[Cited]) -> list[Finding]:
    """Return a finding for each quotation of the claim, and one for each speaker who is not the source's.

    A quotation passes when its words stand in the same order inside one quotation of a cited text; a cut
    has to be shown by an ellipsis or brackets.
    """
    found = [q for q in quotes(claim.text) if q.depth == 0 and words(q.text)]
    if not found:
        return []
    home = next((c for c in cited if stands_in(claim.text, c.text)), None)
    if home:
        return [_finding(q, True, Reason.OK, home) for q in found]
    said = [u for source in cited for u in _utterances(source)]
    return [_check(quote, claim.text, said, cited) for quote in found]


_WORK = re.compile(
    r"\b(?:titled|entitled|called|named|film|movie|album|song|single|book|novel|play|show|series|magazine|comic"
    r"|exhibition|documentary|episode|game|case|term|word)s?,?\s+$",
    re.I,
)


def _check(quote: Quote, text: str, said: Sequence[_Utterance], cited: Sequence[Cited]) -> Finding:
    parts = [[w.text for w in words(p)] for p in _CUT.split(quote.text)]
    parts = [p for p in parts if p]
    if not parts:
        return _finding(quote, None, Reason.QUOTE_NOT_FOUND, None, "The quotation holds no words.")
    places = [(u, at) for u in said if (at := _find(parts, [w.text for w in u.words]))]
    if not places:
        return _failure(quote, parts, said, cited, bool(_WORK.search(text[: quote.start])))
    whole = [(u, at) for u, at in places if not _drops_negation(u, at, text[: quote.start])]
    if not whole:
        message = "The cut leaves out a negation of the source."
        return _finding(quote, False, Reason.QUOTE_ALTERED, places[0][0].cited, message, refutes=True)
    return _judge_speaker(quote, whole)


def _judge_speaker(quote: Quote, whole: Sequence[tuple[_Utterance, list[int]]]) -> Finding:
    judged = [(u, same_voice(quote.speaker, u.quote, u.cited.text)) for u, _ in whole]
    if good := next((u for u, verdict in judged if verdict is True), None):
        return _finding(quote, True, Reason.OK, good.cited)
    source, verdict = next(((u, v) for u, v in judged if v is None), judged[0])
    said = source.quote.speaker.text if source.quote.speaker else "nobody in particular"
    if verdict is None:
        message = f"It cannot be said whether the source has the same speaker (it names {said})."
        return _finding(quote, None, Reason.QUOTE_SPEAKER, source.cited, message)
    message = f"The source gives these words to {said}."
    return _finding(quote, False, Reason.QUOTE_SPEAKER, source.cited, message, refutes=True)


def _utterances(cited: Cited) -> list[_Utterance]:
    """Return the quotations of a text, and each pair that an attribution only interrupts."""
    found = quotes(cited.text)
    out = [_Utterance(q, cited, q.text, tuple(words(q.text))) for q in found]
    outer = [q for q in found if q.depth == 0]
    for one, two in pairwise(outer):
        between = cited.text[one.end : two.start]
        if len(words(between)) <= _INTERPOSED and "\n" not in between and _one_speaker(one, two):
            text = f"{one.text} {two.text}"
            out.append(_Utterance(one, cited, text, tuple(words(text))))
    return out


def _one_speaker(one: Quote, two: Quote) -> bool:
    return one.speaker is not None and two.speaker is not None and one.speaker.names == two.speaker.names


def _find(parts: Sequence[Sequence[str]], source: Sequence[str]) -> list[int]:
    """Return where each part begins, in order and without overlap; empty where one is missing."""
    starts: list[int] = []
    at = 0
    for part in parts:
        place = next((n for n in range(at, len(source) - len(part) + 1) if _same(part, source[n:])), None)
        if place is None:
            return []
        starts.append(place)
        at = place + len(part)
    return starts


def _same(part: Sequence[str], source: Sequence[str]) -> bool:
    """Compare word by word; the first may begin a sentence here and not there."""
    head, there = part[0], source[0]
    same_head = head[0].casefold() + head[1:] == there[0].casefold() + there[1:]
    return same_head and list(part[1:]) == list(source[1 : len(part)])


def _drops_negation(source: _Utterance, starts: Sequence[int], lead: str) -> bool:
    """Tell whether what was cut in front of a part turns its sense round.

    A whole clause may go, between commas or full stops, and so may what the claim itself negates.
    """
    for start in starts:
        if start == 0:
            continue
        clause = re.split(r"[,;:.!?–—]", source.text[: source.words[start].start])[-1]
        left_out = [w.text for w in words(clause)][-3:]
        negated = any(_NEGATION.match(w) for w in left_out)
        told = any(_NEGATION.match(w.text) for w in words(lead)[-8:])
        if negated and not told and not _kept(source, starts, start, clause):
            return True
    return False


def _kept(source: _Utterance, starts: Sequence[int], start: int, clause: str) -> bool:
    """Tell whether an earlier part of the quotation already brings the clause's beginning."""
    clause_at = source.words[start].start - len(clause)
    return any(s < start and source.words[s].start >= clause_at for s in starts) and not any(
        _NEGATION.match(w.text) for w in source.words[max(start - 1, 0) : start]
    )


def _failure(
    quote: Quote,
    parts: Sequence[Sequence[str]],
    said: Sequence[_Utterance],
    cited: Sequence[Cited],
    work: bool,
) -> Finding:
    """Say what kind of quotation it is that no source has."""
    mine = [w for part in parts for w in part]
    for source in cited:
        if _find(parts, [w.text for w in words(source.text)]):
            if work or _is_title(quote) or _is_term(quote):
                return _finding(quote, True, Reason.OK, source)
            message = "The source has these words, but not as a quotation."
            return _finding(quote, False, Reason.QUOTE_PARAPHRASE, source, message)
    if _is_title(quote) and (home := next((c for c in cited if _names_all(quote, c)), None)):
        return _finding(quote, True, Reason.OK, home)
    if halves := stitched(mine, [[w.text for w in u.words] for u in said]):
        message = f"The quotation is stitched from two places: “{halves[0]}” and “{halves[1]}”."
        return _finding(quote, False, Reason.QUOTE_ALTERED, said[halves[2]].cited, message, refutes=True)
    needle = " ".join(mine)
    best, place = max(
        ((_likeness(needle, " ".join(w.text for w in u.words)), u) for u in said),
        key=lambda pair: pair[0],
        default=(0.0, None),
    )
    outside = max(((_likeness(needle, _unquoted(c)), n) for n, c in enumerate(cited)), default=(0.0, 0))
    if place is not None and best >= _LIKENESS and best >= outside[0]:
        message = _edit(mine, [w.text for w in place.words])
        return _finding(quote, False, Reason.QUOTE_ALTERED, place.cited, message, refutes=True)
    if outside[0] >= _LIKENESS:
        message = "The source tells this in its own words; it does not quote it."
        return _finding(quote, False, Reason.QUOTE_PARAPHRASE, cited[outside[1]], message)
    return _finding(quote, False, Reason.QUOTE_NOT_FOUND, None, "No cited text holds this quotation.")


def _is_term(quote: Quote) -> bool:
    """Tell whether marks only set off a word or two that the source uses and nobody is said to have said."""
    length = len(words(quote.text)) - quote.text[:1].isupper()  # “Carex flava minor” is a name
    return quote.speaker is None and length <= _TERM


def _is_title(quote: Quote) -> bool:
    """Tell whether what stands between marks names a work, like “The Night Watch”, and is nobody's words."""
    told = [w for w in quote.text.split() if len(w) > 3]
    return len(told) > 1 and all(w[0].isupper() for w in told)


def _names_all(quote: Quote, cited: Cited) -> bool:
    """Tell whether a text holds every part of a name between marks: “Board of Education, Topeka”."""
    given = [w.text for w in words(cited.text)]
    parts = [[w.text for w in words(part)] for part in quote.text.split(", ")]
    return all(part and _find([part], given) for part in parts)


def _unquoted(cited: Cited) -> str:
    text = cited.text
    for quote in quotes(text):
        text = text[: quote.start] + " " * (quote.end - quote.start) + text[quote.end :]
    return " ".join(w.text for w in words(text))


def _likeness(needle: str, hay: str) -> float:
    if not needle or not hay or len(hay) * 2 < len(needle):
        return 0.0
    found = partial_ratio_alignment(needle.casefold(), hay.casefold())
    return found.score if found else 0.0


def _edit(mine: Sequence[str], theirs: Sequence[str]) -> str:
    """Show what was changed, in words."""
    matcher = SequenceMatcher(
        None, [w.casefold() for w in mine], [w.casefold() for w in theirs], autojunk=False
    )
    changes = []
    codes = matcher.get_opcodes()
    for n, (tag, a, b, c, d) in enumerate(codes):
        edge = tag == "insert" and n in {0, len(codes) - 1}
        if tag != "equal" and not edge:
            here, there = " ".join(mine[a:b]) or "nothing", " ".join(theirs[c:d]) or "nothing"
            changes.append(f"“{here}” where the source has “{there}”")
    return (
        "The quotation was changed: " + "; ".join(changes) + "." if changes else "The quotation was changed."
    )


def _finding(
    quote: Quote,
    passed: bool | None,
    reason: Reason,
    cited: Cited | None,
    message: str = "",
    *,
    refutes: bool = False,
) -> Finding:
    return Finding(
        check="quotes",
        passed=passed,
        reason=reason,
        refutes=refutes,
        message=message,
        mention=quote.mention(),
        citation=cited.citation if cited else None,
    )
