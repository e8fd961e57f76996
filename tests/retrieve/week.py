"""A small invented week of news, and how tests look at its stories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from agent.retrieve.stories import (
    Stories,
    StoryItem,
    feed,
)
from agent.retrieve.story_features import read
from agent.retrieve.story_state import Member
from agent.types import story_id

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def told(
    key: str, headline: str, text: str, *, outlet: str = "", hours: float = 0, language: str = "en"
) -> StoryItem:
    return StoryItem(key, DAY + timedelta(hours=hours), headline, text, outlet or f"The {key} Post", language)


FERRY = (
    told(
        "ferry-1",
        "Ferry runs aground off Skarnholm with 212 aboard",
        "A passenger ferry ran aground on a reef off Skarnholm early on Monday. The coastguard took all 212"
        " passengers ashore in lifeboats. The ferry operator Norlinje said the rudder had failed.",
    ),
    told(
        "ferry-2",
        "Passengers evacuated after Skarnholm ferry hits reef",
        "Lifeboats evacuated 212 passengers from a Norlinje ferry that struck a reef near Skarnholm. The"
        " coastguard said nobody was badly hurt and that the rudder was being examined.",
        hours=2,
    ),
    told(
        "ferry-3",
        "Norlinje ferry stuck on reef, all 212 safe",
        "All passengers of the ferry that ran aground off Skarnholm are safe, the coastguard said. Norlinje,"
        " the operator, blamed a broken rudder.",
        hours=5,
    ),
)
FOLLOW_UP = told(
    "ferry-4",
    "Norlinje ferry pulled off Skarnholm reef",
    "Two tugs pulled the Norlinje ferry off the reef near Skarnholm where it ran aground with 212 passengers."
    " Divers will examine the rudder, the coastguard said.",
    hours=50,
)
ORREL_FIRE = (
    told(
        "orrel-1",
        "Fire destroys timber mill in Orrel",
        "A fire destroyed the Hagen timber mill in Orrel on Monday night. Firefighters fought the blaze for"
        " nine hours and 40 workers were sent home, mill owner Edda Hagen said.",
        hours=6,
    ),
    told(
        "orrel-2",
        "Orrel mill blaze: Hagen vows to rebuild",
        "Edda Hagen said she would rebuild the timber mill in Orrel after a fire burned it to the ground."
        " Firefighters believe that a saw overheated. Forty workers are without work.",
        hours=9,
    ),
)
PELLAM_FIRE = (
    told(
        "pellam-1",
        "Fire in Pellam apartment block leaves three dead",
        "Three people died when a fire swept through an apartment block in Pellam. Firefighters rescued 17"
        " residents from balconies. Mayor Tomas Quill called for sprinklers in every tower.",
        hours=30,
    ),
    told(
        "pellam-2",
        "Pellam tower fire: mayor calls for sprinklers",
        "Mayor Tomas Quill said all towers in Pellam need sprinklers after three residents died in a flat"
        " fire. Seventeen people were rescued from their balconies.",
        hours=34,
    ),
)
OTHERS = (
    told(
        "budget",
        "Parliament of Vessia passes budget by two votes",
        "The finance minister of Vessia, Ilse Brandvold, won approval for a budget that raises pensions.",
        hours=1,
    ),
    told(
        "comet",
        "Comet visible to the naked eye this week",
        "Astronomers at the Tarn observatory say the comet will be brightest on Thursday before dawn.",
        hours=3,
    ),
    told(
        "chess",
        "Teenager wins chess championship in Lomar",
        "Sixteen-year-old Pia Renn beat the champion in Lomar with a queen sacrifice in the last game.",
        hours=20,
    ),
)
WEEK = sorted([*FERRY, *ORREL_FIRE, *PELLAM_FIRE, *OTHERS, FOLLOW_UP], key=lambda item: item.published)


def grouped(*items: StoryItem) -> Stories:
    stories = Stories()
    for item in items:
        feed(stories, item)
    return stories


def together(stories: Stories) -> set[frozenset[str]]:
    return {frozenset(member.id for member in group.members) for group in stories.groups.values()}


def ids(*items: StoryItem) -> frozenset[str]:
    return frozenset(item.id for item in items)


def held(stories: Stories) -> None:
    """Every article is in one story, whose id is made of the article of it that arrived first."""
    placed = {member.id: key for key, group in stories.groups.items() for member in group.members}
    assert placed == stories.place
    assert sum(len(group.members) for group in stories.groups.values()) == len(placed)
    for key, group in stories.groups.items():
        assert key == story_id(min(group.members, key=lambda member: member.serial).id)
    assert not stories.gone.keys() & stories.groups.keys()


def forced(stories: Stories, item: StoryItem, story: str = "") -> str:
    """Put an article into a story, or into one of its own, whatever the rules say."""
    stories.newest = max(stories.newest or item.published, item.published)
    vector, named = read(item, stories.seen)
    stories.arrived += 1
    member = Member(item.id, stories.arrived, item.published, item.headline, item.outlet, vector, named)
    if not story:
        return stories.begin(member)
    stories.join(story, member)
    return story
