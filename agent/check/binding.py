"""What a figure belongs to: the words, periods and direction around it, and how far two figures agree in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from agent.check.cited import Cited
from agent.check.periods import periods
from agent.text.figures import Figure, figures
from agent.text.normalise import plain, stem, words
from agent.text.sentences import sentences
from agent.text.units import COUNT

Direction = Literal["up", "down", ""]


@dataclass(frozen=True)
class Place:
    """A figure where it stands."""

    figure: Figure
    """With positions in the whole text."""
    words: dict[str, float]
    """What the words around it are compared by, with their nearness from 1 down."""
    names: frozenset[str]
    """Those of `words` that are written with a capital inside the sentence."""
    periods: frozenset[str]
    """Months and years of its clause."""
    direction: Direction
    """Whether its clause says that something rose or fell."""
    old: bool
    """It is what something else is compared with: "up from 5", "against 7 the year before"."""
    delta: bool
    """It is the size of a difference: "4 fewer", "16 above the target"."""
    kin: Figure
    """The figure whose kind it shares: itself, or for a bare one the last that names its kind."""
    sentence: int
    """Number of its sentence in the text."""
    clause: str
    """The sentence it stands in."""
    cited: Cited | None = None
    """Where it stands; None for a figure of the claim."""


_STOP = frozenset(
    """a an the of in on at by for from with to and or but as is are was were be been being it its this that these
    those he she they his her their them him we our i you had has have having do does did will would may might
    can could shall should must than then there so such into over under out off about after until while when where
    which who whom whose what how also still only just more most less least very some any all each other another
    mr mrs ms dr said says told now nearly almost around roughly approximately up down per one because through
    according added according between among whole figures figure number numbers amount total percent points point
    million billion thousand year years month months day days last this next""".split()
)
_SAME = (
    "die died dies dead death deaths killed kill kills killing fatality fatalities toll victim victims lives life perished",
    "injured injure injuring injuries wounded wound hurt hospitalised",
    "missing unaccounted",
    "sales revenue revenues turnover",
    "profit profits earnings",
    "worker workers employee employees employ employs employed staff job jobs workforce position positions post posts",
    "customer customers subscriber subscribers newcomer newcomers user users client clients",
    "vote votes voted ballot ballots",
    "win won wins beat beats beating beaten defeat defeated defeats victory",
    "score scored scores goal goals point points",
    "ask asked asks asking demand demanded request requested want wanted sought seek",
    "promise promised pledge pledged pledges",
    "cost costs price priced prices",
    "displaced flee fled driven homeless",
    "attack attacks strike strikes raid raids",
    "arrest arrests arrested detain detained detentions",
    "child children pupil pupils kids youngsters student students",
    "boat boats vessel vessels ship ships",
    "favour favor support backed yes",
    "against opposed oppose no opposition",
    "rain rainfall precipitation",
    "contribute contributed contribution contributes accounted",
    "receive received receives got get gets",
    "rise rose risen rises rising climb climbed climbs gain gained gains grow grew grown grows growth increase increased increases"
    " jump jumped surge surged soar soared higher",
    "fall fell fallen falls falling drop dropped drops decline declined declines shrink shrank shrunk decrease decreased lower"
    " slip slipped slid plunge plunged sink sank",
    "guest guests visitor visitors tourist tourists holidaymaker",
    "person people persons human humans resident residents inhabitant inhabitants",
    "power electricity current",
    "buy bought purchase purchased acquire acquired acquisition",
    "forecast forecasts expect expected expects predict predicted prediction",
    "north northern", "south southern", "east eastern", "west western",
    "search searched", "return returned returns handed", "clear cleared clearance",
    "sentence sentenced prison jail jailed",
    "collapse collapsed collapses",
    "doctor doctors physician physicians", "fine fined penalty fines penalties",
    "wait waited waiting", "seen treated treat treatment",
)  # fmt: skip
_CANON = {stem(word): group.split()[0] for group in _SAME for word in group.split()}
_OPPOSED = (
    ("first", "final last decisive second runoff"), ("northern north", "southern south"), ("eastern east", "western west"),
    ("official officially", "street unofficial black parallel"), ("men men's male", "women women's female"),
    ("domestic", "foreign international abroad"), ("favour", "against"), ("imports import", "exports export"),
    ("adult adults", "child"), ("urban", "rural"), ("gross", "net"), ("minimum lowest", "maximum highest"),
    ("killed die", "injured survive survived survivors"), ("injured", "missing"), ("before", "after"),
)  # fmt: skip
_BREAK = re.compile(
    r"[;:()]| - |\u2014|,(?!\d)|\b(?:and|but|which|who|whose|where|when|while|although|though|after|before|because|until|unless|instead"
    r"|against|compared with|compared to|from|versus|than|whereas|including|among them|of them)\b"
)
_UP = (
    r"r[io]se[sn]?|rising|climb(?:ed|s|ing)?|gain(?:ed|s|ing)?|gr[eo]w(?:n|s|ing)?|growth|increas(?:e[ds]?|ing)|up|jump(?:ed|s)?|surg(?:ed?|ing)"
    r"|soar(?:ed|ing)?|higher|larger|bigger|more|widen(?:ed|ing)?|strengthen(?:ed)?|stronger|expand(?:ed)?|lengthen(?:ed)?|added|longer"
    r"|advanced?|appreciat\w+|accelerat\w+|ahead|above|faster|doubled|swelled|rallied|hike[ds]?|raised?|worsened|improved"
)
_DOWN = (
    r"f[ae]ll(?:en|s|ing)?|drop(?:ped|s)?|declin(?:e[ds]?|ing)|los[et]s?|losing|shr[aiu]nk(?:s|ing)?|decreas(?:e[ds]?|ing)|reduc(?:e[ds]?|tion)"
    r"|cut(?:s|ting)?|down|lower(?:ed)?|fewer|less|narrow(?:ed|ing)?|weaken(?:ed)?|weaker|slip(?:ped|s)?|slid|plung(?:ed?|ing)|plummeted"
    r"|s[aiu]nk|contract(?:ed|ion)|slump(?:ed)?|dip(?:ped)?|trim(?:med)?|shorten(?:ed)?|shorter|smaller|reced\w+|depreciat\w+|slow(?:ed|ing)?|behind"
    r"|below|thinned|eas(?:ed|ing)|shed|retreat(?:ed)?|devalu\w+|short of"
)  # fmt: skip
_MOVE = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_NO_MOVE = re.compile(
    r"\b(?:more|less|fewer) than (?=[$€£¥\d]|a |an |half|one|two|three|ten|twenty|hundred)|\bno (?:more|less|fewer)\b|\bup to\b"
    r"|\blos(?:t|e|ing) (?:their|his|her|its|the|power|control|all)\b|\bmore or less\b|\b(?:what|one) more\b|\bpicked up\b|\b(?:set|made|make|put|come|came|end|ended) up\b"
    r"|\b(?:fell|fall) (?:short|in|on|within)\b|\bsh[uo]t down\b|\bdown(?:stream|town)\b|\b(?:just|well|slightly|a little) (?:above|below|over|under)\b"
    r"|\bgave up\b|\bup north\b|\bcut off\b|\bbroken? down\b|\bmore (?:rain|bodies)\b|\ball but\b",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"(?:\bfrom|\bthan|compared (?:with|to)|\bagainst|\bversus|instead of|\bpreviously|\bearlier)(?: (?:the|a|an|about|last year's|some))* ?$",
    re.I,
)
_DELTA = re.compile(
    r"(?: ?(?:points?|percent(?:age points?)?|%|per cent|\w+){0,2})? ?(?:more|fewer|less|higher|lower|above|below|ahead|behind|up|down|over|under"
    r"|longer|shorter|short)\b",
    re.IGNORECASE,
)
_DELTA_BEFORE = re.compile(
    rf"\b(?:by|rise of|increase of|fall of|drop of|gain of|loss of|gained|added|lost|shed|(?:{_UP}|{_DOWN}) by|go up by|up|down) ?$",
    re.I,
)
_NEAR = 0.5
"""A word across at most one boundary is near."""
_FADE = 0.5
"""What is left of a word's weight after each boundary or figure in between."""
_BEFORE = 0.15
"""Weight of the sentence before, where "it" and "the figure" come from."""
_PEOPLE = frozenset(
    stem(w) for w in "people person men women man woman children child troops soldiers guards deputies lawmakers victims dead killed deaths"
    " fatalities casualties spectators residents passengers workers employees pupils students patients migrants refugees civilians officers"
    " fighters members voters prisoners survivors lives persons police protesters tourists guests visitors aboard others injured wounded"
    " missing those died".split()
)  # fmt: skip


