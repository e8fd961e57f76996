import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from agent.errors import EmptyLibrary, IndexBusy
from agent.retrieve.cards import FEWEST_PER_OWNER
from agent.retrieve.lexical import Words
from agent.retrieve.library import Library
from agent.retrieve.search import Search
from agent.types import Request, Window
from tests.retrieve.fakes import NOW, HashEmbedder, MemoryShelf, article

PORT = "The port of Vell closed on Monday after a crane fell. Three ships wait outside. A pilot spoke."
VOTE = "Parliament in Orra voted for the budget. The vote was close. A minister resigned over it afterwards."
HERB = "A gardener explains how basil grows on a balcony. It needs light. Water it in the morning."


@pytest.fixture
def shelf() -> MemoryShelf:
    return MemoryShelf(
        [
            article("port", PORT, headline="Port of Vell closed", published=datetime(2026, 1, 5, tzinfo=UTC)),
            article("vote", VOTE, publisher="The Orra Times", published=datetime(2026, 1, 20, tzinfo=UTC)),
            article("herb", HERB, publisher="Green Daily", published=None),
        ]
    )


@pytest.fixture
def library(tmp_path: Path, shelf: MemoryShelf) -> Iterator[Library]:
    with Library(tmp_path / "index", None, shelf) as opened:
        yield opened


@pytest.fixture
def with_vectors(tmp_path: Path, shelf: MemoryShelf) -> Iterator[Library]:
    with Library(tmp_path / "index", HashEmbedder(), shelf) as opened:
        yield opened


def ids(library: Library, question: str, **more: object) -> list[str]:
    request = Request.model_validate({"question": question, **more})
    return [hit.article.id for hit in library.passages(request, NOW)]


def test_a_question_finds_the_article_it_is_about(with_vectors: Library) -> None:
    with_vectors.sync()
    assert ids(with_vectors, "Why did the port of Vell close?")[0] == "port"
    assert with_vectors.degraded == ""


def test_evidence_is_the_sentences_of_the_passages_with_their_exact_places(library: Library) -> None:
    evidence = library.find(Request(question="Why did the port of Vell close?"), NOW)
    assert [one.label for one in evidence] == list(range(1, len(evidence) + 1))
    assert evidence[0].text == "The port of Vell closed on Monday after a crane fell."
    assert all(one.article.text[one.start : one.end] == one.text for one in evidence)
    assert all(one.passage.start <= one.start < one.end <= one.passage.end for one in evidence)


def test_a_second_synchronisation_embeds_nothing(tmp_path: Path, shelf: MemoryShelf) -> None:
    embedder = HashEmbedder()
    with Library(tmp_path / "index", embedder, shelf) as library:
        assert library.sync().added == 3
        assert library.sync() == library.sync()
        assert (library.sync().added, embedder.embedded) == (0, 3)
    with Library(tmp_path / "index", embedder, shelf) as library:
        library.sync()
        assert embedder.embedded == 3


def test_a_new_version_replaces_the_old_one_and_only_it_is_embedded(
    tmp_path: Path, shelf: MemoryShelf
) -> None:
    embedder = HashEmbedder()
    with Library(tmp_path / "index", embedder, shelf) as library:
        library.sync()
        shelf.put(article("port", PORT.replace("Three", "Seven"), headline="Port of Vell closed"))
        assert (library.sync().removed, embedder.embedded) == (1, 4)
        hits = library.passages(Request(question="port of Vell ships"), NOW)
        assert [hit.article.id for hit in hits].count("port") == 1
        assert "Seven ships" in hits[0].passage.text


def test_as_of_answers_in_the_version_of_then(library: Library, shelf: MemoryShelf) -> None:
    early = datetime(2026, 1, 5, tzinfo=UTC)
    for text, at in ((PORT, early), (PORT.replace("Three", "Seven"), early + timedelta(days=9))):
        shelf.put(article("quay", text.replace("Vell", "Zorn"), published=early, retrieved=at))
    for as_of, word in ((early + timedelta(days=1), "Three"), (None, "Seven")):
        hits = library.passages(Request(question="port of Zorn ships", as_of=as_of), NOW)
        assert word in hits[0].passage.text


