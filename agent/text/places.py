"""Country names and the words for their people, from CLDR's territories and the rules of English."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from agent.text.words import fold

_DEMONYMS = """
american:united_states|u.s.|us|usa|america|washington
british:united_kingdom|britain|uk|u.k.|great_britain french:france german:germany dutch:netherlands
spanish:spain portuguese:portugal swiss:switzerland danish:denmark swedish:sweden norwegian:norway
finnish:finland polish:poland czech:czechia|czech_republic greek:greece turkish:turkey|turkiye
irish:ireland scottish:scotland welsh:wales english:england russian:russia ukrainian:ukraine
chinese:china japanese:japan korean:south_korea|korea filipino:philippines thai:thailand
vietnamese:vietnam indonesian:indonesia malaysian:malaysia indian:india pakistani:pakistan
afghan:afghanistan iranian:iran iraqi:iraq israeli:israel palestinian:palestine|gaza syrian:syria
lebanese:lebanon egyptian:egypt moroccan:morocco algerian:algeria tunisian:tunisia libyan:libya
saudi:saudi_arabia yemeni:yemen emirati:united_arab_emirates qatari:qatar kuwaiti:kuwait jordanian:jordan
sudanese:sudan ethiopian:ethiopia kenyan:kenya nigerian:nigeria ghanaian:ghana senegalese:senegal
congolese:congo rwandan:rwanda mexican:mexico colombian:colombia venezuelan:venezuela brazilian:brazil
argentine:argentina argentinian:argentina chilean:chile peruvian:peru ecuadorian:ecuador bolivian:bolivia
cuban:cuba haitian:haiti jamaican:jamaica canadian:canada australian:australia tongan:tonga samoan:samoa
fijian:fiji georgian:georgia armenian:armenia hungarian:hungary romanian:romania bulgarian:bulgaria
serbian:serbia croatian:croatia slovenian:slovenia slovak:slovakia austrian:austria italian:italy
belgian:belgium estonian:estonia latvian:latvia lithuanian:lithuania icelandic:iceland nepalese:nepal
bangladeshi:bangladesh burmese:myanmar taiwanese:taiwan swede:sweden dane:denmark spaniard:spain
finn:finland pole:poland turk:turkey briton:united_kingdom|britain european:europe african:africa
asian:asia danes:denmark swedes:sweden czechs:czechia poles:poland turks:turkey
"""


@cache
def _people() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for entry in (
        _DEMONYMS.replace("united states", "united_states")
        .replace("united kingdom", "united_kingdom")
        .replace("great britain", "great_britain")
        .split()
    ):
        people, places = entry.split(":")
        table[people] = frozenset(p.replace("_", " ") for p in places.split("|"))
    return table


class _Countries:
    """The words that name a country or its people; read from CLDR on first use."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (word in _people() or word in _territories())


COUNTRY_WORDS = _Countries()


_METONYMS = frozenset({"washington", "gaza"})
"""Places that stand for more, or less, than their country."""
_SHORT = {"us": "US", "u.s.": "U.S.", "uk": "UK", "u.k.": "U.K.", "usa": "USA"}


@cache
def _country_forms() -> dict[str, str]:
    """Return the word for a country's people by every form that names either, as it is written."""
    forms: dict[str, str] = {}
    for people, places in _people().items():
        for form in (people, f"{people}s", *sorted(places - _METONYMS)):
            forms.setdefault(_SHORT.get(form, form.title()), people.title())
    return forms


@cache
def _country_pattern() -> re.Pattern[str]:
    longest_first = sorted(_country_forms(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def countries_alike(text: str) -> str:
    """Return the text with one word for each country and its people.

    “The United States”, “U.S.” and “Americans” become “American”, so that counting words counts them as one.
    """
    return _country_pattern().sub(lambda found: _country_forms()[found.group()], text)


def people_of(word: str) -> bool:
    """Tell whether a word names the people of a country, and not a place."""
    return fold(word) in _people()


@cache
def _territories() -> frozenset[str]:
    from babel import Locale

    known = {fold(name) for code, name in Locale("en").territories.items() if not code.isdigit()}
    return frozenset(known | {p for places in _people().values() for p in places})


@cache
def _lived_in() -> dict[str, frozenset[str]]:
    """Return, for each name of a country, all its names and the word for its people."""
    found: dict[str, frozenset[str]] = {}
    for people, places in _people().items():
        for place in places:
            found.setdefault(place, places | {people})
    return found


@lru_cache(maxsize=4096)
def country(name: str) -> frozenset[str]:
    """Return what a country's name or the word for its people may stand for; empty for anything else.

    "Colombian" gives {"colombia"}; "U.S." gives every name of that country.
    """
    low = fold(name).removesuffix("'s").removeprefix("the ").strip()
    for candidate in (low, low.removesuffix("s")):
        if candidate in _people():
            return _people()[candidate] | {candidate}
        if candidate in _lived_in():
            return _lived_in()[candidate]
    return frozenset({low}) if low in _territories() else frozenset()
