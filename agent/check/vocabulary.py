"""The words by which a figure is bound: what says the same, what says the opposite, what moves up or down."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.text.normalise import stem

_STOP = frozenset(
    re.split(
        r"\s+",
        """a an the of in on at by for from with to and or but as is are was were be been being it its this
    that these those he she they his her their them him we our i you had has have having do does did
    will would may might can could shall should must than then there so such into over under out off
    about after until while when where which who whom whose what how also still only just more most
    less least very some any all each other another mr mrs ms dr said says told now nearly almost
    around roughly approximately up down per one because through according added according between
    among whole figures figure number numbers amount total percent points point million billion
    thousand year years month months day days last this next""",
    )
)
_SAME = (
    "die died dies dead death deaths killed kill kills killing fatality fatalities toll victim victims"
    " lives life perished",
    "injured injure injuring injuries wounded wound hurt hospitalised",
    "missing unaccounted",
    "sales revenue revenues turnover",
    "profit profits earnings",
    "worker workers employee employees employ employs employed staff job jobs workforce position"
    " positions post posts",
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
    "rise rose risen rises rising climb climbed climbs gain gained gains grow grew grown grows growth"
    " increase increased increases"
    " jump jumped surge surged soar soared higher",
    "fall fell fallen falls falling drop dropped drops decline declined declines shrink shrank shrunk"
    " decrease decreased lower"
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
    ("first", "final last decisive second"
    " runoff"), ("northern north", "southern south"), ("eastern east", "western west"),
    ("official officially", "street unofficial black parallel"), ("men men's male", "women women's female"),
    ("domestic", "foreign international"
    " abroad"), ("favour", "against"), ("imports import", "exports export"),
    ("adult adults", "child"), ("urban", "rural"), ("gross", "net"), ("minimum lowest", "maximum highest"),
    ("killed die", "injured survive survived survivors"), ("injured", "missing"), ("before", "after"),
)  # fmt: skip
UP = (
    r"r[io]se[sn]?|rising|climb(?:ed|s|ing)?|gain(?:ed|s|ing)?|gr[eo]w(?:n|s|ing)?"
    r"|growth(?! (?:forecasts?|estimates?|outlook|projections?|targets?|rates?|figures?)\b)"
    r"|increas(?:e[ds]?|ing)|up|jump(?:ed|s)?|surg(?:ed?|ing)"
    r"|soar(?:ed|ing)?|higher|larger|bigger|more|widen(?:ed|ing)?|strengthen(?:ed)?|stronger"
    r"|expand(?:ed)?|lengthen(?:ed)?|added|longer"
    r"|firm(?:ed|ing)?|advanced?|appreciat\w+|accelerat\w+|ahead|above|faster|doubled|swelled|rallied|hike[ds]?|raised?"
    r"|worsened|improved"
)
DOWN = (
    r"f[ae]ll(?:en|s|ing)?|drop(?:ped|s)?|declin(?:e[ds]?|ing)|los[et]s?|losing|shr[aiu]nk(?:s|ing)?"
    r"|decreas(?:e[ds]?|ing)|reduc(?:e[ds]?|tion)"
    r"|cut(?:s|ting)?|down|lower(?:ed)?|fewer|less|narrow(?:ed|ing)?|weaken(?:ed)?|weaker|slip(?:ped"
    r"|s)?|slid|plung(?:ed?|ing)|plummeted"
    r"|s[aiu]nk|contract(?:ed|ion)|slump(?:ed)?|dip(?:ped)?|trim(?:med)?|shorten(?:ed)?|shorter|smaller"
    r"|reced\w+|depreciat\w+|slow(?:ed|ing)?|behind"
    r"|below|thinned|eas(?:ed|ing)|shed|shaved?|shaving|pared|knocked|trimming"
    r"|retreat(?:ed)?|devalu\w+|short of"
)  # fmt: skip
MOVE = re.compile(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))\b", re.IGNORECASE)
STILL = re.compile(
    r"\b(?:more|less|fewer)(?=[,.;])|\b(?:more|less|fewer) than (?=[$€£¥\d]|a |an |half|one|two|three"
    r"|ten|twenty|hundred)|\bno (?:more"
    r"|less|fewer)\b|\bup to\b"
    r"|\blos(?:t|e|ing) (?:their|his|her|its|the|power|control|all)\b|\bmore or less\b|\b(?:what"
    r"|one) more\b|\bpicked up\b|\b(?:set|made|make|put|come|came|end|ended) up\b"
    r"|\b(?:fell|fall) (?:short|in|on|within)\b|\bsh[uo]t down\b|\bdown(?:stream|town)\b|\b(?:just|well"
    r"|slightly|a little) (?:above|below|over|under)\b"
    r"|\bgave up\b|\bup north\b|\bcut off\b|\bbroken? down\b|\bmore (?:rain|bodies)\b|\ball but\b",
    re.IGNORECASE,
)
_PEOPLE_WORDS = frozenset(
    stem(w) for w in re.split(
    r"\s+",
    """people person men women man woman children child troops soldiers guards deputies lawmakers
    victims dead killed deaths fatalities casualties spectators residents passengers workers
    employees pupils students patients migrants refugees civilians officers fighters members voters
    prisoners survivors lives persons police protesters tourists guests visitors aboard others
    injured wounded missing those died""",
)
)  # fmt: skip


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """Return what a word is compared by: its stem, or the name of its group."""
    found = stem(word)
    return _CANON.get(found, found)


MONTHS = frozenset(
    map(
        key,
        [
            "January",
            "February",
            "April",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    )
)
"""What names no owner though it has a capital; when a figure holds is told by its periods. May and March are
words as well."""


def is_ordinal(word: str) -> bool:
    """Tell whether a word numbers things: "fourth", "12th"."""
    return word in _ORDINALS


@lru_cache(maxsize=65536)
def tells(word: str) -> bool:
    """Tell whether a word says what a figure belongs to."""
    return len(word) > 1 and word.casefold() not in _STOP and not word.isdigit()


_ORDINALS = frozenset(
    map(
        key,
        re.split(
            r"\s+",
            """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth""",
        ),
    )
)
FATES = frozenset(map(key, ("killed", "injured", "missing", "survived", "displaced", "arrested")))
"""What becomes of people: who is missing is not among the killed, though one sentence tells of both."""
AGAINST = [(frozenset(map(key, a.split())), frozenset(map(key, b.split()))) for a, b in _OPPOSED]
"""Pairs of words that exclude each other."""
OPPOSABLE = frozenset(word for pair in AGAINST for side in pair for word in side)
"""All of them."""
PEOPLE = frozenset(map(key, _PEOPLE_WORDS))
"""What counts persons."""