def test_only_what_was_published_in_the_window_is_found(library: Library) -> None:
    question = "the port of Vell, the vote in Orra, basil on a balcony"
    since = datetime(2026, 1, 10, tzinfo=UTC)
    assert set(ids(library, question)) == {"port", "vote", "herb"}
    assert ids(library, question, window=Window(since=since)) == ["vote"]
    assert ids(library, question, window=Window(until=since)) == ["port"]
    assert ids(library, question, as_of=since) == ["port"]
    assert ids(library, question, window=Window(since=since, until=since)) == []


@pytest.mark.parametrize(
    "question",
    [
        "What is the boiling point of tungsten?",
        "Best port wine recipe with figs",
        "What happened?",
        "Quidditch tournament results",
        "the of and",
    ],
)
def test_a_question_about_nothing_in_the_library_finds_nothing(library: Library, question: str) -> None:
    assert library.find(Request(question=question), NOW) == []


def test_a_refusal_can_show_what_comes_closest(library: Library) -> None:
    request = Request(question="The boiling point of tungsten in the morning")
    assert library.passages(request, NOW) == []
    assert 1 <= len(library.nearest(request, NOW, 2)) <= 2


@pytest.mark.parametrize(
    "question",
    [
        'port" OR (',
        "port AND NOT vell:*",
        "+port -port [Vell TO b]~2",
        "'; DROP TABLE x; --",
        "port\x00\x1b",
        "🙂",
        '"',
    ],
)
def test_no_query_syntax_is_read_in_a_question(library: Library, question: str) -> None:
    found = ids(library, question)
    assert found[:1] == (["port"] if "port" in question else [])


def test_an_outlet_is_silent_when_nothing_it_published_in_the_window_is_about_the_question(
    library: Library,
) -> None:
    outlets = ["The Harbour Post", "The Orra Times", "Green Daily"]
    asked = Request(question="How did parliament in Orra vote on the budget?")
    assert "The Orra Times" not in library.silent(asked, NOW, outlets)
    assert "Green Daily" in library.silent(asked, NOW, outlets)
    before = Window(until=datetime(2026, 1, 10, tzinfo=UTC))
    assert "The Orra Times" in library.silent(asked.model_copy(update={"window": before}), NOW, outlets)


def test_an_empty_store_says_so(tmp_path: Path) -> None:
    with Library(tmp_path / "index", None, MemoryShelf()) as library, pytest.raises(EmptyLibrary):
        library.find(Request(question="anything"), NOW)


def test_articles_that_were_not_synchronised_yet_are_found_all_the_same(
    library: Library, shelf: MemoryShelf
) -> None:
    library.sync()
    library.close()
    shelf.put(article("late", "The bridge of Tarn was opened by the mayor."))
    assert ids(library, "Who opened the bridge of Tarn?")[0] == "late"


def test_a_deleted_article_is_no_longer_found_and_its_words_leave_the_files(
    tmp_path: Path, shelf: MemoryShelf
) -> None:
    root = tmp_path / "index"
    shelf.put(article("gone", "Zyxwvut is a word nobody else uses.", headline="Zyxwvut"))
    with Library(root, HashEmbedder(), shelf) as library:
        library.sync()
        # A word that is merely hidden still counts in the dictionary.
        assert Words(root / "words.2").frequency("zyxwvut") == 1
        shelf.delete("gone")
        assert library.sync().removed == 1
        assert Words(root / "words.2").frequency("zyxwvut") == 0
        assert ids(library, "Zyxwvut") == []
        assert ids(library, "Why did the port of Vell close?")[0] == "port"
    for path in root.rglob("*"):
        assert not path.is_file() or b"zyxwvut" not in path.read_bytes().lower()


def test_near_copies_of_a_passage_are_shown_once(library: Library, shelf: MemoryShelf) -> None:
    for number in range(5):
        shelf.put(article(f"copy{number}", f"{PORT} (Wire {number})", publisher=f"Outlet {number}"))
    found = ids(library, "Why did the port of Vell close?")
    assert len([one for one in found if one == "port" or one.startswith("copy")]) == 1


