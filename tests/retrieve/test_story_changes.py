"""Stories merged, split and shown. All places, people and events here are invented."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.errors import NotFound, UnusableRequest
from agent.retrieve.stories import (
    Stories,
    StoryItem,
    dump,
    feed,
    merge,
    split,
    view,
    view_all,
    with_origins,
)
from agent.types import story_id
from tests.makers import make_article
from tests.retrieve.week import (
    DAY,
    FERRY,
    FOLLOW_UP,
    ORREL_FIRE,
    OTHERS,
    PELLAM_FIRE,
    WEEK,
    forced,
    grouped,
    held,
    ids,
    together,
    told,
)

# --- merged and split ----------------------------------------------------------------------------------


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


def test_places_are_not_shouted_and_neither_outlets_nor_peoples_are_who_or_where() -> None:
    text = (
        "PELLAMOUTH, Colombia — Tomas Quill closed the harbour, the Harbour Post reported. Colombian "
        "officials and Tomas Quill spoke to the Harbour Post of Colombia in Pellamouth."
    )
    told_twice = [
        told(f"q{n}", "Quill closes the harbour of Pellamouth", text)._replace(outlet="Harbour Post")
        for n in range(2)
    ]
    stories = Stories()
    place = [feed(stories, item) for item in told_twice][-1]
    seen = view(stories, place.story, DAY)
    assert "Tomas Quill" in seen.who
    assert not {"Harbour Post"} & {*seen.who, *seen.where}
    assert not {"PELLAMOUTH", "Colombian"} & {*seen.who, *seen.where}
    assert "Colombia" in seen.where
