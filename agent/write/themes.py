"""The strands of a story: noun phrases that several outlets use, each the heading of its sentences.

Pure. The phrase comes first and the sentences that hold it follow, so that a heading always fits (suffix-tree
clustering, Zamir and Etzioni 1998, on noun phrases).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from math import log

from agent.text.names import names
from agent.text.words import terms, word_set
from agent.write.pool import Candidate
from agent.write.salience import keys, roots

FEWEST = 3
"""Sentences that must hold a phrase before it can be a theme."""
FEWEST_OUTLETS = 2
"""Outlets that must use it."""
MOST_SHARE = 0.4
"""Share of the sentences above which a phrase is the story itself, not a strand of it."""
RUN = 3
"""Most words of a phrase."""

_TOKEN = re.compile(r"[^\W\d_](?:[\w’'.\-]*[\w])?|[^\w\s]|\d[\w.,]*")
_OPENS = word_set(
    """the a an of in on at for from by with about over into against between among its his her their under
    across through toward towards than after before during amid behind despite any some no every each more"""
)
"""Words after which a noun phrase begins."""
_CLOSES = word_set(
    """of in on at to for from by with about over into against between among under across through after before
    during amid behind despite and or but that which who is are was were has have had will would could may
    might as than said says while when where if , . ; : ) — – " ” “"""
)
"""Words and marks before which a noun phrase ends."""
_WEAK = word_set(
    """people day days week weeks month months year years time times thing things way lot part number country
    countries others other one ones man men woman women official officials spokesman spokeswoman president
    minister government statement news report reports reporters monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december
    mr mrs ms dr us who what that which it he she they him them own first second third last next latest new
    same several many recent former full whole possible such least end start side place point fact case
    cases question questions matter issue issues reason result group member members leader leaders state
    states half public source sources night morning weekend region nation world area home front early late
    late-night major high"""
)
_NOT_NOUN = re.compile(r"(?:ed|ly|ing|ive|ous|able|ible|ful|less|ant|ent|al|ic|ary)$")
_NOUN_AFTER_ALL = re.compile(
    r"(?:building|hearing|meeting|funding|ruling|bombing|shooting|spending|trafficking|smuggling|testing|briefing"
    r"|filing|finding|warning|trading|housing|settlement|government|parliament|agreement|department|statement"
    r"|document|investment|president|student|agent|trial|deal|appeal|approval|withdrawal|official|referral"
    r"|arrival|proposal|removal|survival|hospital|capital|canal|festival|signal|critic|traffic|public|music"
    r"|topic|clinic|seed|breed|feed|need|embed|family|ally|supply|assembly|reply|monopoly|grant|plant|tenant"
    r"|migrant|immigrant|restaurant|consultant|defendant|covenant|warrant|accident|incident|extent|consent"
    r"|content|talent|event|percent|ballot|executive|initiative|narrative|objective|motive|archive|directive"
    r"|detective|alternative|representative|rebel|council|secretary|military|salary|library|boundary|judiciary"
    r"|cable|table|impeachment|ment|nomination|panel)s?$"
)


_ADJECTIVE = re.compile(r"^\S*(?:ic|ican|[ie]an|ese|ish|i|al|ers?)$| and |[’']s$")


_SEAT = re.compile(r"^(?:White House|Capitol Hill|Downing Street|Oval Office|Kremlin)$", re.IGNORECASE)
"""Where a government sits: any sentence of it may name the place."""
_BETWEEN = re.compile(r"^(?:[’']s?)?[\s-]+(?:(?:of|the|for|on)\s)*$")
"""What may stand between two words of one phrase."""
_LISTED = re.compile(r"[A-Z][\w’'-]*(?:,|,? and|,? or) (?:the )?$")
_LISTS = re.compile(r",? (?:and )?(?:the )?(?:[A-Z][\w’'-]*,? )*(?:and|or) [A-Z]|, (?:the )?[A-Z][\w’'-]*,")
"""A name among others in a list is mentioned in passing."""
_NEXT_WORDS = re.compile(r"(?:[’']s?)?(?:[ -][\w’'-]+){1,4}")
MOST_MODIFYING = 0.3
"""Share of a phrase's mentions that may only say which of the question's words is meant: “Supreme Court” in
“Supreme Court nominee Orr” names the story, not a strand of it."""
MOST_HEADLINES = 0.5
"""Share of the headlines from which a name in them is the story itself."""


@dataclass(frozen=True)
class Strand:
    """A theme and what its sentences have in common."""

    heading: str
    wanted: frozenset[str]
    """Roots of the words that each of its sentences holds, next to each other."""
    named: bool = False
    """It is a name, which its sentences write with capitals."""


