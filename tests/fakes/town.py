"""Two ordinary weeks of ten invented outlets, and the morning on which a ferry runs aground."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from agent.types import Article
from tests.makers import NOW, make_article

OUTLETS = (
    *("Harbour Post", "Marren Daily", "Coastal Wire", "Quay Herald", "Inland Star"),
    *("Northern Courier", "Evening Echo", "Valley Gazette", "Ridge Times", "Sound Mail"),
)
DAYS = 14
MORNING = NOW.replace(hour=6, minute=10)
"""When the first outlet tells of the ferry; NOW is noon of that day."""
QUESTION = "What happened to the Norlinje ferry at Skarnholm?"
_PLACES = [
    "Orrel",
    "Pellam",
    "Vesk",
    "Tarn",
    "Ulmby",
    "Dorrin",
    "Askel",
    "Brenta",
    "Corvo",
    "Elster",
    "Fenmoor",
    "Galt",
    "Hexby",
    "Ister",
]
_WHO = [
    "Hagen",
    "Dahl",
    "Ostrow",
    "Pell",
    "Quist",
    "Rade",
    "Sorren",
    "Tolv",
    "Ulme",
    "Varga",
    "Wick",
    "Yorn",
    "Zell",
    "Abel",
    "Brask",
]
_THINGS = (
    *("school budget", "bridge repair", "timber mill", "bus strike", "water pipe", "hospital wing"),
    *("museum roof", "fish market", "tax rise", "power line", "chess title", "apple harvest"),
    *("railway signal", "library fire", "parking fee", "choir prize", "landslide road", "vaccine delivery"),
)
_ACTS = ("was put off until spring", "drew a crowd to the square", "cost more than planned", "ended at noon")
_VIEWS = ("called it overdue", "asked for patience", "promised a report", "spoke of luck", "blamed the frost")
FERRY: Sequence[tuple[str, str]] = (
    ("Norlinje ferry runs aground off Skarnholm",
     "A Norlinje passenger ferry ran aground on a reef off Skarnholm early on Tuesday. The coastguard took "
     "all passengers ashore in lifeboats. The operator said that the rudder had failed."),
    ("Passengers taken off Norlinje ferry at Skarnholm reef",
     "Lifeboats took the passengers off a Norlinje ferry that struck a reef near Skarnholm on Tuesday. The "
     "coastguard said nobody was badly hurt. Divers will look at the rudder of the ferry."),
    ("Ferry stuck on Skarnholm reef, Norlinje blames rudder",
     "All passengers of the ferry that ran aground off Skarnholm are safe, the coastguard said. Norlinje, "
     "which runs the ferry, blamed a broken rudder and promised an inquiry."),
    ("Skarnholm reef holds Norlinje ferry fast",
     "The Norlinje ferry lay fast on the Skarnholm reef on Tuesday while tugs waited for the tide. The "
     "coastguard kept lifeboats near. Passengers spent the morning in the school of Skarnholm."),
    ("Norlinje ferry aground: coastguard praises calm passengers",
     "The coastguard praised the passengers of the Norlinje ferry that ran aground off Skarnholm. They went "
     "into the lifeboats without a word of complaint, a coastguard officer said of the ferry."),
)  # fmt: skip


def weeks(days: int = DAYS, seed: int = 7) -> list[Article]:
    """Return the articles of some ordinary days before NOW: most events have one article, some have three."""
    chance = random.Random(seed)
    pairs = [(place, thing) for place in _PLACES for thing in _THINGS]
    chance.shuffle(pairs)
    found: list[Article] = []
    for day in range(days, 0, -1):
        for _ in range(9):
            place, thing = pairs[len(found) % len(pairs)]
            who, at = chance.choice(_WHO), NOW - timedelta(days=day, hours=chance.uniform(-10, 5))
            for outlet in chance.sample(OUTLETS, chance.choice((1, 1, 1, 1, 2, 3))):
                found.append(_told(len(found), place, thing, who, outlet, at, chance))
                at += timedelta(hours=chance.uniform(0.5, 6))
    return [article for article in found if (article.published or NOW) < MORNING]


def _told(
    number: int, place: str, thing: str, who: str, outlet: str, at: datetime, chance: random.Random
) -> Article:
    act, view = chance.choice(_ACTS), chance.choice(_VIEWS)
    # Of its own: events that differ in two words would be one story, and many of them a spike now and then.
    street, firm, guest, word = (_invented(f"{place} {thing} {n}") for n in range(4))
    text = (
        f"The {thing} of {place} {act}, the council said. Mayor {who} {view} when she spoke of the {thing}. "
        f"People in {place} have waited for the {thing} since the winter. {firm} and {guest} of {street} "
        f"Street were heard as well, and {guest} named {word} as the reason."
    )
    return make_article(
        f"n{number}", text, publisher=outlet, headline=f"{place}: {thing} {act}", published=at, retrieved=at
    )


def _invented(seed: str) -> str:
    chance = random.Random(seed)
    return "".join(
        chance.choice(("bar", "lin", "tor", "mes", "quo", "vid", "sel", "gan")) for _ in range(3)
    ).title()


def morning(articles: int = 12, outlets: int = 9) -> list[Article]:
    """Return what the outlets tell of the ferry, one every twenty minutes."""
    found = []
    for number in range(articles):
        headline, text = FERRY[number % len(FERRY)]
        at = MORNING + timedelta(minutes=20 * number)
        outlet = OUTLETS[number % outlets]
        said = f"{text} {outlet} spoke to people number {number} on the quay."
        found.append(
            make_article(f"f{number}", said, publisher=outlet, headline=headline, published=at, retrieved=at)
        )
    return found