def test_one_outlet_cannot_crowd_out_the_others(library: Library, shelf: MemoryShelf) -> None:
    for number in range(12):
        text = (
            f"Port Vell port Vell: the {'abcdefghijkl'[number] * 5} on berth {number} by {number * 7} people."
        )
        shelf.put(article(f"loud{number}", text, publisher="Loud News"))
    shelf.put(
        article(
            "quiet", "At the port of Vell, dockers talked about wages for an hour.", publisher="Quiet Post"
        )
    )
    assert "quiet" in ids(library, "port Vell")[:6]


def test_one_owner_cannot_crowd_out_the_others_under_many_names(library: Library, shelf: MemoryShelf) -> None:
    for number in range(12):
        text = f"Port Vell port Vell: the {'abcdefghijkl'[number] * 5} on berth {number}, by {number * 7}."
        loud = article(f"loud{number}", text, publisher=f"Loud {number}")
        shelf.put(loud.model_copy(update={"url": f"https://desk{number}.loud.example/{number}"}))
    for number in range(8):
        text = f"Dockers {number} of the port of Vell {'mnopqrst'[number] * 6} about wages for an hour."
        shelf.put(article(f"quiet{number}", text, publisher=f"Quiet {number}"))
    found = ids(library, "port Vell")
    assert sum(name.startswith("loud") for name in found) <= FEWEST_PER_OWNER
    assert len(found) == 10


def test_one_text_cannot_crowd_out_the_others_under_the_names_of_many_owners(
    library: Library, shelf: MemoryShelf
) -> None:
    """A wire's long report, printed by many: its parts are shown once each, and not all of them."""
    parts = [
        " ".join(f"Port Vell berth {n} {word}{i} port." for i in range(34))
        for n, word in enumerate(("ash", "bay", "cod", "dew", "elm", "fog", "gem", "hay"))
    ]
    for number in range(6):
        text = "\n\n".join(parts)
        one = article(f"wire{number}", text, publisher=f"Paper {number}")
        shelf.put(one.model_copy(update={"url": f"https://paper{number}.example/"}))
    for number in range(8):
        text = f"Dockers {number} of the port of Vell {'mnopqrst'[number] * 6} about wages for an hour."
        shelf.put(article(f"quiet{number}", text, publisher=f"Quiet {number}"))
    found = ids(library, "port Vell")
    assert 1 <= sum(name.startswith("wire") for name in found) <= FEWEST_PER_OWNER


def test_copies_of_one_text_under_many_names_do_not_hide_what_else_there_is(
    library: Library, shelf: MemoryShelf
) -> None:
    for number in range(200):
        copy = article(f"copy{number}", "Port Vell port Vell: the port Vell is shut.", publisher=f"P{number}")
        shelf.put(copy.model_copy(update={"url": f"https://paper{number}.example/"}))
    for number in range(12):
        text = f"Dockers {number} of the port of Vell {'mnopqrstuvwx'[number] * 6} about wages for an hour."
        shelf.put(article(f"quiet{number}", text, publisher=f"Quiet {number}"))
    found = ids(library, "port Vell")
    assert len(found) == 10
    assert sum(name.startswith("copy") for name in found) == 1


@pytest.mark.parametrize(("outlets", "looks"), [(("Loud News",), 1), ((), 3)])
def test_a_search_of_one_outlet_does_not_look_for_others_who_cannot_come(
    library: Library,
    shelf: MemoryShelf,
    monkeypatch: pytest.MonkeyPatch,
    outlets: tuple[str, ...],
    looks: int,
) -> None:
    for number in range(900):
        text = f"Port Vell port Vell: the w{number}a w{number}b w{number}c on berth {number} by w{number}d."
        shelf.put(article(f"loud{number}", text, publisher="Loud News"))
    depths: list[int] = []
    ranked = Search.ranked

    def counted(search: Search, *given: Any) -> Any:
        depths.append(given[-1])
        return ranked(search, *given)

    library.sync()
    monkeypatch.setattr(Search, "ranked", counted)
    found = library.passages(Request(question="port Vell", outlets=outlets), NOW)
    assert (len(found), len(depths)) == (10, looks)


