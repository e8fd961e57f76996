"""How a sentence means its words: denied, merely possible, or put into somebody's mouth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from agent.text.words import Term, terms


class Reality(IntEnum):
    """How far from a fact something is told."""

    FACT = 0
    COMING = 1
    POSSIBLE = 2


@dataclass(frozen=True)
class Told:
    """A content word and how its sentence means it."""

    term: Term
    """The word, with positions in the sentence."""
    negations: int
    """How many negations reach it."""
    reality: Reality
    """Fact, plan, or mere possibility."""
    alleged: bool
    """It stands in an accusation or in a disputed report."""
    cue: bool
    """It is itself the word that negates, weakens or accuses."""

    quoted: bool = False
    """It stands between quotation marks, and is for the quotations' check."""

    @property
    def negated(self) -> bool:
        """An odd number of negations reaches it; two make none."""
        return self.negations % 2 == 1


NEGATION = re.compile(
    r"\b(?:not|never|no longer|without|nobody|no one|nothing|none|neither|nor|hardly|scarcely|unlikely"
    r"|impossible|cannot"
    r"|no(?! (?:more|fewer|less|later|earlier|doubt|other) than\b| (?:doubt|wonder|surprise)\b|\. \d)|n[’']t"
    r"|(?:rule[sd]?|ruling) (?:\w+ )?out|rul(?:e|es|ed|ing) (?:that|this|it) out"
    r"|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing|al)|unaware|unwilling"
    r"|declin(?:e|es|ed|ing) to|den(?:y|ies|ied|ying)"
    r"|stop(?:s|ped)? short of"
    r"|clear(?:s|ed)? (?:\w+ ){0,3}of|acquit(?:s|ted)? (?:[\w.'’-]+ ){0,9}?of|free of|instead of"
    r"|rather than|lack(?:s|ed|ing)?"
    r"|absence of|left out|leav(?:e|es|ing) out|omit(?:s|ted)?|exclud(?:e|es|ed|ing)"
    r"|too (?=\w+ (?:for|to)\b)|reject(?:s|ed|ing)?|avoid(?:s|ed)?|prevent(?:s|ed)?"
    r"|un(?=(?:hurt|harmed|damaged|changed|able)\b))\b"
    r"|n[’']t\b",
    re.I,
)
POSSIBLE = re.compile(
    r"\b(?:may(?! \d)|might|could(?! not\b|n[’']t)|possibl[ey]|possibility|perhaps|maybe"
    r"|consider(?:s|ed|ing)?(?! (?:to be|one of)\b)|in talks"
    r"|talks (?:on|about|over)|mulls?"
    r"|mulling|weighs whether|weighing(?! (?:only|just|about|nearly|in|\d))|[Ww]hether|[Ii]f|[Uu]nless"
    r"|provided (?=that\b)|on condition that|as long as|assuming that"
    r"|proposed|proposal|proposes|suggest(?:s|ed)?(?! the | an? )|suspected"
    r"|probabl[ey]|likely|unlikely|risks?|potential(?:ly)?|should|ought|want(?:s|ed)?|hop(?:e|es|ed|ing)"
    r"|ask(?:s|ed|ing)? for"
    r"|call(?:s|ed)? for|demand(?:s|ed|ing)?|seeks?|sought|appears?|seems?|believe[sd]?|thinks?|thought"
    r"|assum(?:e[sd]?|ing)(?! (?:office|power|control|command|responsibility|the|a|an)\b)"
    r"|can(?! (?:also |easily )?(?:see|find) )"
    r"|look(?:s|ed|ing)? (?:ahead|forward|towards?) to?|desires?|look into|haggling"
    r"|subject to|undertaken to|option(?:s)?)\b"
)
COMING = re.compile(
    r"\b(?:will|won't|shall|would(?! not comment)|plan(?:s|ned|ning)?(?= to| a| an| the)|plans"
    r"|inten(?:d|ds|ded|ding|tion)|guidance|outlook"
    r"|(?:voted|decided|resolved|opted|chose)(?: [\w-]+){0,4}? to"
    r"|expect(?:s|ed|ing)?|due (?:to|in|on)|set (?:to|for)|(?:is|are|was|were)"
    r" (?:(?:also|now|later|soon|still|only|reportedly|due|set|about|supposed|likely|going) )?to"
    r"(?! (?:\w+ing|the|an?|its?|his|her|their|that|this)\b)|aims? to|scheduled"
    r"|promis(?:e|es|ed)|pledg(?:e|es|ed)|going to|about to|upcoming|prepar(?:e|es|ing) to|forecasts?"
    r"|threaten(?:s|ed)?|agreed to|vow(?:s|ed)?|still|(?<!the )(?<!The )remain(?:s)?|until"
    r"|continues?|carry on|must|has to|have to|not yet)\b"
)
ACCUSING = re.compile(
    r"\b(?:accus(?:e|es|ed|ing)|alleg(?:e|es|ed|ing|edly|ation|ations)"
    r"|(?<!assigning )(?<!assign )(?<!apportion )(?<!apportioning )blam(?:e|es|ed|ing)"
    r"|claim(?:s|ed|ing)?(?! (?:victory|credit|responsibility|lives|\d+ lives)\b)"
    r"|charge[sd]?(?= that\b)|suspected|suspects?(?= (?:that|it|the|them|him|her|he|she|they)\b)"
    r"|insinuat\w+|purported\w*|reportedly|unconfirmed"
    r"|unverified|indictment|indicted|unnamed"
    r"|estimates?(?= .{3,80}\bbut\b.*\b(?:thinks|says|doubts)))\b"
)
DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|disput(?:e|es|ed|ing)|contradict(?:s|ed)?"
    r"|a lie|dismiss(?:es|ed)"
    r"|refut(?:e|es|ed)|not verified|no independent|could not be (?:verified|confirmed))\b"
)
UNVERIFIED = re.compile(
    r"\b(?:neither (?:account|claim|side)|(?:could|can) not be (?:verified|confirmed|checked)"
    r"|not (?:been )?verified"
    r"|no independent|unverified|unconfirmed|not independently)\b",
    re.I,
)
SAYING = re.compile(
    r"\b(?:said|says|say|saying|tell(?:s|ing)?|told|according to|wrote|argued?s?|maintain(?:s|ed)"
    r"|state[sd]|believe[sd]?|reckons?|insist(?:s|ed)"
    r"|warn(?:s|ed)|testified|noted|put|puts|reported|reports|in the view of|view|think[s]?"
    r"|thought|called|calls)\b",
    re.I,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_END = re.compile(
    r"[.;:!?–—]\s|[.;:!?]$|\s-+\s|,\s(?:and|but|which|who|while|so|yet|although|because|as|however)\b"
    r"|\s(?:but|because|after|since|although|while|when|where)\b"
)
_FACT_BEHIND = re.compile(r"\sthat\s")
"""Ends the reach of what is to come: “it will surprise nobody that she has won”."""
_COMMA = re.compile(r",\s")
_NEGATION_END = re.compile(
    _END.pattern + r"|\sand\s(?=\w+ed\b)|,\s|\s(?:and|or) (?=(?:no|not|none|nobody|never|neither|nothing)\b)"
)
_AND_VERB = re.compile(r"\sand\s(?:\w+s|\w+ed|is|was|has|had|will|took|called|put)\b")


def told(sentence: str) -> list[Told]:
    """Return the content words of one sentence, each with the cues that reach it.

    A cue reaches from where it stands to the end of its clause; two negations make none.
    """
    negating = [(m.start(), m.end(), _denied_until(sentence, m)) for m in NEGATION.finditer(sentence)]
    possible = [*_scopes(sentence, POSSIBLE), *_subjects(sentence)]
    coming = _coming(sentence)
    alleged = _allegations(sentence)
    quoted = [m.span() for m in _QUOTED.finditer(sentence)]
    cues = [(a, b) for a, b, _ in (*negating, *_scopes(sentence, POSSIBLE), *coming)]
    found = []
    for term in terms(sentence):
        at = term.start
        reality = (
            Reality.POSSIBLE
            if _inside(possible, at)
            else Reality.COMING
            if _inside(coming, at)
            else Reality.FACT
        )
        found.append(
            Told(
                term,
                _inside(negating, at),
                reality,
                any(a <= at < b for a, b in alleged),
                any(a <= at < b for a, b in cues) or bool(ACCUSING.match(sentence, at)),
                any(a <= at < b for a, b in quoted),
            )
        )
    return found


_OF_BEFORE = re.compile(r"\s(?:it|this|them|both)(?=[,.;]|\s(?:and|but|as|when|on|in)\b)")
"""Object of "denied it and left": what is denied was told before."""


def _denied_until(sentence: str, cue: re.Match[str]) -> int:
    """Return where the reach of a negation ends."""
    behind = _OF_BEFORE.match(sentence, cue.end()) if DENYING.match(cue.group()) else None
    return behind.end() if behind else _reach(sentence, cue.end(), _NEGATION_END)


def _inside(scopes: list[tuple[int, int, int]], at: int) -> int:
    return sum(begin <= at < end for _, begin, end in scopes)


_CALLED = re.compile(r"\sbe (?:the|an?|one of|its|his|her|their)\s")
_APPOSED = re.compile(r",\s(?=(?:an?|the|one of)\s)")
"""Ends the reach of "what may be the oldest ship, a whaler": what it surely is stands behind the comma."""


def _scopes(sentence: str, cue: re.Pattern[str]) -> list[tuple[int, int, int]]:
    found = []
    for m in cue.finditer(sentence):
        ends = (_END, _AND_VERB, *([_APPOSED] if _CALLED.match(sentence, m.end()) else ()))
        found.append((m.start(), m.end(), _reach(sentence, m.end(), *ends)))
    return found


def _coming(sentence: str) -> list[tuple[int, int, int]]:
    found = []
    for cue in COMING.finditer(sentence):
        ends = [_END, _AND_VERB, _FACT_BEHIND, *([_COMMA] if cue.group() == "until" else ())]
        found.append((cue.start(), cue.end(), _reach(sentence, cue.end(), *ends)))
    return found


_OF_ITS_SUBJECT = re.compile(
    r"\b(?:(?:may|might|could|is|are|was|were) (?:\w+ )?(?:be )?(?:possible|likely|considered"
    r"|under consideration|discussed|proposed))\b"
)


def _subjects(sentence: str) -> list[tuple[int, int, int]]:
    """Return what stands before "may be possible" in its clause: the cue reaches back to its subject."""
    found = []
    for cue in _OF_ITS_SUBJECT.finditer(sentence):
        begins = [m.end() for m in re.finditer(r"[.;:]\s|\bthat\b|,\s", sentence[: cue.start()])]
        found.append((0, max(begins, default=0), cue.start()))
    return found


def _reach(sentence: str, start: int, *ends: re.Pattern[str]) -> int:
    stops = [m.start() for end in ends if (m := end.search(sentence, start))]
    return min(stops, default=len(sentence))


def _allegations(sentence: str) -> list[tuple[int, int]]:
    """Return the stretches that are somebody's accusation, or a report that the same sentence disputes."""
    found = []
    disputed = DENYING.search(sentence)
    for cue in ACCUSING.finditer(sentence):
        tail = sentence[cue.end() :].strip(" .")
        begin = sentence.rfind(";", 0, cue.start()) + 1
        cited = re.search(r"according to (?:the |an? )?$", sentence[: cue.start()], re.I)
        stop = len(sentence) if cited else _stretch_end(sentence, cue.end())
        found.append((begin, cue.start()) if not tail else (cue.end(), stop))
    if disputed:
        for cue in SAYING.finditer(sentence, 0, disputed.start()):
            found.append((cue.end(), disputed.start()))
    return found


def _stretch_end(sentence: str, start: int) -> int:
    stop = re.compile(r";|, (?:but|whose|who|which)\b|\bbut\b").search(sentence, start)
    return stop.start() if stop else len(sentence)
