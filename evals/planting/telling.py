"""Errors of telling more than is known: a plan as done, a claim as fact, a cause or a detail nobody tells.

Pure but for the chance that is passed in.
"""

from __future__ import annotations

import re
from random import Random

from agent.text.telling import telling
from agent.text.words import word_set
from evals.planting.host import Host, replaced, source_sentences
from evals.planting.verbs import past
from evals.scripted.faults import NUMBER_WORDS, in_quotes, swap
from evals.scripted.plain import PERSON, PRONOUN, VERB, lowered, raised

# --- modality ------------------------------------------------------------------------------------------

_PLANNED = re.compile(
    r"\b(?P<who>[\w’'.-]+) (?:(?P<plan>plans|plan|planned|intends|intend|wants|want|hopes|hope|aims|aim) to"
    r"|(?P<set>is|are|was|were) (?:set|due|expected|scheduled|likely|planning|hoping|preparing) to"
    r"|(?P<will>will|would|could|may|might)) (?P<verb>[a-z]{2,})\b"
)
_NO_VERB = word_set(
    """not also never only likely soon now then still have probably all again like sound think seem want ever
    just"""
) | {*NUMBER_WORDS}
"""What may follow “will” without being the verb of a plan that can be carried out."""
_NO_SUBJECT = re.compile(
    r"(?:against|the|an?|of|over|with|has|have|had|on|about|no|his|her|their|its|any|new|for|to|by|in|at|from|as"
    r"|those|these|this|that|under|such|details?|said|also|not|\w+ed)$|.*,$",
    re.IGNORECASE,
)
"""What before “plans” shows that they are things, not acts."""
_MANY = re.compile(r"(?:[^s]s|people|they|we|men|women|children|police|and \S+)$")


def modality(host: Host, chance: Random) -> str | None:
    """Tell as done what is planned, expected or possible."""
    if re.search(r"\b(?:if|unless|whether)\b", host.text, re.I):
        return None
    found = [
        m
        for m in _PLANNED.finditer(host.text)
        if m["verb"] not in _NO_VERB
        and m["verb"][-2:] != "ly"
        and not in_quotes(host.text, m.start())
        and not _NO_SUBJECT.match(m["who"])
    ]
    if not found:
        return None
    told = chance.choice(found)
    many = told["set"] in ("are", "were") or (not told["set"] and _MANY.search(told["who"]))
    did = ("were" if many else "was") if told["verb"] == "be" else past(told["verb"])
    return swap(host.text, told.end("who") + 1, told.end(), did)


# --- attribution ---------------------------------------------------------------------------------------

_CLAIMS = (
    r"(?:claim(?:s|ed)|alleg(?:es|ed)|argu(?:es|ed)|insist(?:s|ed)|maintain(?:s|ed)|contend(?:s|ed)|believes?"
    r"|suspects?|suspected|warn(?:s|ed)|predict(?:s|ed)|suggests?|suggested|think|thinks)"
)
_FORMS = (
    re.compile(rf"(?P<who>[^,“”\"]{{3,60}}?) {_CLAIMS} (?:that )?(?P<said>[^“”\"]{{25,}}\.)"),
    re.compile(rf"(?P<said>[^“”\"]{{25,}}), (?P<who>[^,“”\"]{{3,60}}) {_CLAIMS}\."),
)
_NO_CLAIM = re.compile(
    r"\b(?:with|of|the|an?|has|have|been|is|was|are|were|for|over|in|to|his|her|their|and)$", re.I
)
"""What before “alleged” or “suspects” shows that it is no verb of a claim."""
_ADVERB = re.compile(r"\b(?:allegedly|reportedly|alleged(?= \w)|suspected(?= \w)|purportedly) ")
_SOFT = re.compile(
    r"\b(?:charge[ds]?|accus\w+|suspect\w*|arrest\w*|alleg\w+|investigat\w+|den\w+|claim\w*)\b", re.I
)
"""Words that still say that it is not established."""