def strands(everything: Sequence[Candidate], question: str) -> list[Strand]:
    """Return possible themes, best first; none shares a word with the question."""
    shown: dict[str, Counter[str]] = {}
    outlets: dict[str, set[str]] = {}
    for c in everything:
        for key, phrase in phrases(c.text).items():
            shown.setdefault(key, Counter())[phrase] += 1
            outlets.setdefault(key, set()).add(c.outlet)
    itself = roots(question) | _named(everything)
    worth: dict[Strand, float] = {}
    for key, printed in shown.items():
        wanted = frozenset(key.split())
        if (
            len(wanted) == 1
            or len(outlets[key]) < FEWEST_OUTLETS
            or wanted & itself
            or _SEAT.match(_title(printed))
        ):
            continue
        one = Strand(_title(printed), wanted, _is_name(_usual(printed)))
        holding = [c for c in everything if holds(c.text, one)]
        if not FEWEST <= len(holding) <= MOST_SHARE * len(everything) or _modifies(holding, wanted, question):
            continue
        worth[one] = _telling([c.score for c in holding], len(everything), printed)
    return sorted(worth, key=lambda one: (-worth[one], one.heading))


def _is_name(phrase: str) -> bool:
    return all(word[0].isupper() for word in phrase.split() if word.casefold() not in _CLOSES | _OPENS)


@lru_cache(maxsize=65536)
def holds(text: str, one: Strand) -> bool:
    """Return whether the words of a strand's heading stand next to each other in a text."""
    if not one.wanted <= roots(text):
        return False
    return any(not one.named or _is_name(text[start:end]) for start, end in _places(text, one.wanted))


def _places(text: str, wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Return where the words of a phrase stand next to each other."""
    found, told, size = [], terms(text), len(wanted)
    for n in range(len(told) - size + 1):
        run = told[n : n + size]
        if _LISTED.search(text[: run[0].start]) or _LISTS.match(text, run[-1].end):
            continue
        joined = all(_BETWEEN.match(text[a.end : b.start]) for a, b in pairwise(run))
        if joined and {term.root for term in run} == wanted:
            found.append((run[0].start, run[-1].end))
    return found


def _modifies(holding: Sequence[Candidate], wanted: frozenset[str], question: str) -> bool:
    """Return whether a phrase mostly stands before a word of the question, to say which one is meant."""
    asked = roots(question)
    places = [(c.text, end) for c in holding for _, end in _places(c.text, wanted)]
    before = 0
    for text, end in places:
        behind = _NEXT_WORDS.match(text, end)
        run = takewhile(lambda word: word.casefold() not in _CLOSES, behind[0].split()) if behind else ()
        before += bool(asked & roots(" ".join(run)))
    return before > MOST_MODIFYING * len(places)


def _named(everything: Sequence[Candidate]) -> frozenset[str]:
    """Return the roots of the words that most headlines share."""
    headlines = {c.evidence.article.id: c.evidence.article.headline for c in everything}
    seen = Counter(root for headline in headlines.values() for root in roots(headline))
    return frozenset(root for root, n in seen.items() if n > MOST_HEADLINES * len(headlines))


def apart(best: Sequence[Strand]) -> list[Strand]:
    """Return the strands that share no word with a better one."""
    kept: list[Strand] = []
    for one in best:
        if not any(one.wanted & other.wanted for other in kept):
            kept.append(one)
    return kept


def _telling(inside: Sequence[float], total: int, printed: Counter[str]) -> float:
    """Return how good a theme is: what its best sentences are worth, how special and how full its name is."""
    words = len(printed.most_common(1)[0][0].split())
    fullness = 1.0 if words == 2 else 1.1
    used = sum(printed.values())
    return sum(sorted(inside)[-5:]) * log(1 + total / len(inside)) * fullness * min(1.0, used / FEWEST)


def _usual(printed: Counter[str]) -> str:
    return max(printed, key=lambda p: (printed[p], p))


def _title(printed: Counter[str]) -> str:
    phrase = _usual(printed)
    return phrase[0].upper() + phrase[1:]


@lru_cache(maxsize=8192)
def phrases(text: str) -> dict[str, str]:
    """Return the noun phrases of a text by the roots of their words.

    Without a tagger, a noun phrase is a run of content words between a word that opens one (an article, a
    preposition, a possessive) and a word or mark that closes it, whose last word looks like a noun; a name
    stands for itself.
    """
    found = {
        _key(name.text): name.text
        for name in names(text)
        if len(name.text) > 2 and name.kind != "person" and not _ADJECTIVE.search(name.text)
    }
    run: list[str] = []
    opened = False
    for token in [*_TOKEN.findall(text), "."]:
        low = token.casefold()
        if (
            token[0].isalpha()
            and token[0].islower()
            and low not in _WEAK
            and low not in _CLOSES
            and keys(token)
        ):
            run.append(token)
            continue
        if opened and 1 <= len(run) <= RUN and low in _CLOSES and _noun(run[-1]):
            found.setdefault(_key(" ".join(run)), " ".join(run))
        run, opened = [], low in _OPENS
    return {key: phrase for key, phrase in found.items() if key and phrase in text}


def _noun(word: str) -> bool:
    return len(word) > 2 and (bool(_NOUN_AFTER_ALL.search(word)) or not _NOT_NOUN.search(word))


def _key(phrase: str) -> str:
    return " ".join(sorted(roots(phrase)))
