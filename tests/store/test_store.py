from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from agent.errors import NotFound, StoreBusy, StoreDamaged, StoreError, StoreFull
from agent.settings import Settings
from agent.store import Outcome, Store
from agent.types import Article, Window
from tests.makers import NOW, TEXT, make_article, make_briefing

DAY = timedelta(days=1)
LATER = NOW + 7 * DAY


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    article = make_article(published=NOW - DAY, modified=NOW)
    assert store.add_articles([article]) == [Outcome.ADDED]
    assert store.article(article.id) == article


def test_moments_come_back_aware_and_in_utc(store: Store) -> None:
    from zoneinfo import ZoneInfo

    article = make_article(published=NOW.astimezone(ZoneInfo("America/Bogota")))
    store.add_articles([article])
    kept = store.article(article.id)
    assert kept is not None
    assert kept.published == NOW
    assert kept.published is not None
    assert kept.published.utcoffset() == timedelta(0)


def test_a_second_run_adds_nothing(store: Store) -> None:
    store.add_articles([make_article("a"), make_article("b")])
    again = [make_article("a", retrieved=LATER), make_article("b", retrieved=LATER)]
    assert store.add_articles(again) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert store.counts().versions == 2
    first = store.article(make_article("a").id)
    assert first is not None
    assert first.retrieved == NOW


def test_a_changed_article_becomes_a_new_version_and_the_old_one_stays(store: Store) -> None:
    old, new = make_article(), make_article(text=f"{TEXT} It opened again.", retrieved=LATER)
    store.add_articles([old])
    assert store.add_articles([new]) == [Outcome.NEW_VERSION]
    assert store.article(old.id) == new
    assert store.article(old.id, old.content_hash) == old
    assert store.history(old.id) == [old, new]
    assert store.versions() == [(new.id, new.content_hash)]
    assert store.counts() == (1, 2, 1, 0)


def test_both_versions_may_come_in_one_batch(store: Store) -> None:
    old, new = make_article(), make_article(text="Another text altogether.")
    assert store.add_articles([old, new, old]) == [Outcome.ADDED, Outcome.NEW_VERSION, Outcome.UNCHANGED]
    assert store.article(old.id) == new


def test_a_version_stated_to_be_older_does_not_replace_the_newer_one(store: Store) -> None:
    newer = make_article(text="Newer text.", modified=NOW)
    older = make_article(text="Older text.", modified=NOW - DAY, retrieved=LATER)
    store.add_articles([newer])
    store.add_articles([older])
    assert store.article(newer.id) == newer


def test_as_of_a_moment_the_version_of_then_is_read(store: Store) -> None:
    old = make_article(published=NOW)
    new = make_article(text="The harbour is open again.", published=NOW, retrieved=LATER)
    store.add_articles([old, new])
    assert list(store.articles(as_of=NOW - DAY)) == []
    assert list(store.articles(as_of=NOW + DAY)) == [old]
    assert list(store.articles(as_of=LATER)) == [new]
    assert store.article_at(old.id, NOW - DAY) is None
    assert store.article_at(old.id, NOW + DAY) == old
    assert store.article_at(old.id, LATER) == new


def test_a_later_publication_date_tells_from_when_a_version_held(store: Store) -> None:
    old = make_article(published=NOW, retrieved=LATER)
    new = make_article(text="The second edition.", published=NOW + 2 * DAY, retrieved=LATER)
    store.add_articles([old, new])
    assert store.article_at(old.id, NOW + DAY) == old
    assert store.article_at(old.id, NOW + 2 * DAY) == new


def test_a_text_changed_after_the_moment_is_not_taken_for_the_text_of_then(store: Store) -> None:
    store.add_articles([make_article(published=NOW, modified=NOW + 2 * DAY, retrieved=LATER)])
    assert list(store.articles(as_of=NOW + DAY)) == []


def test_a_window_holds_its_first_instant_and_not_its_last(store: Store) -> None:
    days = {key: make_article(key, published=NOW + place * DAY) for place, key in enumerate("abc")}
    store.add_articles(list(days.values()))
    window = Window(since=NOW, until=NOW + 2 * DAY)
    assert {a.external_id for a in store.articles(window)} == {"a", "b"}
    assert {a.external_id for a in store.articles(Window(since=NOW + DAY))} == {"b", "c"}
    assert {a.external_id for a in store.articles(Window(until=NOW + DAY))} == {"a"}