def key(word: str) -> str:
    """Return what a word is compared by: its stem, or the name of its group."""
    found = stem(word)
    return _CANON.get(found, found)


_AGAINST = [(frozenset(map(key, a.split())), frozenset(map(key, b.split()))) for a, b in _OPPOSED]


def places(text: str, year: int | None, cited: Cited | None = None) -> list[Place]:
    """Return the figures of a text with what stands around them; `year` is the one it was written in."""
    flat = plain(text)
    spans = [(s.start, s.end) for s in sentences(text)]
    every = figures(text)
    found: list[Place] = []
    before: dict[str, float] = {}
    for number, (start, end) in enumerate(spans):
        inside = [f for f in every if start <= f.start and f.end <= end]
        found += _of_sentence(flat, (start, end), inside, before, year, number, cited)
        before = {key(w.text): _BEFORE for w in words(flat[start:end]) if _tells(w.text)}
    return found


def _of_sentence(
    text: str, span: tuple[int, int], inside: Sequence[Figure], before: dict[str, float], year: int | None, number: int,
    cited: Cited | None,
) -> list[Place]:  # fmt: skip
    start, end = span
    sentence = text[start:end]
    blanked = sentence
    for f in inside:
        if f.kind != "ordinal":
            blanked = blanked[: f.start - start] + " " * (f.end - f.start) + blanked[f.end - start :]
    breaks = sorted(m.start() + start for m in _BREAK.finditer(blanked))
    marks = [(p.start + start, p.keys) for p in periods(sentence, year)]
    cardinal = [f for f in inside if f.kind != "ordinal"]
    found, kin = [], None
    for f in inside:
        kin = f if not f.bare else kin
        others = [o for o in cardinal if o is not f]
        weights, names = _weights(blanked, start, f, others, breaks)
        for word in _score_words(blanked, start, f):
            weights[word] = weights.get(word, 0) + 1.0
        near = _nearest_periods(f, marks, breaks)
        for word, weight in before.items():
            weights.setdefault(word, weight)
        found.append(
            Place(
                figure=f, words=weights, names=names, periods=near, direction=_direction(blanked, start, f, others, breaks),
                old=bool(_OLD.search(text[max(start, f.start - 40) : f.start])),
                delta=bool(_DELTA.match(text[f.end : min(end, f.end + 30)]) or _DELTA_BEFORE.search(text[max(start, f.start - 20) : f.start])),
                kin=kin if f.bare and kin is not None else f, sentence=number, clause=sentence, cited=cited,
            )
        )  # fmt: skip
    return found


