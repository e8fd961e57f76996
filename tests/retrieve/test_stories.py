"""Articles become stories. All places, people and events here are invented."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import IndexDamaged
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
)
from agent.retrieve.story_state import WINDOW
from tests.retrieve.week import (
    DAY,
    FERRY,
    FOLLOW_UP,
    ORREL_FIRE,
    OTHERS,
    PELLAM_FIRE,
    WEEK,
    grouped,
    held,
    ids,
    together,
    told,
)

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
