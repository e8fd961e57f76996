"""A short noun phrase for what a figure counts, from the words of the sentence that has it.

Pure. "At least 12 people have been killed in three U.S. raids on ports, according to …" counts "people killed
in U.S. raids on ports". Where the sentence offers no phrase that reads well, there is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from agent.check.compounds import compound
from agent.check.core import core
from agent.check.counts import FATES, PERCENT, Count, head
from agent.check.whose import PLANS, bare, inside, owner_of
from agent.text.hedges import HEDGE_WORDS
from agent.text.names import names
from agent.text.units import COUNT
from agent.text.words import terms, word_set

MOST_WORDS = 13
_BREAK = re.compile(
    r"[,;:.!?–—()“”\"](?:\s|$)|\s(?:and|but|or|while|which|who|whom|whose|because|although|as|according|after|before|since"
    r"|until|when|where|said|says|than|so|that|now|is|are|was|were|has|have|had|will|would|could|may|might|can|did|do|does"
    r"|means?|amid|despite|with|if|to|he|she|it|they|we|I|be|been|being|rather|into)\b"
)
_NAME_LIST = re.compile(r",\s+(?:the\s+)?[A-Z][\w’' -]*?(?:,\s+(?:and\s+)?|\s+and\s+)(?:the\s+)?[A-Z]")
"""Only the first of several names would be half of what is meant."""
_NUMBERS = re.compile(r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+")
_OTHER_NUMBER = re.compile(rf"\s(?:in|of|from|on|at|by|for|among|across)\s+(?:\w+\s+)?{_NUMBERS.pattern}")
_PASSIVE = re.compile(
    r"^\s*(?:or more )?(?:\w+\s+){0,2}?"
    r"(?:(?:have|has|had|were|was|are|is)\s+(?:now |already |so far )?(?:been\s+)?|)"
    r"(?P<verb>killed|dead|died|injured|wounded|arrested|detained|missing|displaced|infected)\b(?P<rest>.*)",
    re.S,
)
_KILLER = re.compile(
    r"(?:^|[,;:–—]\s|\b(?:that|because|and)\s)(?P<who>(?:The|the|A|a|An|an|U\.S\.|[A-Z]\w+)\b[^,;:–—]{2,90}?)\s+"
    r"(?:has|have|had)\s+(?:now |already )?(?:killed|claimed|taken|cost|left)\b"
)
_WHERE = re.compile(r"^\s*(?:\w+\s+){0,2}?(?P<where>(?:in|by|during|aboard)\s.*)", re.S)
_PURPOSE = re.compile(r"^\s+(?:in|of|worth of|for)\s+(?P<what>[a-z].*)", re.S)
_SHARE_OF = re.compile(r"^\s+(?P<what>of\s+.*)", re.S)
_PRONOUNS = word_set("he she it they them his her its their this that these those we our i you")
_NO_END = word_set(
    """in on at of by for to from with the a an and or its their his her off against into as during under
    about more over"""
)


def counted_thing(told: Sequence[tuple[str, Count]]) -> str:
    """Return the name most of the sentences would know; empty where none reads well."""
    known = Counter(t.key for sentence, _ in told for t in {t.key: t for t in terms(sentence)}.values())
    names = [_who(name_of(sentence, count)) for sentence, count in told if not _placed(sentence, count)]
    names = [name for name in names if name and not _ONLY_TIME.match(name)]
    names = names or [name for sentence, count in told if (name := how_much(sentence, count))]
    names = names or [name for sentence, count in told if (name := name_of(sentence, count))]

    def telling(name: str) -> tuple[float, int]:
        words = {t.key for t in terms(name)}
        return sum(min(known[k], 3) for k in words) - 0.4 * len(name.split()), -len(name)

    return max(names, key=telling, default="")


_ONLY_TIME = re.compile(r"^(?:the )?(?:last|next|this|first|second) \w+$")
_ACTIVE = re.compile(
    r"^(?P<who>\w+(?: \w+)?) (?P<did>took|marched|gathered|rallied|joined|attended|turned|fled|voted"
    r"|protested|demonstrated)\b"
)


def _placed(sentence: str, count: Count) -> bool:
    """Tell whether what follows a sum says where, and not what for: "losses of $30 million in the north"."""
    after = sentence[count.figure.end :]
    return count.money and re.match(r"\s+in (?:the )?(?:\w+ )?[A-Z]", after) is not None


def _who(name: str) -> str:
    """Return a name that is no sentence: "people who took part in the march"."""
    return _ACTIVE.sub(r"\g<who> who \g<did>", name)


_ADJECTIVE = re.compile(r"\s(?P<how>long|high|deep|wide|tall)\b")
_OBJECT = re.compile(r"^(?P<subject>.+?) (?P<verb>\w+) (?:an? |the )?(?P<what>\w+)$")


_MOST_VERB = 4
"""Words of the verb in such a name: "plans to lay off"."""


def _inside(said: str) -> str:
    """Return a clause as it stands inside a sentence: only a name keeps its capital."""
    return inside(said) if any(n.start == 0 for n in names(said)) else said[0].lower() + said[1:]


def how_much(sentence: str, count: Count) -> str:
    """Return what a sum, a length or a share is, by who has it: "how much damage the floods caused".

    A plain count is told so where its own words say too little: "how many jobs the yard will cut".
    """
    owner, figure = owner_of(core(sentence).core, count.figure), count.figure
    if owner is None or not owner.subject:
        return ""
    before = " ".join(sentence[: figure.start].split())
    at = before.rfind(owner.subject)
    said = bare(before[at:]) if at >= 0 else ""
    if not said or len(said.split()) > MOST_WORDS - 2 or said == owner.subject:
        return ""
    if count.figure.unit is COUNT and not count.money and count.sort != PERCENT:
        noun, between = head(sentence, figure), said.removeprefix(owner.subject).split()
        return _short(f"how many {noun} {_inside(said)}") if noun and len(between) <= _MOST_VERB else ""
    if owner.verb:
        how = _ADJECTIVE.match(sentence, figure.end)
        word = how["how"] if how else "much" if count.money else "high" if count.sort == PERCENT else ""
        return _short(f"how {word} {_inside(said)}") if word else ""
    if not count.money or not (parts := _OBJECT.match(said)):
        return ""
    asked = "what" if parts["what"].endswith("s") else "how much"
    return _short(f"{asked} {parts['what']} {_inside(parts['subject'])} {parts['verb']}")


def name_of(sentence: str, count: Count) -> str:
    """Return what one figure counts, in a few words of its sentence; empty where they do not read well."""
    figure = count.figure
    after = sentence[figure.end :]
    if parts := compound(sentence, figure):
        return f"{parts.measure}s of the {parts.phrase}" if parts.measure else parts.phrase
    if count.sort in FATES:
        return _fate_name(sentence, count, after)
    noun = "" if count.sort == PERCENT else head(sentence, figure)
    if noun:
        last = noun.split()[-1]
        rest = after[after.find(last) + len(last) :]
        other = _OTHER_NUMBER.search(rest)
        return _short(noun + _phrase(rest[: other.start()] if other else rest))
    found = (_SHARE_OF if count.sort == PERCENT else _PURPOSE).match(after)
    return _short(_phrase(found["what"])) if found else ""


def row_name(sentence: str, count: Count) -> str:
    """Return a name that stands alone in a table: what is counted and what became of it; else nothing."""
    if count.sort == PERCENT:
        name = _share_name(sentence, count)
    elif count.sort in FATES or count.thing:
        name = name_of(sentence, count)
    elif count.money or count.figure.unit is not COUNT:
        name = _sum_name(sentence, count)
    else:
        name = _qualified(sentence, count)
    return name if len(_WHEN.sub("", name).split()) > 1 and not _DANGLING.search(name) else ""


_DANGLING = re.compile(r"^(?:of|in|for)\b|\bthe [a-z]+['’]s?\s|\b(?:together|alone|apiece|each)$")
"""A name that goes on from words that are not there, or belongs to somebody who is not named."""
_HOLD = re.compile(
    r"^\s+of\s+(?P<who>[^,;.]+?)\s+(?P<verb>support|back|oppose|favou?r|approve|disapprove|say|believe|think|want|trust"
    r"|prefer|agree|disagree)\b(?P<rest>.*)",
    re.S,
)
_DONE = re.compile(
    r"^\s+(?:(?:have|has|had)\s+(?:now |already |so far |all )?been|were|was|are|is)\s+"
    r"(?:now |already |so far |all )?"
    r"(?P<part>[a-z]+ed|sent|shot|held|found|put|taken|seen|given|sold|built|lost|hit|cut|paid|won)\b(?P<rest>.*)",
    re.S,
)
_TELLS = re.compile(
    r"^\s+(?:(?:of|in|from|on|at|by|for|with|without|against|among|across|near|off|aboard|under|behind|between|around"
    r"|inside|outside|through|along|including|worth)\b"
    r"|(?:[a-z]+ed|sent|shot|held|found|taken|given|sold|built|lost|left)\s(?!(?:an?|the|its|their|his|her|it|them"
    rf"|that|{HEDGE_WORDS}|no|all)\b|[$€£\d]))"
)
"""What may follow a noun and tell more of it; a verb with its object is no part of the phrase."""
_WHEN = re.compile(r"\s+(?:(?:last|this|next)\s+(?:year|month|week)|so far|a year|today|yesterday)$")
_DOES = re.compile(rf"\b(?P<part>[a-z]{{2,}}ed)\s+(?:{HEDGE_WORDS}\s+|the\s+|all\s+)*$", re.I)
_NO_OBJECT = word_set("numbered totaled totalled lasted remained turned aged need needed followed included")
_MOST_SUBJECT = 8


def _share_name(sentence: str, count: Count) -> str:
    """Return "share of the exports that the ferry line carries"."""
    after = sentence[count.figure.end :]
    if held := _HOLD.match(after):
        return _short(f"share of {held['who']} who {held['verb']}{_phrase(held['rest'])}")
    found, owner = _SHARE_OF.match(after), owner_of(sentence, count.figure)
    what = _short(_phrase(found["what"])) if found else ""
    if not what or owner is None or not owner.verb or not owner.subject:
        return ""
    who = inside(owner.subject)
    return f"share {what} that {who} {owner.verb}" if len(who.split()) <= _MOST_SUBJECT else ""


def _sum_name(sentence: str, count: Count) -> str:
    """Return what a sum is for, and who would have it: "aid for the pier demanded by the mayor".

    A single word stands with who caused it: "damage caused by the storm".
    """
    name, owner = _WHEN.sub("", name_of(sentence, count)), owner_of(sentence, count.figure)
    if not name or owner is None:
        return name
    if owner.act in PLANS and owner.who:
        purpose = sentence[count.figure.end :].lstrip().startswith("for ")
        done = f"{_DONE_AS[owner.act]} by {owner.who}"
        return _short(f"{done} for {name}" if purpose else f"{name} {done}")
    if len(name.split()) == 1 and owner.verb.endswith("ed") and owner.subject:
        return _short(f"{name} {owner.verb} by {inside(owner.subject)}")
    return name


_DONE_AS = {"demand": "demanded", "offer": "offered"}


def _qualified(sentence: str, count: Count) -> str:
    """Return a noun with what is told of it: "crates on deck", "crew members sent home", "doors opened"."""
    noun, after = head(sentence, count.figure), sentence[count.figure.end :]
    rest = after[after.find(noun) + len(noun) :]
    if not noun or _TELLS.match(rest):
        return name_of(sentence, count)
    if done := _DONE.match(rest):
        part, behind = done["part"], done["rest"]
        to = " to" if behind.startswith(" to ") else ""
        return _short(f"{noun} {part}{to}{_phrase(behind.removeprefix(to))}")
    does = _DOES.search(sentence[: count.figure.start])
    return f"{noun} {does['part'].casefold()}" if does and does["part"].casefold() not in _NO_OBJECT else ""


def _fate_name(sentence: str, count: Count, after: str) -> str:
    whole = f"people {count.sort}"
    if found := _PASSIVE.match(after):
        return _short(whole + _phrase(found["rest"])) or whole
    if found := _KILLER.search(sentence[: count.figure.start]):
        return (
            _short(
                f"{whole} by {found['who'][0].lower() if found['who'][:2] != 'U.' else 'U'}{found['who'][1:]}"
            )
            or whole
        )
    if found := _WHERE.match(after):
        return _short(whole + " " + _phrase(found["where"])) or whole
    return whole


def _phrase(rest: str) -> str:
    """Return what goes on after a noun, up to the next break, numbers left out; no list of names."""
    stop = _BREAK.search(rest)
    if stop and _NAME_LIST.match(rest, stop.start()):
        return ""
    return _NUMBERS.sub("", (rest[: stop.start()] if stop else rest)).rstrip()


def _short(text: str) -> str:
    """Return the phrase if it is short and points at nothing said before; empty otherwise."""
    words = text.split()
    if len(words) > MOST_WORDS:
        words = words[:MOST_WORDS]
        while words and words[-1].casefold() not in {"of", "in", "on", "by", "for", "from", "at"}:
            words.pop()
    while words and words[-1].casefold().strip(",") in _NO_END:
        words.pop()
    if any(w.casefold() in _PRONOUNS for w in words):
        return ""
    return " ".join(words).strip(" ,.")
