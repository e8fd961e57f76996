"""True by rule: a sentence of a document told more briefly, in reported speech, with another, or in other words."""

from __future__ import annotations

import re
from random import Random


_ONES = "zero one two three four five six seven eight nine ten eleven twelve".split()


def shorter(text: str, chance: Random) -> str:
    """Leave out brackets, side clauses or a phrase in front."""
    made = re.sub(r" \([^)]*\)", "", text)
    if chance.random() < 0.7:
        made = re.sub(r", (?:which|who|whose|where) [^,]{5,80}(?:,|(?=\.$))", "", made, count=1)
    if chance.random() < 0.6:
        front = re.match(r"(?:On|In|At|After|During|Earlier|Meanwhile|However|But|And)\b[^,]{0,40}, (?=[A-Za-z])", made)
        if front and front.group().split()[0] in ("Meanwhile,", "However,", "But", "And", "On", "In", "At", "Earlier", "During"):
            made = made[front.end()].upper() + made[front.end() + 1 :]
    if chance.random() < 0.3:
        made = re.sub(r", (?:according to|said|says) [^,]{3,50}\.$", ".", made)
    return made


def reformatted(text: str, chance: Random) -> str:
    """Write figures, shares and days in another way."""
    made = re.sub(r"(?<![\d.,$£€-])\b([2-9]|1[0-2])\b(?![\d.,:%-])", lambda m: _ONES[int(m.group())], text)
    made = re.sub(r"(\d) ?(?:per cent|percent)\b", r"\1%", made) if chance.random() < 0.5 else made.replace("%", " per cent")
    if chance.random() < 0.5:
        made = re.sub(r"(\d)m\b", r"\1 million", made)
        made = re.sub(r"(\d)bn\b", r"\1 billion", made)
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    if chance.random() < 0.5:
        made = re.sub(rf"\b(\d{{1,2}}) ({months})\b", r"\2 \1", made)
    return made


_PLAIN = """firm company business|workers employees staff|factory plant|children kids|doctors physicians|illness disease
|begin start|began started|finished ended|blaze fire|huge large|big large|quickly rapidly|also additionally|about around
|nearly almost|said stated|announced declared|told informed|bought purchased|buy purchase|killed slain
|hurt injured|injured wounded|police officers|car vehicle|home house|shows indicates|showed indicated|however nevertheless
|because since|although though|more-than over|less-than under|city town|country nation|film movie|match game|manager coach
|held staged|help assist|need require|needed required|many numerous|asked requested|tried attempted|got received
|build construct|built constructed|use utilise|used employed|money funds|important significant|now currently|later subsequently
|get obtain|made produced|find discover|found discovered|left departed|went travelled|died passed-away|attack assault
|criticised condemned|praised lauded|chief head|boss head|deal agreement|row dispute|jailed imprisoned|plan proposal|cut reduced""".replace("\n", "")
_SWAPS = [tuple(w.replace("-", " ") for w in pair.split()) for pair in _PLAIN.split("|")]


def reworded(text: str, chance: Random) -> str:
    """Put words of the same sense in the place of up to three words."""
    made, done = text, 0
    for words in chance.sample(_SWAPS, len(_SWAPS)):
        old = chance.choice(words)
        match = re.search(rf"\b{old}\b", made)
        if match:
            made = made[: match.start()] + chance.choice([w for w in words if w != old]) + made[match.end() :]
            done += 1
            if done == 3:
                break
    return made


def joined(first: str, second: str, chance: Random) -> str:
    """Make one sentence of two."""
    head = first[:-1] if first.endswith(".") else first
    low = second[0].lower() + second[1:] if re.match(r"(?:The|A|An|He|She|It|They|His|Her|Their|This|In|On|But) ", second) else second
    return f"{head}{chance.choice(['; ', ', and ', ', while ', ' and '])}{low}"


def reported(text: str, chance: Random) -> str:
    """Tell a quotation indirectly, where nobody speaks of himself."""
    match = re.fullmatch(r"[\"“]([^\"“”]{15,}),[\"”] (?:said|says) ([A-Z][^,.\"]{3,40})\.", text)
    if not match or re.search(r"\b(?:I|we|my|our|us|me|you|your)\b", match.group(1), re.IGNORECASE):
        return text
    said = match.group(1)
    return f"{match.group(2)} {chance.choice(['said', 'stated', 'noted', 'explained'])} that {said[0].lower() + said[1:]}."


def retold(text: str, chance: Random) -> str:
    """Return the sentence told in another way, by one to three of the rules above."""
    made = reported(text, chance)
    for rule in chance.sample([shorter, reformatted, reworded], chance.randint(1, 3)):
        made = rule(made, chance)
    return made