def _steps(a: int, b: int, marks: Iterable[int]) -> int:
    low, high = sorted((a, b))
    return sum(low < m < high for m in marks)


def _weights(
    blanked: str, start: int, f: Figure, others: Sequence[Figure], breaks: Sequence[int]
) -> tuple[dict[str, float], frozenset[str]]:
    weights: dict[str, float] = {}
    names = set()
    marks = [*breaks, *(o.start for o in others)]
    for word in words(blanked):
        if not _tells(word.text):
            continue
        at = word.start + start
        weight = _FADE ** min(_steps(at, f.start, marks), 4)
        name = key(word.text)
        weights[name] = max(weights.get(name, 0.0), weight)
        if word.text[0].isupper() and word.start > 0:
            names.add(name)
    return weights, frozenset(names)


def _tells(word: str) -> bool:
    return len(word) > 1 and word.casefold() not in _STOP and not word.isdigit()


_WON = re.compile(
    r"\b(?:beat(?:ing|en)?|defeat(?:ed|ing|s)?|overc[ao]me|edged|thrashed|down(?:ed|ing)|saw off|won against)\b",
    re.I,
)


def _score_words(blanked: str, start: int, f: Figure) -> list[str]:
    """Return the names that own one side of a result: the winner's the first, the loser's the second."""
    if not f.score or not (verb := _WON.search(blanked)) or verb.start() + start > f.start:
        return []
    side = blanked[: verb.start()] if f.score == "first" else blanked[verb.end() : f.start - start]
    return [key(w.text) for w in words(side) if w.text[0].isupper() and _tells(w.text)]


