"""Articles become stories. All places, people and events here are invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import IndexDamaged, NotFound, UnusableRequest
from agent.retrieve.stories import (
    Stories,
    StoryItem,
    dump,
    feed,
    feed_all,
    load,
    merge,
    split,
    view,
    view_all,
    with_origins,
)
from agent.retrieve.story_features import read
from agent.retrieve.story_state import WINDOW, Member, story_id
from tests.makers import make_article

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


# --- which articles belong together --------------------------------------------------------------------


def test_one_event_told_by_three_outlets_is_one_story() -> None:
    assert ids(*FERRY) in together(grouped(*FERRY, *OTHERS))


def test_two_fires_of_one_week_are_two_stories() -> None:
    found = together(grouped(*WEEK))
    assert ids(*ORREL_FIRE) in found
    assert ids(*PELLAM_FIRE) in found


def test_two_fires_are_two_stories_even_in_an_empty_library() -> None:
    assert together(grouped(*ORREL_FIRE, *PELLAM_FIRE)) == {ids(*ORREL_FIRE), ids(*PELLAM_FIRE)}


def test_a_follow_up_two_days_later_joins() -> None:
    assert ids(*FERRY, FOLLOW_UP) in together(grouped(*WEEK))


def test_the_same_two_months_later_is_another_story() -> None:
    late = FOLLOW_UP._replace(published=DAY + timedelta(days=60))
    assert ids(late) in together(grouped(*FERRY, *OTHERS, late))


def test_nothing_joins_a_story_that_is_over() -> None:
    again = FERRY[0]._replace(id="again", published=FERRY[0].published + WINDOW + timedelta(hours=1))
    assert ids(again) in together(grouped(FERRY[0], again))


def test_an_article_without_text_and_headline_is_a_story_of_its_own() -> None:
    empty = told("empty", "", "")
    stories = grouped(*FERRY, empty, empty._replace(id="empty too"))
    assert {ids(*FERRY), ids(empty), frozenset({"empty too"})} == together(stories)
    assert view(stories, stories.place["empty"], DAY).headline == ""


def test_a_headline_without_text_is_enough_to_belong() -> None:
    bare = told("bare", "Norlinje ferry aground on reef off Skarnholm, passengers safe", "", hours=6)
    assert ids(*FERRY, bare) in together(grouped(*FERRY, *OTHERS, bare))


def test_an_article_that_comes_again_stays_where_it_is() -> None:
    stories = grouped(*FERRY)
    again = feed(stories, FERRY[1])
    assert not again.begins
    assert again.story == stories.place[FERRY[1].id]
    assert stories.arrived == len(FERRY)


def test_an_article_that_comes_late_is_judged_by_its_own_date() -> None:
    early, *rest = FERRY
    stories = grouped(*rest, *PELLAM_FIRE, early)
    assert ids(*FERRY) in together(stories)
    assert view(stories, stories.place[early.id], DAY).first_published == early.published


def test_a_date_without_timezone_is_refused() -> None:
    with pytest.raises(ValueError, match="ferry-1"):
        feed(Stories(), FERRY[0]._replace(published=datetime(2026, 3, 2)))  # noqa: DTZ001


def test_the_order_within_one_minute_does_not_matter_to_a_batch() -> None:
    minute = [item._replace(published=DAY + timedelta(seconds=n)) for n, item in enumerate(FERRY)]
    outcomes = []
    for batch in permutations([*minute, OTHERS[0]]):
        stories = Stories()
        feed_all(stories, batch)
        outcomes.append(dump(stories)["groups"])
    assert all(outcome == outcomes[0] for outcome in outcomes)


# --- other languages -----------------------------------------------------------------------------------


def test_languages_without_spaces_are_grouped_by_pairs_of_characters() -> None:
    quake = (
        told(
            "zh-1",
            "南原县发生六级地震",
            "南原县周一清晨发生六级地震，至少三人受伤，多处房屋倒塌。",
            language="zh",
        ),
        told(
            "zh-2",
            "地震袭击南原县 三人受伤",
            "六级地震袭击南原县，房屋倒塌，三人受伤送医。",
            language="zh",
            hours=2,
        ),
    )
    match = told(
        "zh-3", "海城队夺得足球联赛冠军", "海城队以二比一战胜对手，首次夺得联赛冠军。", language="zh", hours=3
    )
    assert together(grouped(*quake, match)) == {ids(*quake), ids(match)}


@pytest.mark.parametrize(
    ("language", "one", "other", "else_where"),
    [
        (
            "de",
            (
                "Brücke in Hallstein gesperrt",
                "Die Brücke über die Lenne in Hallstein bleibt wegen Rissen gesperrt.",
            ),
            ("Risse: Hallstein sperrt Brücke", "Wegen Rissen wurde die Lenne-Brücke in Hallstein gesperrt."),
            ("Bäcker klagen über Mehlpreise", "Die Preise für Mehl steigen, sagt die Innung in Marlow."),
        ),
        (
            "ar",
            ("زلزال يضرب مدينة نورة", "ضرب زلزال قوي مدينة نورة صباح الاثنين وأصيب ثلاثة أشخاص."),
            ("ثلاثة مصابين في زلزال نورة", "أصيب ثلاثة أشخاص بعد زلزال ضرب مدينة نورة."),
            ("افتتاح معرض الكتاب", "افتتح الوزير معرض الكتاب السنوي بمشاركة دور نشر كثيرة."),
        ),
    ],
)
def test_other_languages_are_grouped_by_their_words(
    language: str, one: tuple[str, str], other: tuple[str, str], else_where: tuple[str, str]
) -> None:
    items = [told(f"i{n}", *texts, language=language) for n, texts in enumerate((one, other, else_where))]
    assert together(grouped(*items)) == {ids(*items[:2]), ids(items[2])}


@pytest.mark.parametrize("text", ["", "\x00\ufffd", "🚢🚢", "ก", "12 34", "ß" * 3000, "#@ @# ##"])
def test_odd_texts_break_nothing(text: str) -> None:
    held(grouped(*FERRY, told("odd", text, text), told("odder", text, "")))


# --- ids -----------------------------------------------------------------------------------------------


def test_a_story_keeps_its_id_when_articles_are_added() -> None:
    stories = grouped(FERRY[0])
    before = stories.place[FERRY[0].id]
    for item in WEEK:
        feed(stories, item)
        assert stories.current(before) == before == stories.place[FERRY[0].id]


@settings(max_examples=30, deadline=None)
@given(st.permutations(WEEK), st.integers(min_value=0, max_value=len(WEEK)))
def test_two_sittings_end_as_one_does(items: list[StoryItem], cut: int) -> None:
    whole = grouped(*items)
    first = grouped(*items[:cut])
    second = load(json.loads(json.dumps(dump(first))))
    for item in items[cut:]:
        feed(second, item)
    assert dump(second) == dump(whole)
    held(second)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_is_joined_and_parted_every_article_stays_in_one_story(data: st.DataObject) -> None:
    stories = Stories()
    for item in WEEK:
        feed(stories, item)
        known = sorted(stories.groups)
        if len(known) > 1 and data.draw(st.booleans()):
            a, b = data.draw(st.sampled_from(known)), data.draw(st.sampled_from(known))
            stories = merge(stories, a, b) if a != b else stories
        one = data.draw(st.sampled_from(sorted(stories.groups)))
        members = sorted(member.id for member in stories.groups[one].members)
        if len(members) > 1 and data.draw(st.booleans()):
            stories = split(
                stories, one, data.draw(st.sets(st.sampled_from(members), min_size=1, max_size=1))
            )
        held(stories)
    assert dump(load(json.loads(json.dumps(dump(stories))))) == dump(stories)


def test_what_is_no_kept_state_is_refused() -> None:
    for value in ({}, {"version": 0}, dump(grouped(*FERRY)) | {"groups": [{"members": [[1]]}]}):
        with pytest.raises(IndexDamaged):
            load(value)


# --- merged and split ----------------------------------------------------------------------------------


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


def test_two_stories_that_turn_out_to_be_one_are_merged_by_rule() -> None:
    stories = grouped(*OTHERS)
    older, younger = forced(stories, FERRY[0]), forced(stories, FERRY[1])
    feed(stories, FERRY[2])
    assert ids(*FERRY) in together(stories)
    assert stories.current(younger) == older == stories.place["ferry-3"]
    (change,) = stories.changes
    assert (change.kind, change.by, change.story, change.other) == ("merged", "rule", older, younger)
    assert "ferry-2" in change.article_ids
    held(stories)


def test_a_story_that_turns_out_to_be_two_is_split_by_rule() -> None:
    stories = grouped(*OTHERS)
    story = forced(stories, FERRY[0])
    for item in PELLAM_FIRE:
        forced(stories, item, story)
    feed(stories, FERRY[1])
    assert {ids(*FERRY[:2]), ids(*PELLAM_FIRE)} <= together(stories)
    (change,) = stories.changes
    assert (change.kind, change.by, change.story) == ("split", "rule", story)
    assert stories.place["ferry-1"] == story
    assert stories.place["pellam-1"] == change.other
    held(stories)


def test_stories_are_merged_by_hand_and_the_older_id_goes_on() -> None:
    before = grouped(*WEEK)
    older, younger = before.place["orrel-1"], before.place["pellam-1"]
    kept = dump(before)
    after = merge(before, younger, older)
    assert dump(before) == kept
    assert ids(*ORREL_FIRE, *PELLAM_FIRE) in together(after)
    assert after.current(younger) == older
    assert view(after, younger, DAY).id == older
    assert [(c.kind, c.by, c.story, c.other) for c in after.changes] == [("merged", "hand", older, younger)]
    held(after)


def test_no_rule_takes_apart_what_was_merged_by_hand() -> None:
    stories = grouped(*OTHERS, FERRY[0], *PELLAM_FIRE)
    stories = merge(stories, stories.place["ferry-1"], stories.place["pellam-1"])
    feed(stories, FERRY[1])
    assert ids(*FERRY[:2], *PELLAM_FIRE) in together(stories)


def test_a_story_is_split_by_hand_and_no_rule_undoes_it() -> None:
    before = grouped(*OTHERS, *FERRY[:2])
    kept = dump(before)
    after = split(before, before.place["ferry-1"], ["ferry-2"])
    assert dump(before) == kept
    feed(after, FERRY[2])
    assert after.place["ferry-1"] != after.place["ferry-2"]
    assert [(c.kind, c.by, c.article_ids) for c in after.changes] == [("split", "hand", ("ferry-2",))]
    held(after)


def test_the_part_with_the_first_article_keeps_the_id() -> None:
    before = grouped(*FERRY)
    story = before.place["ferry-1"]
    after = split(before, story, ["ferry-1"])
    assert after.place["ferry-1"] == story
    assert after.place["ferry-3"] == after.place["ferry-2"] == story_id("ferry-2")


def test_a_story_that_was_merged_and_split_out_has_its_old_id() -> None:
    stories = grouped(*WEEK)
    old = stories.place["pellam-1"]
    joined = merge(stories, stories.place["orrel-1"], old)
    parted = split(joined, joined.place["orrel-1"], ids(*PELLAM_FIRE))
    assert parted.place["pellam-1"] == old == parted.current(old)
    assert together(parted) == together(stories)


def test_a_story_that_is_over_can_still_be_merged_and_split() -> None:
    late = OTHERS[0]._replace(id="late", published=DAY + timedelta(days=30))
    stories = grouped(*FERRY, late)
    story = stories.place["ferry-1"]
    headline = view(stories, story, DAY).headline
    assert headline == view(grouped(*FERRY), story, DAY).headline
    after = split(merge(stories, story, stories.place["late"]), story, ["late", "ferry-3"])
    assert after.place["late"] == after.place["ferry-3"] == story_id("ferry-3")
    held(after)


def test_what_cannot_be_merged_or_split_is_said() -> None:
    stories = grouped(*WEEK)
    ferry = stories.place["ferry-1"]
    with pytest.raises(NotFound, match="story-none"):
        merge(stories, ferry, "story-none")
    with pytest.raises(UnusableRequest, match="one story"):
        merge(stories, ferry, ferry)
    with pytest.raises(UnusableRequest, match="pellam-1 is not in it"):
        split(stories, ferry, ["pellam-1"])
    nothing: frozenset[str] = frozenset()
    for named in (nothing, ids(*FERRY, FOLLOW_UP)):
        with pytest.raises(UnusableRequest, match="both parts"):
            split(stories, ferry, named)
    with pytest.raises(NotFound):
        view(stories, "story-none", DAY)


# --- how a story is shown ------------------------------------------------------------------------------


def test_a_story_tells_when_who_where_and_how_far_along_it_is() -> None:
    stories = grouped(*WEEK)
    story = view(stories, stories.place["pellam-1"], DAY + timedelta(hours=35))
    assert story.article_ids == ("pellam-1", "pellam-2")
    assert (story.first_published, story.last_published) == (
        PELLAM_FIRE[0].published,
        PELLAM_FIRE[1].published,
    )
    assert story.outlets == ("The pellam-1 Post", "The pellam-2 Post")
    assert story.origins == 2
    assert "Tomas Quill" in story.who
    assert "Pellam" in story.where
    assert story.headline in {item.headline for item in PELLAM_FIRE}


def test_the_headline_is_that_of_the_article_most_like_the_others() -> None:
    aside = told(
        "aside", "What we know", "The ferry Norlinje ran onto a reef; my own crossing was calm.", hours=6
    )
    stories = grouped(*OTHERS, *FERRY)
    forced(stories, aside, stories.place["ferry-1"])
    assert view(stories, stories.place["aside"], DAY).headline in {item.headline for item in FERRY}


@pytest.mark.parametrize(("hours", "phase"), [(6, "new"), (30, "developing"), (53, "fading")])
def test_a_story_is_new_then_developing_then_fading(hours: float, phase: str) -> None:
    stories = grouped(*FERRY)
    assert view(stories, stories.place["ferry-1"], DAY + timedelta(hours=hours)).phase == phase


def test_what_most_outlets_tell_comes_first() -> None:
    stories = grouped(*WEEK)
    first, *rest = view_all(stories, DAY)
    assert set(first.article_ids) == ids(*FERRY, FOLLOW_UP)
    assert len(rest) == 5
    recent = view_all(stories, DAY, since=DAY + timedelta(hours=25))
    assert {story.id for story in recent} == {stories.place["ferry-4"], stories.place["pellam-1"]}


def test_copies_of_one_report_are_one_origin() -> None:
    text = " ".join(item.text for item in (*FERRY, FOLLOW_UP))
    one = make_article("one", text, publisher="Coast Gazette")
    copy = make_article("copy", text, publisher="Inland Courier")
    other = make_article("other", ORREL_FIRE[0].text, publisher="Fell Mercury")
    articles = {article.id: article for article in (one, copy, other)}
    stories = Stories()
    for article in articles.values():
        forced(
            stories,
            StoryItem(article.id, DAY, article.headline, article.text, article.publisher),
            stories.place.get(one.id, ""),
        )
    story = view(stories, stories.place[one.id], DAY)
    assert story.origins == 3
    assert with_origins(story, articles).origins == 2
    assert with_origins(story, {}) == story