def test_outlets_that_a_question_names_get_their_turn(library: Library, shelf: MemoryShelf) -> None:
    for number in range(12):
        shelf.put(
            article(f"x{number}", f"Budget budget minister vote number {number}.", publisher="Loud News")
        )
    found = ids(library, "Do Loud News and The Orra Times agree on the budget vote?")
    assert "vote" in found[:2]


def test_a_second_process_searches_words_only_and_says_so(tmp_path: Path, shelf: MemoryShelf) -> None:
    root = tmp_path / "index"
    with Library(root, HashEmbedder(), shelf) as owner, Library(root, HashEmbedder(), shelf) as guest:
        owner.sync()
        assert ids(guest, "Why did the port of Vell close?")[0] == "port"
        assert "only words were searched" in guest.degraded
        assert owner.degraded == ""
        for write in (guest.sync, guest.rebuild):
            with pytest.raises(IndexBusy, match="process"):
                write()
        owner.close()
        assert guest.sync().added == 0
        assert guest.degraded == ""


def test_an_index_that_another_process_is_building_is_busy(tmp_path: Path, shelf: MemoryShelf) -> None:
    root = tmp_path / "index"
    root.mkdir()
    with FileLock(root / "lock"), Library(root, None, shelf) as guest, pytest.raises(IndexBusy):
        guest.find(Request(question="port of Vell"), NOW)


def test_words_alone_find_articles_too(tmp_path: Path, shelf: MemoryShelf) -> None:
    with Library(tmp_path / "index", None, shelf) as library:
        assert ids(library, "Why did the port of Vell close?")[0] == "port"
        assert (library.embedder, library.degraded) == ("none", "")


@pytest.mark.parametrize("harm", [signal.SIGSTOP, signal.SIGKILL])
def test_an_engine_that_hangs_or_dies_leaves_the_words(
    with_vectors: Library, monkeypatch: pytest.MonkeyPatch, harm: signal.Signals
) -> None:
    library = with_vectors
    library.sync()
    _, vectors = library._index.opened()
    assert vectors is not None
    monkeypatch.setattr(vectors, "_seconds", 0.2)
    vectors._process.send_signal(harm)
    assert ids(library, "Why did the port of Vell close?")[0] == "port"
    assert "only words were searched" in library.degraded
    assert vectors._process.wait() != 0


def test_an_article_without_text_is_no_reason_to_stop(library: Library, shelf: MemoryShelf) -> None:
    shelf.put(article("empty", "", headline="Only a headline"))
    assert library.sync().added == 3
    assert library.sync().added == 0


def test_another_embedder_builds_its_own_vectors(tmp_path: Path, shelf: MemoryShelf) -> None:
    for dimension in (64, 32):
        embedder = HashEmbedder(dimension)
        with Library(tmp_path / "index", embedder, shelf) as library:
            assert ids(library, "Why did the port of Vell close?")[0] == "port"
        assert embedder.embedded == 3


def test_what_an_embedder_has_to_read_is_read_while_the_engine_starts(
    tmp_path: Path, shelf: MemoryShelf
) -> None:
    class Slow(HashEmbedder):
        loaded = False

        def load(self) -> None:
            self.loaded = True

    slow = Slow()
    with Library(tmp_path / "index", slow, shelf) as opened:
        opened.sync()
    assert not slow.loaded
    with Library(tmp_path / "index", slow, shelf) as opened:
        opened.prepare()
        assert slow.loaded


def test_what_is_dated_later_than_it_can_be_anywhere_is_left_out_until_then(tmp_path: Path) -> None:
    texts = {
        hours: f"The port of Vell closed. Crew {hours} saw {hours} ships, as it says." for hours in (13, 15)
    }
    later = [article(f"{n}h", text, published=NOW + timedelta(hours=n)) for n, text in texts.items()]
    undated = article("undated", "Nobody knows when the port of Vell closed before.", published=None)
    with Library(tmp_path / "index", None, MemoryShelf([*later, undated])) as library:
        library.sync()

        def found(now: datetime) -> set[str]:
            return {hit.article.id for hit in library.passages(Request(question="When did Vell close?"), now)}

        assert found(NOW) == {"13h", "undated"}
        assert found(NOW + timedelta(hours=2)) == {"13h", "15h", "undated"}