def _nearest_periods(
    f: Figure, marks: Sequence[tuple[int, frozenset[str]]], breaks: Sequence[int]
) -> frozenset[str]:
    ranked = sorted((_steps(at, f.start, breaks), abs(at - f.start), keys) for at, keys in marks)
    if not ranked or ranked[0][0] > 1:
        return frozenset()
    closest = ranked[0][0]
    return frozenset(k for steps, _, keys in ranked if steps == closest for k in keys)


def _direction(
    blanked: str, start: int, f: Figure, others: Sequence[Figure], breaks: Sequence[int]
) -> Direction:
    quiet = _NO_MOVE.sub(lambda m: " " * len(m.group()), blanked)
    best: tuple[int, int, Direction] | None = None
    marks = [*breaks, *(o.start for o in others)]
    for m in _MOVE.finditer(quiet):
        at = m.start() + start
        rank = (
            _steps(at, f.start, marks),
            min(abs(at - f.start), abs(at - f.end)),
            "up" if m["up"] else "down",
        )
        if rank[0] <= 1 and (best is None or rank[:2] < best[:2]):
            best = (rank[0], rank[1], "up" if m["up"] else "down")
    return best[2] if best else ""


def counts_alike(a: Place, b: Place) -> float:
    """Return how far two figures are of one kind: 1 surely, 0.7 perhaps, 0.3 hardly, 0 not."""
    x, y = a.kin, b.kin
    if (a.figure.kind == "ordinal") != (b.figure.kind == "ordinal"):
        return 0.0
    if x.dimension != y.dimension:
        return (
            0.7
            if (x.bare or y.bare or a.figure.bare or b.figure.bare) and x.unit is COUNT and y.unit is COUNT
            else 0.0
        )
    if x.unit is not COUNT or x.currency:
        return 1.0
    if x.bare or y.bare or a.figure.bare or b.figure.bare:
        return 0.7
    p, q = ({key(w) for w in f.counted.split()} for f in (x, y))
    if p & q:
        return 1.0
    people = frozenset(map(key, _PEOPLE))
    if p & people and q & people:
        return 0.8
    return 0.3


def opposed(a: Place, b: Place) -> int:
    """Return how many opposites the two contexts name: one says "first" where the other says "final"."""
    near_a = {w for w, x in a.words.items() if x >= _NEAR}
    near_b = {w for w, x in b.words.items() if x >= _NEAR}
    total = 0
    for left, right in _AGAINST:
        for one, two in ((left, right), (right, left)):
            if near_a & one and near_b & two and not near_a & two and not near_b & one:
                total += 1
    return total


def agreement(claim: Place, source: Place, spread: dict[str, int]) -> float:
    """Return how far a claim's figure and a source's figure speak of the same thing.

    Rare words tell more (`spread` counts the source sentences a word stands in), names more than other
    words; the same period helps, another period or an opposite costs.
    """
    alike = counts_alike(claim, source)
    total = 0.3
    for word, weight in claim.words.items():
        if word in source.words:
            name = 1.3 if word in claim.names else 1.0
            total += name * weight * source.words[word] / max(spread.get(word, 1), 1) ** 0.5
    if claim.periods and source.periods:
        total = total + 1.0 if claim.periods & source.periods else total * 0.5
    total *= 0.6 ** opposed(claim, source)
    return total * alike


def spread_of(found: Sequence[str]) -> dict[str, int]:
    """Return in how many sentences of the texts each word stands."""
    counts: dict[str, int] = {}
    for text in found:
        for span in sentences(text):
            for word in {key(w.text) for w in words(text[span.start : span.end])}:
                counts[word] = counts.get(word, 0) + 1
    return counts
