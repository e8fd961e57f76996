"""Articles are put into stories as they come in, at the cost of their days, and people have the last word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from agent import grouping
from agent.errors import NotFound, UnusableRequest
from agent.grouping import delete_article, group, merge_by_hand, split_by_hand
from agent.store import Filed, Grouped, KeptStories, Store
from agent.types import Article, story_id
from tests.fakes.town import morning, weeks
from tests.makers import NOW, make_article


def places(store: Store) -> dict[str, str]:
    kept = KeptStories(store)
    return {one.article_id: one.story for one in kept.filed(kept.within(None))}


def filled(store: Store, articles: list[Article]) -> dict[str, str]:
    store.add_articles(articles)
    group(store)
    return places(store)


@pytest.fixture
def ferry(store: Store) -> list[Article]:
    articles = morning(6)
    filled(store, articles)
    return articles


def test_articles_of_one_event_are_one_story_that_keeps_its_id_while_it_grows(store: Store) -> None:
    articles = morning(6)
    first = filled(store, articles[:3])
    then = filled(store, articles[3:])
    assert set(first.values()) == set(then.values()) == {story_id(articles[0].id)}


def test_several_sittings_end_as_one_does(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    articles = sorted([*weeks(5), *morning(6)], key=lambda one: one.published or NOW)
    for start in range(0, len(articles), 9):
        store.add_articles(articles[start : start + 9])
        group(store)
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('once')}/store.sqlite") as once:
        assert filled(once, articles) == places(store)


def test_what_comes_in_late_joins_the_story_of_its_own_day(store: Store) -> None:
    month = timedelta(days=40)
    old = [a.model_copy(update={"published": (a.published or NOW) - month}) for a in morning(4)]
    filled(store, [*old[:2], make_article("new", "The school of Ulmby opens again after the frost.")])
    found = filled(store, old[2:])
    assert len({found[article.id] for article in old}) == 1


def test_the_next_article_costs_no_more_in_a_library_of_many_weeks(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    filed = KeptStories.filed

    def counting(kept: KeptStories, stories: dict[str, bool]) -> Iterator[Filed]:
        found = list(filed(kept, stories))
        read.append(len(found))
        return iter(found)

    articles = weeks(20)
    filled(store, [a for a in articles if (a.published or NOW) > NOW - timedelta(days=8)])
    monkeypatch.setattr(KeptStories, "filed", counting)
    filled(store, morning(1))
    few, read[:] = max(read), []
    filled(store, [a for a in articles if (a.published or NOW) < NOW - timedelta(days=9)])
    read.clear()
    store.add_articles(morning(2))
    group(store)
    assert max(read) <= few + 1


def test_a_grouping_that_is_interrupted_goes_on_where_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [*weeks(4), *morning(4)]
    store.add_articles(articles)
    keep = KeptStories.keep
    kept: list[Grouped] = []

    def failing(self: KeptStories, made: Grouped, turn: int) -> None:
        if len(kept) == 2:
            raise KeyboardInterrupt
        kept.append(made)
        keep(self, made, turn)

    monkeypatch.setattr(KeptStories, "keep", failing)
    with pytest.raises(KeyboardInterrupt):
        group(store)
    done = len(places(store))
    assert 0 < done < len(articles)
    monkeypatch.undo()
    assert group(store).articles == len(articles) - done
    assert len(places(store)) == len(articles)


def test_very_many_articles_of_one_minute_are_kept_a_part_at_a_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "PORTION", 2)
    monkeypatch.setattr(grouping, "MOST", 4)
    store.add_articles([make_article(f"a{n}", f"Notice {n} was given at the quay.") for n in range(10)])
    told: list[tuple[int, int]] = []
    group(store, lambda done, total: told.append((done, total)))
    assert told == [(4, 10), (8, 10), (10, 10)]


def test_two_processes_do_not_put_the_same_articles_into_stories(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add_articles(morning(2))
    keep = KeptStories.keep

    def late(self: KeptStories, made: Grouped, turn: int) -> None:
        monkeypatch.setattr(KeptStories, "keep", keep)
        with Store.open(f"sqlite:///{store.where}") as other:
            group(other)
        keep(self, made, turn)

    monkeypatch.setattr(KeptStories, "keep", late)
    assert (group(store).articles, len(places(store))) == (0, 2)


@pytest.mark.parametrize("step", ["articles", "keep"])
def test_an_article_that_is_deleted_while_it_is_put_into_a_story_is_passed_over(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    gone, *rest = morning(3)
    store.add_articles([gone, *rest])
    work = getattr(KeptStories, step)

    def late(self: KeptStories, *given: Any, **how: Any) -> Any:
        monkeypatch.setattr(KeptStories, step, work)
        store.delete_article(gone.id)
        return work(self, *given, **how)

    monkeypatch.setattr(KeptStories, step, late)
    assert group(store).articles == 2
    assert set(places(store)) == {article.id for article in rest}
    assert set(KeptStories(store).within(None)) == set(places(store).values())


def test_a_library_of_which_every_article_is_deleted_meanwhile_has_no_stories(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (only,) = morning(1)
    store.add_articles([only])
    waiting = KeptStories(store).waiting()
    store.delete_article(only.id)
    monkeypatch.setattr(KeptStories, "waiting", lambda self: waiting)
    assert (group(store).articles, places(store)) == (0, {})


def test_articles_without_a_date_or_in_other_languages_are_put_into_stories_too(store: Store) -> None:
    tokyo = "東京で強い地震がありました。気象庁は津波の心配はないと発表しました。"
    arabic = "قال خفر السواحل إن العبارة جنحت قرب الجزيرة صباح الثلاثاء."
    articles = [
        make_article("zh-1", tokyo, headline="東京で強い地震", language="ja", publisher="A"),
        make_article("zh-2", f"{tokyo}電車が止まる。", headline="東京で地震", language="ja", publisher="B"),
        make_article("ar", arabic, headline="جنوح عبارة", language="ar"),
        make_article("de", "Die Fähre liegt auf dem Riff.", headline="Fähre auf Grund", language="de"),
        make_article("none", "The ferry lies on the reef.", published=None, headline=""),
        make_article("odd", "…", headline="…"),
    ]  # fmt: skip
    found = filled(store, articles)
    assert len(found) == len(articles)
    assert found[articles[0].id] == found[articles[1].id]


# --- by hand -------------------------------------------------------------------------------------------


def test_what_was_merged_by_hand_stays_one_and_takes_in_what_follows(
    store: Store, ferry: list[Article]
) -> None:
    other = make_article(
        "mill", "A fire burned down the timber mill of Orrel at night.", headline="Mill burns"
    )
    found = filled(store, [other])
    change = merge_by_hand(store, found[other.id], found[ferry[0].id][:14])
    assert (change.kind, change.by) == ("merged", "hand")
    later = filled(store, morning(12)[6:])
    assert set(later.values()) == {found[ferry[0].id]}
    assert KeptStories(store).meant(change.other) == change.story


def test_what_is_merged_while_articles_are_put_into_stories_stays_one(
    store: Store, ferry: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    mill = make_article("mill", "A fire burned down the timber mill of Orrel.", headline="Mill burns")
    found = filled(store, [mill])
    later = morning(9)[6:]
    store.add_articles(later)
    keep = KeptStories.keep

    def late(self: KeptStories, made: Grouped, turn: int) -> None:
        monkeypatch.setattr(KeptStories, "keep", keep)
        merge_by_hand(store, found[mill.id], found[ferry[0].id])
        keep(self, made, turn)

    monkeypatch.setattr(KeptStories, "keep", late)
    assert group(store).articles == len(later)
    after = places(store)
    assert after[mill.id] == after[ferry[0].id] == after[later[0].id]
    assert KeptStories(store).held([after[mill.id]]) == {after[mill.id]: True}


def test_a_decision_is_carried_out_on_stories_that_grew_meanwhile(
    store: Store, ferry: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    mill = make_article("mill", "A fire burned down the timber mill of Orrel.", headline="Mill burns")
    found = filled(store, [mill])
    keep = KeptStories.keep

    def late(self: KeptStories, made: Grouped, turn: int) -> None:
        monkeypatch.setattr(KeptStories, "keep", keep)
        filled(store, morning(9)[6:])
        keep(self, made, turn)

    monkeypatch.setattr(KeptStories, "keep", late)
    merge_by_hand(store, found[mill.id], found[ferry[0].id])
    assert set(places(store).values()) == {found[ferry[0].id]}


def test_what_was_split_by_hand_is_joined_by_no_rule(store: Store, ferry: list[Article]) -> None:
    story = places(store)[ferry[0].id]
    change = split_by_hand(store, story, [ferry[4].id, ferry[5].url or ""])
    assert change.article_ids == (ferry[4].id, ferry[5].id)
    found = filled(store, morning(24)[6:])
    assert found[ferry[4].id] == found[ferry[5].id] == change.other
    assert found[ferry[0].id] == story
    assert [one.by for one in KeptStories(store).changes()] == ["hand"]


def test_a_decision_that_cannot_be_carried_out_says_why(store: Store, ferry: list[Article]) -> None:
    story = places(store)[ferry[0].id]
    with pytest.raises(UnusableRequest, match="they are one story"):
        merge_by_hand(store, story, story.removeprefix("story-"))
    with pytest.raises(UnusableRequest, match="both parts must have an article"):
        split_by_hand(store, story, [article.id for article in ferry])
    with pytest.raises(NotFound, match="no story has this id"):
        merge_by_hand(store, story, "story-nowhere")
    with pytest.raises(NotFound, match="no article has that id"):
        split_by_hand(store, story, ["nothing"])


# --- erasure -------------------------------------------------------------------------------------------


def test_a_story_forgets_an_article_that_is_deleted(store: Store, ferry: list[Article]) -> None:
    words = "Zumbarella Quaxton accused her brother."
    gone = make_article("gone", f"{ferry[0].text} {words}", headline="Zumbarella Quaxton at Skarnholm")
    story = filled(store, [gone])[gone.id]
    assert story == places(store)[ferry[0].id]
    delete_article(store, gone.id)
    kept = KeptStories(store)
    assert gone.id not in places(store)
    assert kept.terms(["zumbarell", "@quaxton", "@zumbarella"])[1] == {}
    with open(store.where, "rb") as file:
        assert b"zumbarel" not in file.read().lower()


def test_a_story_that_loses_its_first_article_goes_on_and_its_old_id_leads_to_it(
    store: Store, ferry: list[Article]
) -> None:
    before = places(store)[ferry[0].id]
    other = filled(store, [make_article("mill", "A mill burned in Orrel.", headline="Mill burns")])
    split_by_hand(store, before, [ferry[5].id])
    delete_article(store, ferry[0].id)
    after = places(store)[ferry[1].id]
    assert after == story_id(ferry[1].id) != before
    assert KeptStories(store).meant(before) == after
    again = filled(store, [ferry[0]])
    assert again[ferry[1].id] == after
    assert set(other) <= set(again)


def test_a_story_without_articles_is_gone(store: Store) -> None:
    only = make_article()
    story = filled(store, [only])[only.id]
    delete_article(store, only.id)
    assert KeptStories(store).within(None) == {}
    with pytest.raises(NotFound):
        KeptStories(store).meant(story)
    assert KeptStories(store).terms(["harbour"]) == (0, {})


def test_only_what_was_counted_of_an_article_is_taken_back_when_it_is_deleted(store: Store) -> None:
    """A version that came in later was never counted: its words are those of others."""
    first = make_article("one", "The harbour of Ulmby is shut.", headline="Shut")
    later = make_article("one", "A boat hit the quay.", headline="Hit", modified=NOW + timedelta(hours=5))
    filled(store, [first, make_article("two", "A boat sank near Orrel.", headline="Sank")])
    filled(store, [later])
    _, before = KeptStories(store).terms(["boat", "harbour"])
    delete_article(store, first.id)
    articles, after = KeptStories(store).terms(["boat", "harbour"])
    assert (before["boat"], before["harbour"], after, articles) == (1, 1, {"boat": 1}, 1)


def test_an_id_that_led_to_a_story_over_another_one_is_told_to_be_gone_with_it(store: Store) -> None:
    texts = ("A mill burned in Orrel.", "The choir of Vesk won a prize.", "A bridge at Tarn is shut.")
    articles = [make_article(f"a{n}", text, headline=text[:-1]) for n, text in enumerate(texts)]
    found = filled(store, articles)
    first, second, third = (found[article.id] for article in articles)
    one = merge_by_hand(store, first, second).story
    merge_by_hand(store, one, third)
    end = {KeptStories(store).meant(name) for name in (first, second, third)}
    assert end == {places(store)[articles[0].id]}
    for article in articles:
        delete_article(store, article.id)
    for name in (first, second, third):
        with pytest.raises(NotFound):
            KeptStories(store).meant(name)