def attribution(host: Host, chance: Random) -> str | None:
    """Tell as fact what the document only has from somebody who claims it."""
    made = [
        raised(f"{m['said'].rstrip('.')}.")
        for form in _FORMS
        if (m := form.fullmatch(host.text)) and _states(m["said"]) and not _NO_CLAIM.search(m["who"])
    ]
    made += [t for m in _ADVERB.finditer(host.text) if (t := replaced(host, m, "")) and not _SOFT.search(t)]
    kept = [text for text in made if len(text.split()) > 5 and not _told_as_fact(text, host.source)]
    return chance.choice(kept) if kept else None


def _states(said: str) -> bool:
    """Tell whether what is said can stand alone: a clause with a verb, and about nobody only pointed at."""
    first = " ".join(said.split()[:2])
    if _NO_CLAUSE.match(said):
        return False
    return bool(re.search(rf"\b{VERB}", said)) and not PRONOUN.search(first) and not PERSON.search(said)


_NO_CLAUSE = re.compile(r"(?:as|on|at|in|of|about|against|to|for|by|last|earlier|later|this)\b")
"""How what follows “warned” begins where it is no statement."""


def _told_as_fact(text: str, source: str) -> bool:
    """Tell whether the document tells it as a sentence of its own."""
    bare = text.rstrip(".")
    return any(s.startswith(bare) and len(s) < len(bare) + 3 for s in source_sentences(source))


# --- cause ---------------------------------------------------------------------------------------------

_CAUSAL = re.compile(
    r"\b(?:because|due to|thanks to|led to|caused?|after|following|as a result|so that|since|why|reason"
    r"|prompt\w*|trigger\w*|amid|by \w+ing|blam\w+|if|when|while|said|says?|told)\b",
    re.I,
)
_LONGEST = 16
_NO_START = (
    "But|And|So|Yet|It|This|That|With|At|In|On|By|For|From|Not|As|Before|During|Although|However|Meanwhile|Under"
    "|Over|To|Of|There|Here|Now|Then|Last|Next|Also|Among|Despite|Another|These|Those|Such|Both|Still|Once|What"
    "|How|Where|Who|\\w+ly|No|Or|Instead|Earlier|Later|Under|Within|Without|Between|Through|Only|Even|Just"
)


def cause(host: Host, chance: Random) -> str | None:
    """Join two facts of the document by a cause that it does not tell."""
    if _CAUSAL.search(host.text) or not host.text.endswith(".") or len(host.text.split()) > 30:
        return None
    said = telling(host.text)
    facts = [
        clause
        for s in source_sentences(host.source)
        if 6 <= len(s.split()) <= _LONGEST and s.endswith(".") and not _CAUSAL.search(s)
        if re.search(rf"\b{VERB}", s) and not re.search(rf"[“”\"?!:;()—–]|^(?:{_NO_START})\b", s)
        and not PRONOUN.search(s) and not PERSON.search(s) and not telling(s) & said
        if (clause := _inside(s, host.source))
    ]  # fmt: skip
    return f"{host.text[:-1]} because {chance.choice(facts)}" if facts else None


def _inside(sentence: str, source: str) -> str | None:
    """Return a sentence as it goes on inside another; None where nobody can tell whether a name begins it."""
    first = re.match(r"[\w’'-]+", sentence)
    if first is None or re.search(rf"[a-z,] {first.group()}\b", source):
        return sentence  # with a name, or with a number
    small = lowered(sentence)
    common = first.group() in _ARTICLES or re.search(rf"\b{first.group().lower()}\b", source)
    return small if common and small != sentence else None


_ARTICLES = ("The", "A", "An", "Some", "Many", "Most", "Two", "Three", "Four", "Five", "Several", "All")


# --- detail --------------------------------------------------------------------------------------------

_DETAILS = (
    "while a brass band rehearsed outside",
    "as snow drifted against the windows",
    "after a lengthy quarrel among the caterers",
    "before cheering schoolchildren from a nearby orphanage",
    "while technicians repaired the broken loudspeakers",
    "amid rumours of a forged invoice",
    "despite protests by retired beekeepers",
)


def detail(host: Host, chance: Random) -> str | None:
    """Add a circumstance of which the document knows nothing."""
    words = chance.choice([d for d in _DETAILS if not telling(d) & telling(host.source)] or [""])
    plain = host.text.endswith(".") and not re.search(r"[“”\"]", host.text)
    return f"{host.text[:-1]}, {words}." if words and plain else None
