"""The same in another order: who says it first, the side clause in front, the active voice.

Pure. What stands between quotation marks keeps its words.
"""

from __future__ import annotations

import re

from evals.scripted.plain import MONTHS, PERSON, PRONOUN, VERB, lowered, raised

_SAYS = r"(?P<verb>said|says|argued|warned|added|noted|wrote)"


def speaker_first(text: str) -> str:
    """Put who says it before what is said, and tell a quotation indirectly where nobody speaks of himself."""
    quoted = re.fullmatch(
        r"[“\"](?P<said>[^“”\"]{12,}),[”\"] "
        rf"(?:(?P<who>(?:[A-Z]|the |an? |[a-z]+ [A-Z])[^,“”\".]{{2,60}}) {_SAYS}"
        r"|said (?P<after>[A-Z][^,“”\".]{2,60}))(?P<more> (?:on|in|at) [^,“”\".]{3,40}|, [^,“”\"]{5,70})?\.",
        text,
    )
    if quoted:
        who, verb = (quoted["who"] or quoted["after"]), quoted["verb"] or "said"
        if PRONOUN.fullmatch(who.split()[0]):
            return text
        said = quoted["said"]
        if PERSON.search(said):
            return f"{raised(who)} {verb}: “{said}.”"
        return f"{raised(who)} {verb} that {lowered(said)}."
    told = re.fullmatch(
        rf"(?P<said>[^“”\"]{{25,}}), (?P<who>(?:[A-Z]|the |an? )[^,“”\"]{{2,50}}) {_SAYS}"
        r"(?P<when> on [^,“”\"]{3,20})?\.",
        text,
    )
    if told and not PRONOUN.search(told["who"]):
        return f"{raised(told['who'])} {told['verb']}{told['when'] or ''} that {lowered(told['said'])}."
    return _source_first(text)


def _source_first(text: str) -> str:
    """Put the source before what it is the source of; what else is told of it is left out."""
    source = re.fullmatch(
        r"[“\"]?(?P<said>[^“”\"]{25,}),[”\"]? according to (?P<who>[^,“”\"]{3,60})(?:, who [^“”\"]+)?\.", text
    )
    if source and not (text[0] in '“"' and PERSON.search(source["said"])):
        return f"According to {source['who']}, {lowered(source['said'])}."
    behind = re.fullmatch(
        rf"(?P<said>[^“”\"]{{25,}}), {_TELLS} (?P<who>[^,“”\"]{{5,80}})(?:, (?:who|an?|the) [^“”\"]+)?\.",
        text,
    )
    if behind and not PRONOUN.search(behind["who"]):
        return f"{raised(behind['who'])} {behind['verb']} that {lowered(behind['said'])}."
    inside = re.fullmatch(
        rf"(?P<one>[^,“”\"]{{8,90}}), {_TELLS} (?P<who>[^,“”\"]{{5,80}}), (?P<two>[^“”\"]{{15,}})\.", text
    )
    if inside and not PRONOUN.search(inside["who"]):
        said = f"{lowered(inside['one'])}, {inside['two']}"
        return f"{raised(inside['who'])} {inside['verb']} that {said}."
    return text


_TELLS = r"(?P<verb>said|says|wrote|writes|argued|argues|warned|warns|noted|notes|estimates|estimated)"


def clauses_swapped(text: str) -> str:
    """Put a side clause behind its main clause, or in front of it, where no pronoun loses its noun."""
    words = "After|Before|When|While|Although|Though|If|Because"
    front = re.fullmatch(
        rf"(?P<word>{words}) (?P<side>[^,“”\"]{{10,110}}), (?P<main>[^,“”\"]{{15,}})\.", text
    )
    if front and not PRONOUN.search(front["main"]) and not front["side"].startswith("asked"):
        return f"{raised(front['main'])} {front['word'].lower()} {front['side']}."
    back = re.fullmatch(
        r"(?P<main>[^,“”\"]{15,90}) (?P<word>after|although|because|while|when) (?P<side>[^,“”\"]{12,110})\.",
        text,
    )
    plain = back and not re.search(r"\b(?:that|whether|said|says|who|which|and|to)\b", back["main"])
    if back and plain and not PRONOUN.search(back["side"]):
        return f"{back['word'].capitalize()} {back['side']}, {lowered(back['main'])}."
    return _setting_moved(text)


_SETTING = (
    r"(?:In|During|Since|Under|Amid|Throughout|For|At|After|Before|A (?:day|week|month|year) (?:after|before)"
    r"|(?:Two|Three|Four|Five|Ten) (?:days|weeks|months|years) (?:after|before))"
)


_BRIEF = r"In (?:[A-Z]\w+ )?\d{4}|For (?:decades|years|months|weeks)"


def _setting_moved(text: str) -> str:
    """Put the time or the frame from the beginning of a sentence to its end."""
    main = r"(?P<main>[^,;“”\"]{25,140})\."
    brief = re.fullmatch(rf"(?P<when>{_BRIEF}),? {main}", text)
    front = brief or re.fullmatch(rf"(?P<when>{_SETTING} [^,“”\"]{{3,60}}), {main}", text)
    if not front or (not brief and PRONOUN.search(text)):
        return text
    if re.search(r"\b(?:that|whether|who|which|because|if|when|said|says)\b", front["main"]):
        return text
    return f"{raised(front['main'])} {front['when'][0].lower()}{front['when'][1:]}."


def day_moved(text: str) -> str:
    """Put a day from the end of a sentence to its beginning, or the other way round."""
    when = rf"[Oo]n \d{{1,2}} (?:{MONTHS})(?: \d{{4}})?"
    back = re.fullmatch(rf"(?P<main>[^,;:“”\"]{{20,120}}) (?P<when>{when})\.", text)
    if back and not re.search(r"\b(?:that|whether|who|which|to|for|after|before|from)\b", back["main"]):
        return f"{raised(back['when'])}, {lowered(back['main'])}."
    front = re.fullmatch(rf"(?P<when>{when}), (?P<main>[^,;:“”\"]{{20,}})\.", text)
    return f"{raised(front['main'])} on{front['when'][2:]}." if front else text


_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_DONE_TO = (
    "accused|questioned|praised|criticized|criticised|nominated|backed|arrested|supported|rejected|captured|warned"
    "|approved|ordered|summoned|defended|attacked|invited"
)


def voice_turned(text: str) -> str:
    """Tell in the active voice what was done by somebody, and in the passive what one did to another."""
    found = re.fullmatch(
        r"(?P<what>(?:The|A|An|His|Her|[A-Z]\w+)[^,;“”\"]{2,50}?) (?:was|were) (?P<verb>[a-z]{3,}ed) by"
        r" (?P<who>[^,;“”\"]{3,50}?)(?P<when> (?:on|in) [^,;“”\"]{3,25})?\.",
        text,
    )
    if found and not re.search(
        rf"\b(?:that|who|which|and|not|last|this)\b|\b{VERB}", found["what"] + found["who"]
    ):
        when = found["when"] or ""
        return f"{raised(found['who'])} {found['verb']} {lowered(found['what'])}{when}."
    done = re.fullmatch(
        rf"(?P<who>{_NAME}) (?P<verb>{_DONE_TO}) (?P<whom>{_NAME})(?P<rest> [^,“”\"]+)?\.", text
    )
    return f"{done['whom']} was {done['verb']} by {done['who']}{done['rest'] or ''}." if done else text