def test_an_undated_article_is_found_only_where_the_window_is_open_at_both_ends(store: Store) -> None:
    undated = make_article(published=None)
    store.add_articles([undated])
    assert list(store.articles()) == [undated]
    assert list(store.articles(as_of=NOW)) == [undated]
    assert list(store.articles(as_of=NOW - DAY)) == []
    assert list(store.articles(Window(since=NOW - DAY))) == []
    assert list(store.articles(Window(until=LATER))) == []


def test_more_articles_than_a_page_are_all_read_once(store: Store) -> None:
    store.add_articles([make_article(f"n{number}") for number in range(1203)])
    assert len({article.id for article in store.articles()}) == 1203


def test_outlets_are_those_that_published_in_the_window(store: Store) -> None:
    early = make_article("a", publisher="Early Post", published=NOW - 9 * DAY)
    store.add_articles([early, make_article("b", publisher="Late Post")])
    assert store.publishers() == ["Early Post", "Late Post"]
    assert store.publishers(Window(since=NOW - DAY)) == ["Late Post"]
    assert store.publishers(as_of=NOW - DAY) == ["Early Post"]


def test_an_article_is_meant_by_its_id_its_address_or_the_id_it_brought(store: Store) -> None:
    article = make_article("a")
    store.add_articles([article, make_article("b")])
    assert article.url is not None
    for reference in (article.id, article.url, "a"):
        assert store.ids_of(reference) == [article.id]
    assert store.ids_of("c") == []


def test_a_deleted_article_is_gone_from_the_file_as_well(file_store: Store, settings: Settings) -> None:
    words = "quicksilver porcupines " * 400
    article = make_article(text=words, headline="Unmistakable headline")
    file_store.add_articles([make_article("other"), article])
    assert b"quicksilver porcupines" in settings.store_file.read_bytes()
    assert file_store.delete_article(article.id) == []
    assert file_store.article(article.id) is None
    file_store.close()
    left = settings.store_file.read_bytes()
    assert b"quicksilver" not in left
    assert b"Unmistakable" not in left


def test_deleting_an_article_names_the_briefings_that_quote_it(store: Store) -> None:
    article, other = make_article("a"), make_article("b", publisher="Other Post")
    store.add_articles([article, other])
    store.save_briefing(make_briefing(article, TEXT[:48], key="b1"))
    store.save_briefing(make_briefing(other, TEXT[:48], key="b2"))
    assert store.delete_article(article.id) == ["b1"]
    assert store.publishers() == ["Other Post"]
    with pytest.raises(NotFound, match=article.id):
        store.delete_article(article.id)


def test_briefings_are_kept_listed_shown_and_deleted(store: Store) -> None:
    article = make_article()
    first = make_briefing(article, TEXT[:48], key="b1")
    second = make_briefing(article, TEXT[:48], key="b2", created=LATER, question="And then?")
    store.save_briefing(first)
    store.save_briefing(second)
    store.save_briefing(second)
    assert [entry.id for entry in store.briefings()] == ["b2", "b1"]
    assert store.briefings()[0].created == LATER
    assert store.briefing("b1") == first
    store.delete_briefing("b1")
    with pytest.raises(NotFound, match="b1"):
        store.briefing("b1")
    with pytest.raises(NotFound, match="b1"):
        store.delete_briefing("b1")
    assert store.counts().briefings == 1


def test_text_is_never_taken_for_sql(store: Store) -> None:
    hostile = "'; DROP TABLE articles; --"
    article = make_article("a", text=hostile, publisher=hostile, headline=hostile)
    store.add_articles([article])
    assert store.article(article.id) == article
    assert store.ids_of(hostile) == []


def test_a_write_ahead_log_is_never_used(file_store: Store, settings: Settings) -> None:
    import sqlite3

    file_store.close()
    with sqlite3.connect(settings.store_file) as other:
        other.execute("PRAGMA journal_mode=WAL")
    other.close()
    with Store.open(settings.store_url) as again:
        again.add_articles([make_article()])
        assert not settings.store_file.with_name("store.sqlite-wal").exists()


