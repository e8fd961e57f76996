"""The store on a Postgres server: restarted, busy, refused, and used by several at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from agent.errors import ConfigurationError, StoreAway, StoreBusy, StoreError, StoreFull
from agent.store import Orders, Outcome, Store, Turns, sessions
from agent.store.postgres import kind_of
from tests.digests.makers import make_digest, make_edition, make_receipt
from tests.makers import NOW, make_article
from tests.store import postgres


@pytest.fixture
def empty(server: postgres.Postgres) -> str:
    return server.url()


@pytest.fixture
def own_server() -> Iterator[postgres.Postgres]:
    """Return a server that a test may stop."""
    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with postgres.server() as running:
        yield running


@contextmanager
def hanging(server: postgres.Postgres) -> Iterator[None]:
    """Stop everything of a server where it stands, as a machine without a disk does."""
    head = int((server.data / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
    everyone = [head, *map(int, children)]
    for process in everyone:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in everyone:
            os.kill(process, signal.SIGCONT)


def test_a_server_that_hangs_is_away_after_the_seconds_that_are_set(
    own_server: postgres.Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "PAUSES", ())
    monkeypatch.setattr("agent.store.postgres.CONNECT_SECONDS", 1)
    with Store.open(own_server.url(), seconds=1) as store:
        store.add_articles([make_article("a")])
        with (
            hanging(own_server),
            pytest.raises(StoreAway, match=r"timeout expired|no answer within 1 seconds"),
        ):
            store.versions()
        assert store.counts().articles == 1


def test_nothing_acknowledged_is_lost_when_the_server_crashes_under_load(
    own_server: postgres.Postgres,
) -> None:
    url, acknowledged = own_server.url(), list[str]()

    enough = [Event() for _ in range(2)]

    def write(store: Store, worker: int) -> None:
        for number in range(30):
            batch = [make_article(f"w{worker}-{number}-{place}") for place in range(5)]
            store.add_articles(batch)
            acknowledged.extend(article.id for article in batch)
            assert store.article(batch[0].id) == batch[0]
            if number in (5, 15):
                enough[number // 10].set()

    with Store.open(url) as store, ThreadPoolExecutor(2) as pool:
        running = [pool.submit(write, store, worker) for worker in range(2)]
        for one in enough:
            assert one.wait(60)
            own_server.restart("immediate")
        for done in running:
            done.result()
        assert sorted(key for key, _ in store.versions()) == sorted(acknowledged)
        assert len(acknowledged) == 300


@pytest.mark.parametrize("kind", ["transact", "consult"])
def test_what_breaks_half_way_is_begun_again(server: postgres.Postgres, empty: str, kind: str) -> None:
    attempts = []
    with Store.open(empty) as store:

        def work(session: Session) -> int:
            attempts.append(1)
            if kind == "transact":
                session.execute(text("INSERT INTO sources (publisher) VALUES ('Once')"))
            if len(attempts) == 1:
                pid = session.execute(text("SELECT pg_backend_pid()")).scalar()
                server.run(f"SELECT pg_terminate_backend({pid}, 5000)")
            return session.execute(text("SELECT count(*) FROM sources")).scalar() or 0

        expected = 1 if kind == "transact" else 0
        assert getattr(store, kind)(work) == expected
        assert len(attempts) == 2
        assert store.counts().sources == expected


def test_a_server_that_stays_away_is_said_plainly(
    own_server: postgres.Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "PAUSES", (0.0, 0.0))
    url = own_server.url()
    with Store.open(url) as store:
        own_server.stop("fast")
        for use in (store.counts, lambda: store.add_articles([make_article()])):
            with pytest.raises(StoreAway, match="See that it runs") as caught:
                use()
            assert "canary" not in str(caught.value)
            assert "\n" not in str(caught.value)
    with pytest.raises(StoreAway):
        Store.open(url)


def test_several_that_write_the_same_at_once_take_turns(empty: str) -> None:
    articles = [make_article(f"a{number}", publisher=f"Outlet {number % 5}") for number in range(40)]

    def write(_: int) -> list[Outcome]:
        with Store.open(empty) as store:  # makes the tables, too, where it is the first
            return store.add_articles(articles)

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(write, range(4)))
    assert sorted(set(one).pop().value for one in outcomes) == ["added", *["unchanged"] * 3]
    with Store.open(empty) as store:
        assert store.counts() == (40, 40, 5, 0)


def test_a_writer_that_takes_too_long_makes_the_next_one_say_busy(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.store.engine.BUSY_MS", 50)
    with Store.open(empty) as first, Store.open(empty) as second, first.writing():
        with pytest.raises(StoreBusy) as caught:
            second.add_articles([make_article()])
        assert caught.value.exit_code == 5
        assert second.counts().articles == 0, "reading goes on"


def test_work_on_a_digest_waits_for_nobody_who_writes_elsewhere(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.store.engine.BUSY_MS", 50)
    with Store.open(empty) as first, Store.open(empty) as second:
        turns = Turns(second)
        Orders(first).add(make_digest(), "seen")
        turns.put([make_edition()])
        with first.writing():
            assert turns.take("d1", "t", NOW) == make_digest()
            turns.written("t", NOW, make_edition(state="written"), [make_receipt()])
            turns.note("t", NOW, make_receipt(state="delivered"))
            turns.leave("d1", "t")
            with pytest.raises(StoreBusy):
                turns.order([("seen", [make_edition("b")])])
        assert [one.state for one in Orders(first).receipts(make_digest())] == ["delivered"]


def test_of_many_that_take_a_turn_at_once_one_gets_it(empty: str) -> None:
    with Store.open(empty) as store, ThreadPoolExecutor(8) as pool:
        Orders(store).add(make_digest(), "seen")
        for again in range(5):
            took = list(pool.map(lambda token: Turns(store).take("d1", token, NOW), "abcdefgh"))
            (winner,) = (token for token, one in zip("abcdefgh", took, strict=True) if one is not None)
            Turns(store).leave("d1", winner)
            assert len(took) == 8, again


def test_a_full_disk_is_said_plainly_and_nothing_is_half_written(empty: str) -> None:
    full = "RAISE disk_full USING MESSAGE = 'could not extend file: No space left on device'"
    with Store.open(empty) as store:
        store.add_articles([make_article("a")])
        with store.writing() as session:
            body = f"RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {full}; END $$"
            session.execute(text(f"CREATE FUNCTION no_space() {body}"))
            what = "AFTER INSERT ON article_versions FOR EACH ROW EXECUTE FUNCTION no_space()"
            session.execute(text(f"CREATE TRIGGER no_space {what}"))
        with pytest.raises(StoreFull, match="Free some space"):
            store.add_articles([make_article("b"), make_article("c")])
        assert (store.counts().articles, store.counts().versions) == (1, 1)
        with store.writing() as session:
            session.execute(text("DROP TRIGGER no_space ON article_versions"))
        assert store.add_articles([make_article("b"), make_article("c")]) == [Outcome.ADDED] * 2


def test_of_many_rows_of_which_one_fails_the_driver_says_nothing_beside_the_error(
    empty: str, caplog: pytest.LogCaptureFixture
) -> None:
    body = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE disk_full; END'"
    with Store.open(empty) as store:
        with store.writing() as session:
            session.execute(text("CREATE TABLE one (number integer)"))
            session.execute(text(f"CREATE FUNCTION no_space() {body}"))
            what = "AFTER INSERT ON one FOR EACH ROW EXECUTE FUNCTION no_space()"
            session.execute(text(f"CREATE TRIGGER no_space {what}"))
        rows = [{"number": number} for number in range(9000)]
        with pytest.raises(StoreFull):
            store.transact(lambda session: session.execute(text("INSERT INTO one VALUES (:number)"), rows))
    assert caplog.messages == []


def test_a_reading_sees_one_state_of_the_store(empty: str) -> None:
    with Store.open(empty) as store, store.reading() as session:
        count = text("SELECT count(*) FROM articles")
        assert session.execute(count).scalar() == 0
        store.add_articles([make_article()])
        assert session.execute(count).scalar() == 0


def test_an_address_longer_than_a_b_tree_takes_is_kept(empty: str) -> None:
    import random

    chance = random.Random(1)
    url = "https://news.example/" + "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(9000))
    article = make_article().model_copy(update={"url": url})
    with Store.open(empty) as store:
        assert store.add_articles([article]) == [Outcome.ADDED]
        assert store.ids_of(url) == [article.id]


def test_a_database_that_cannot_hold_every_text_is_refused(server: postgres.Postgres) -> None:
    server.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(StoreError, match=r"encoding is LATIN1.*ENCODING 'UTF8'"):
        Store.open(server.address("latin"))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql+psycopg2://me:canary@127.0.0.1/x", "cannot be kept in postgresql"),
        ("mysql://me:canary@127.0.0.1/x", "cannot be kept in mysql"),
        ("nodb://me:canary@127.0.0.1/x", "nodb"),
        ("postgresql://me:can@ary@127.0.0.1:port/x", "no address of a database"),
        ("pg:://canary", "parse"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_never_repeated(url: str, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why) as refused:
        Store.open(url)
    told = str(refused.value)
    assert "setting database_url" in told
    assert not any(part in told for part in ("canary", "can@", "ary@"))


def test_no_complaint_of_the_server_repeats_a_password(server: postgres.Postgres) -> None:
    url = f"postgresql+psycopg://nobody:canary@/none?host={server.folder}&password=canary"
    with pytest.raises(StoreError) as caught:
        Store.open(url)
    assert "canary" not in str(caught.value)
    assert "nobody" in str(caught.value)


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_server() -> None:
    class UndefinedColumn(Exception):
        sqlstate = "42703"

    assert kind_of(UndefinedColumn()) is None
    assert kind_of(ValueError()) is None


def test_a_deleted_text_leaves_the_tables_when_the_server_tidies_up(
    own_server: postgres.Postgres,
) -> None:
    url = own_server.url()
    words = " ".join(f"quicksilver{number}" for number in range(900))
    doomed = make_article(text=words, headline="Unmistakable headline")
    with Store.open(url) as store:
        store.add_articles([make_article("other"), doomed])
        own_server.run("CHECKPOINT")
        assert holding(own_server.data / "base", b"Unmistakable headline")
        store.delete_article(doomed.id)
    for table in ("article_versions", "articles", "sources"):
        own_server.run(f"VACUUM FULL test1.{table}")
    own_server.run("CHECKPOINT")
    assert not holding(own_server.data / "base", b"Unmistakable headline", b"quicksilver")


def holding(folder: Path, *words: bytes) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in words)]
