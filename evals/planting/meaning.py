"""Errors about what is said to have happened: the other way round, the opposite, or not at all.

Pure but for the chance that is passed in.
"""

from __future__ import annotations

import re
from random import Random

from agent.text.words import word_set
from evals.planting.host import Host, absent, replaced
from evals.planting.verbs import past
from evals.scripted.faults import in_quotes

_MOVES = (
    "rise/fall rises/falls rose/fell rising/falling risen/fallen increase/decrease increases/decreases"
    " increased/decreased increasing/decreasing grow/shrink grows/shrinks grew/shrank growing/shrinking"
    " climbed/dropped climbs/drops climbing/dropping jumped/plunged jumps/plunges soared/slumped"
    " surged/slumped gained/lost widened/narrowed up/down higher/lower"
)
_ACTS = (
    "improve/worsen improved/worsened improving/worsening strengthened/weakened tightened/loosened won/lost"
    " win/lose winning/losing wins/loses accepted/rejected approved/rejected accept/reject approve/reject"
    " opened/closed open/close reopened/closed joined/left bought/sold buy/sell buying/selling"
    " imposed/lifted impose/lift extended/shortened praised/condemned welcomed/condemned"
    " supported/opposed support/oppose supports/opposes reduced/increased reduce/increase"
    " reducing/increasing expanded/reduced expand/reduce cut/raised"
)


def _both_ways(pairs: str) -> dict[str, str]:
    """Return each word of the pairs by its opposite; of several the first."""
    found: dict[str, str] = {}
    for one, other in (pair.split("/") for pair in pairs.split()):
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


_MOVE, _ACT = _both_ways(_MOVES), _both_ways(_ACTS)
_WORD = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
_MEASURED = re.compile(
    r"[\d%$£€]|\b(?:percent|rates?|prices?|numbers?|sales|profits?|shares|costs?|revenues?|population|inflation|demand"
    r"|figures?|levels?|output|unemployment|exports|imports|temperatures|turnout|spending|incidents|stocks)\b"
)
_REACH = 45
"""Characters around a verb of motion within which something must be measured: people rise and fall too."""
_PARTICLES = re.compile(
    r" (?:up|down|off|out|away|apart|back|behind|by|into|fire|with|for)\b| (?:his|her|their) (?:life|lives)\b"
)
_OTHER_PARTS = word_set(
    "left lost close open won support wins win cut sell sold bought raised extended shortened"
)
"""Words that are other parts of speech as well, or mean several things: turned only before an object."""
_BEFORE_OBJECT = re.compile(r" (?:the|an?|its|his|her|their) ")


def direction(host: Host, chance: Random) -> str | None:
    """Say that something went the other way, or that the opposite was done."""
    made = [replaced(host, found, other) for found in _WORD.finditer(host.text)
            if (other := _turned(host.text, found)) and absent(other, host.source)]  # fmt: skip
    kept = [text for text in made if text]
    return chance.choice(kept) if kept else None


def _turned(text: str, found: re.Match[str]) -> str | None:
    """Return the opposite of a word, where it means a move or an act here."""
    word, after = found.group(), text[found.end() :]
    if word in _MOVE:
        near = text[max(0, found.start() - _REACH) : found.end() + _REACH]
        plain = word not in ("up", "down", "higher", "lower") or _AMOUNT.match(after)
        return _MOVE[word] if plain and _MEASURED.search(near) and not _APART.match(after) else None
    if word not in _ACT or _PARTICLES.match(after):
        return None
    return None if word in _OTHER_PARTS and not _BEFORE_OBJECT.match(after) else _ACT[word]


_AMOUNT = re.compile(r" (?:from |by |more than |nearly |about )?[$£€]?\d| than\b")
_APART = re.compile(r" (?:apart|back|behind|out|ill|short|asleep|victim|off)\b")


# --- negation ------------------------------------------------------------------------------------------

_DENIED = re.compile(
    r"\b(?P<does>was|were|is|are|has|have|had|will|would|can|could|should|did|does|do) not (?P<been>\w+)"
)
_AFFIRMED = re.compile(
    r"\b(?:(?P<is>was|were|is|are)(?= (?:the|a|an|being|expected|due|set|\w+ed|\w+en|made|held|told|found"
    r"|born|built|sent|put|paid|won|led|shot|sold|hit|cut)\b)"
    r"|(?P<has>has|have|had)(?= (?:been|\w+ed|taken|given|made|won|become|said|found|led|lost|seen|met)\b)"
    r"|(?P<will>(?<!his )(?<!her )(?<!free )(?<!the )will|would|could|should|must)(?= [a-z]+)"
    r"|(?P<can>can)(?= [a-z]+))\b(?! (?:not|no|never|only|also|have to)\b)"
)
_UNFIT = re.compile(
    r"\b(?:if|unless|whether|not only|nor|neither|nothing|nobody|none|never)\b|n[’']t\b", re.I
)


def negation(host: Host, chance: Random) -> str | None:
    """Deny what is affirmed, or affirm what is denied."""
    if _UNFIT.search(host.text):
        return None
    found = [m for p in (_DENIED, _AFFIRMED) for m in p.finditer(host.text)
             if not in_quotes(host.text, m.start())]  # fmt: skip
    if not found:
        return None
    verb = chance.choice(found)
    if verb.re is _AFFIRMED:
        word = verb.group()
        return replaced(host, verb, "cannot" if word == "can" else f"{word} not")
    does = verb["does"]
    if does in ("did", "does", "do"):
        return replaced(host, verb, _spoken(does, verb["been"]))
    return replaced(host, verb, f"{does} {verb['been']}")


def _spoken(does: str, verb: str) -> str:
    """Return a verb without its auxiliary: “did not go” becomes “went”."""
    if does == "did":
        return past(verb)
    if does == "do":
        return verb
    ending = "es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else "ies" if _in_y(verb) else "s"
    return "has" if verb == "have" else (verb[:-1] if _in_y(verb) else verb) + ending


def _in_y(verb: str) -> bool:
    return bool(re.search(r"[^aeiou]y$", verb))