def test_a_full_disk_is_said_plainly_and_nothing_is_half_written(
    file_store: Store, settings: Settings
) -> None:
    file_store.add_articles([make_article("a")])
    event.listen(file_store._engine, "begin", lambda c: c.exec_driver_sql("PRAGMA max_page_count=1"))
    big = [make_article(f"n{number}", text=f"{number} " * 5000) for number in range(50)]
    with pytest.raises(StoreFull, match=r"Free some space"):
        file_store.add_articles(big)
    assert file_store.counts().articles == 1
    file_store.close()
    with Store.open(settings.store_url) as again:
        assert set(again.add_articles(big)) == {Outcome.ADDED}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"This is no database at all. " * 200,
        lambda data: data[: len(data) // 2],
        lambda data: data[:4096] + bytes(reversed(data[4096:20480])) + data[20480:],
    ],
    ids=["something else", "cut in half", "scrambled"],
)
def test_a_damaged_store_is_refused_and_left_as_it_is(
    damage: Callable[[bytes], bytes], file_store: Store, settings: Settings
) -> None:
    file_store.add_articles([make_article(f"n{number}", text=f"{number} " * 900) for number in range(40)])
    file_store.close()
    broken = damage(settings.store_file.read_bytes())
    settings.store_file.write_bytes(broken)
    with pytest.raises(StoreDamaged, match=r"store\.sqlite"):
        Store.open(settings.store_url)
    assert settings.store_file.read_bytes() == broken


def test_a_store_that_another_process_keeps_is_busy(
    file_store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    monkeypatch.setattr("agent.store.engine.BUSY_MS", 1)
    with Store.open(settings.store_url) as second:
        other = sqlite3.connect(settings.store_file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy) as caught:
            second.add_articles([make_article()])
        assert caught.value.exit_code == 5
        assert second.counts().articles == 0
        other.execute("ROLLBACK")
        other.close()


def test_a_home_that_is_a_file_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(StoreError, match="taken"):
        Store.open(f"sqlite:///{tmp_path}/taken/store.sqlite")


def reverted(store: Store, **stamps: bool) -> tuple[Article, Article, Article]:
    """Add a toll of 12, then of 13, then of 12 again, and return what came in."""
    texts = ("The toll is 12.", "The toll is 13.", "The toll is 12.")
    days = [NOW + place * DAY for place in range(3)]
    first, second, third = (
        make_article(
            text=text, published=NOW - DAY, modified=day if stamps.get("dated") else None, retrieved=day
        )
        for text, day in zip(texts, days, strict=True)
    )
    assert store.add_articles([first]) == [Outcome.ADDED]
    assert store.add_articles([second]) == [Outcome.NEW_VERSION]
    assert store.add_articles([third]) == [Outcome.NEW_VERSION]
    return first, second, third


@pytest.mark.parametrize("dated", [True, False], ids=["changes stated", "no change stated"])
def test_a_text_that_was_taken_back_is_in_force_again(store: Store, dated: bool) -> None:
    first, second, _ = reverted(store, dated=dated)
    assert store.article(first.id) == first
    assert store.versions() == [(first.id, first.content_hash)]
    assert store.history(first.id) == [first, second]
    for moment, seen in ((NOW, first), (NOW + DAY, second), (NOW + 2 * DAY, first)):
        assert store.article_at(first.id, moment) == seen
        assert list(store.articles(as_of=moment)) == [seen]


@pytest.mark.parametrize("dated", [True, False], ids=["changes stated", "no change stated"])
def test_reading_the_same_history_again_changes_nothing(store: Store, dated: bool) -> None:
    rows = reverted(store, dated=dated)
    again = [row.model_copy(update={"retrieved": LATER}) for row in rows]
    assert store.add_articles(again) == [Outcome.UNCHANGED] * 3
    assert store.article(rows[0].id) == rows[0]


def test_an_old_file_read_again_does_not_undo_a_stated_change(store: Store) -> None:
    old = make_article(text="The toll is 12.")
    new = make_article(text="The toll is 13.", modified=NOW + DAY)
    store.add_articles([old, new])
    assert store.add_articles([old.model_copy(update={"retrieved": LATER})]) == [Outcome.UNCHANGED]
    assert store.article(old.id) == new


def test_a_text_may_be_taken_back_more_than_once(store: Store) -> None:
    first, second, _ = reverted(store, dated=True)
    again = second.model_copy(update={"modified": LATER})
    assert store.add_articles([again]) == [Outcome.NEW_VERSION]
    assert store.article_at(first.id, LATER - DAY) == first
    assert store.article_at(first.id, LATER) == second


def test_a_deleted_article_takes_its_periods_along(store: Store) -> None:
    first, _, _ = reverted(store)
    store.delete_article(first.id)
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM article_periods").scalar() == 0
