"""Which source sentences are whole statements that a briefing can print.

Pure. Left out: questions, remarks without their speaker, cut-off sentences, captions and page furniture, and
what speaks to the reader or to a machine.
"""

from __future__ import annotations

import re

from agent.text.machine import for_machines
from agent.write.openings import NOTHING, Known, dangling

_READER = re.compile(
    r"\b(?:you must|you are (?:now|an?)|subscribe|sign up|click here|read more|newsletter|all rights reserved"
    r"|follow us|copyright|advertisement|cookie|share this|photo(?:graph)? by|reporting by|editing by"
    r"|getty images|associated press contributed|contributed to this (?:report|story))\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(r" [,.;](?: |$)|(?<= )[b-hj-z] [a-z]")
"""Blanks before marks and inside words: the page was taken apart wrongly."""
_CAPTION = re.compile(
    r"^FILE\b|\bfile photo\b|\((?:L|R|C|left|right|center|centre)\)|\bcourtroom sketch\b|^Combination "
    r"|\bpictured\b|\bin this (?:photo|image|picture|handout|sketch|combination|\w+ photo)\b|(?-i:\bMORE\b)",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(
    r"(?:,|\bon) (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{1,2}, \d{4}\b"
)
_BANNER = re.compile(r"^(?:[A-Z]{4,}[:!]? ){2,}(?=[A-Z][a-z]|[a-z])")
"""Two words in capitals before ordinary ones: a label of the page, run into its text."""
_TRAILS_OFF = re.compile(r"\s(?:\.{3}|…)[”\"’']*$|[-–][A-Z]\.$")
"""Cut off by the page's own teaser, or inside an abbreviation such as a party's and a state's."""
FEWEST_CAPITALS, MOST_CAPITALS = 8, 0.7
"""Words from which on, and share of them with a capital above which, a line is a list of titles."""
_SHOWS = re.compile(
    r"\b(?:works|listens?|leads?|answers|speaks?|testif(?:y|ies)|arrives?|walks?|attends?|looks?|waves?|stands?"
    r"|sits?|poses?|gestures?|holds?|talks?|reacts?|departs?|leaves?|delivers?|meets?|shakes?|smiles?|watch(?:es)?"
    r"|waits?|appears?|address(?:es)?|gathers?|protests?|demonstrates?|march(?:es)?|hugs?|signs?)\b"
)
_SHORT_CLAUSE = re.compile(
    r"^\S+ (?:cannot|can|do|does|did|will|is|are|has|had|was|were)(?: not|n['’]t)?[:,;.]"
)
_INITIAL = re.compile(r"[A-Z]\.?, |[B-HJ-Z]\.? [a-z]")
_SUBORDINATE = re.compile(r"^(?:Because|Although|Though|While|Whereas|If|Unless|Since|As|When|Until|Once)\b")
_NO_PREDICATE = re.compile(
    r"^(?:[A-Z][\w.’'-]+ ?){1,4}, (?:[^,]+, )?who\b[^,]*$"
    r"|^[^,]+, an? [^,]+, (?:said|argued|wrote|added) [A-Z][\w. ]+$"
)
_GLUED = re.compile(r"^[^.,]{3,60}: (?:Everything|Here|What|How|Why|Live)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|I[’'](?:m|ve|d|ll)|[Ww]e|[Oo]urs?|[Mm]y|[Mm]e|us|[Yy]ours?|[Yy]ou)\b")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can|cannot|must|should|do|does|did|said|says"
    r"|\w{2,}ed|[a-z]{3,}(?<!s)s|met|put|left|held|told|took|came|went|made|gave|rose|fell|led|cut|hit|won|lost"
    r"|kept|sent|saw|set|ran|began|grew|wrote|spoke|paid|found|drew|struck|sank|fought|bought|sold"
    r"|want|say|need|face|fear|hope|expect|remain|plan|believe|think|argue|call|demand|hold|make|take|go|come|know"
    r"|see|seek|agree|deny|doubt|claim|live|work|show|tell|ask|help|include|stand|lie|get|give|keep|run)\b"
)
FEWEST_OUTSIDE = 2
"""Words that must stand outside quotation marks: who says it, and that they do."""
FEWEST_WORDS = 7
MOST_WORDS = 48


def usable(text: str, known: Known = NOTHING) -> bool:
    """Return whether the sentence can be printed alone; `known` is what the briefing is about."""
    words = len(text.split())
    if not FEWEST_WORDS <= words <= MOST_WORDS or not re.search(r"[.!][”\"’')]*$", text):
        return False
    if text.count("“") != text.count("”") or text.count('"') % 2 or text.count("(") != text.count(")"):
        return False
    if (not text[0].isupper() and text[0] not in "0123456789“\"$€£‘'") or _INITIAL.match(text):
        return False
    return not (_voiceless(text) or _furniture(text) or cut_off(text) or dangling(text, known))


def _voiceless(text: str) -> bool:
    """Return whether the sentence is a remark without its speaker, or speaks for or to somebody itself."""
    outside = _QUOTED.sub(" ", text)
    if len(outside.split()) < FEWEST_OUTSIDE:
        return True
    return bool(_FIRST_PERSON.search(outside) or for_machines(text) or _READER.search(text))


def _furniture(text: str) -> bool:
    """Return whether the sentence is a caption, a link list or a headline run into the text."""
    if _CAPTION.search(text) or _BROKEN.search(text) or _GLUED.match(text) or _BANNER.match(text):
        return True
    if _TRAILS_OFF.search(text) or _titled(text):
        return True
    dated = _FULL_DATE.search(text)
    shown = _SHOWS.search(text)
    return bool(dated and shown and shown.start() < dated.start() and not re.search(r"\bsaid\b", text))


def _titled(text: str) -> bool:
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) >= FEWEST_CAPITALS and sum(w[0].isupper() for w in words) > MOST_CAPITALS * len(words)


def cut_off(text: str) -> bool:
    """Return whether the sentence has no main clause, such as “Because the road was closed.” has none."""
    if _SHORT_CLAUSE.match(text) or _NO_PREDICATE.match(text) or not _FINITE.search(text):
        return True
    if not _SUBORDINATE.match(text):
        return False
    rest = text.partition(",")[2].strip()
    if re.match(r"(?:but|and|or|some|including|which|who|whose|where|not|with)\b", rest):
        return True
    return not _FINITE.search(rest)
