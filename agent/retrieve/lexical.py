"""The lexical half of the index: tantivy, ranked by BM25. Only places and their cards are stored, no text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.retrieve.cards import Card
from agent.retrieve.imprint import imprint_in, imprinted
from agent.retrieve.keys import Key, article_in, key_of, place_of
from agent.retrieve.places import UNKNOWN, Entry, Filter, Place, instant
from agent.retrieve.room import enough_room
from agent.text.synonyms import GROUPS

if TYPE_CHECKING:
    import tantivy

STEMMED, PLAIN, HEADLINE = "stemmed", "plain", "headline"
_HEAP = 64 * 1024 * 1024
"""Bytes tantivy may use for writing before it makes a new segment."""
_REMEMBERED = 5000
"""Passages found that are remembered, a kilobyte each: a question finds some hundreds, and a briefing, or a
conversation, comes upon the same ones several times."""
_MOST_OF_ONE = 10_000
"""Passages of one article."""


class Words:
    """An index of words in one folder. One process writes; the lock is the library's business."""

    def __init__(self, folder: Path | None) -> None:
        """Open the folder, or make an index in memory when it is None."""
        import tantivy

        self._tantivy = tantivy
        self._folder = folder
        self._schema = _schema(tantivy)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
        else:
            self._index = tantivy.Index(self._schema)
        self._analyzers = _analyzers(tantivy)
        for name, analyzer in self._analyzers.items():
            self._index.register_tokenizer(name, analyzer)
        self._documents: dict[Key, Any] = {}
        self._look_anew()

    def write(self, entries: Iterable[Entry], removed: Iterable[str] = (), afresh: bool = False) -> None:
        """Add passages and remove those of the named articles, in one commit: all of it or none.

        Articles in `removed` lose what they had before; entries of the same call are kept. With `afresh`
        everything of before goes, and its words leave the files: a removal alone would only hide them.
        """
        with enough_room(self._folder) if self._folder is not None else nullcontext():
            self._write(entries, removed, afresh)
        self.refresh()

    def _write(self, entries: Iterable[Entry], removed: Iterable[str], afresh: bool) -> None:
        writer = self._index.writer(_HEAP, 1)
        try:
            if afresh:
                writer.delete_all_documents()
            for article_id in removed:
                writer.delete_documents_by_term("article_id", article_id)
            for entry in entries:
                writer.add_document(self._document(entry))
            writer.commit()
            writer.garbage_collect_files()
        finally:
            writer.wait_merging_threads()

    def refresh(self) -> None:
        """See what was committed since."""
        self._index.reload()
        self._look_anew()

    def count(self) -> int:
        """Return the number of passages."""
        return int(self._searcher.num_docs)

    def tokens(self, text: str, field: str = STEMMED) -> list[str]:
        """Return the words of a text as the field knows them."""
        name = "english" if field in (STEMMED, HEADLINE) else "plain"
        return list(self._analyzers[name].analyze(text))

    @cached_property
    def alike(self) -> Mapping[str, frozenset[str]]:
        """The words, as `STEMMED` knows them, that news prose uses for the same, by each of them."""
        alike: dict[str, frozenset[str]] = {}
        for group in GROUPS.splitlines():
            words = frozenset(self.tokens(group))
            alike |= {word: alike.get(word, frozenset()) | words for word in words}
        return alike

    def frequency(self, token: str, field: str = STEMMED) -> int:
        """Return the number of passages that hold a token."""
        return int(self._searcher.doc_freq(field, token))

    def search(
        self, weights: Sequence[tuple[str, str, float]], limit: int, only: Filter
    ) -> list[tuple[Key, float]]:
        """Return the best passages for (field, token, weight) triples, best first.

        Tokens are looked up as they are: no syntax of any kind is read in them.
        """
        if not weights or limit < 1:
            return []
        q, occur = self._tantivy.Query, self._tantivy.Occur
        words = [
            (occur.Should, q.boost_query(q.term_query(self._schema, field, token, "freq"), weight))
            for field, token, weight in weights
        ]
        clauses = [(occur.Must, q.boolean_query(words)), *self._limits(only)]
        if len(self._documents) > _REMEMBERED:
            self._look_anew()
        searcher, keys = self._looked  # one state of the index: another thread may see a newer one meanwhile
        hits = searcher.search(q.boolean_query(clauses), limit, count=False).hits
        return [(self._seen(address, searcher, keys), float(score)) for score, address in hits]

    def cards(self, keys: Iterable[Key]) -> dict[Key, Card]:
        """Return what is known of those passages that are there."""
        found = {}
        for key in keys:
            if (held := self._documents.get(key) or self._looked_up(key)) is not None:
                numbers = imprint_in(held.get_first("imprint"))
                publisher, site, language = map(held.get_first, ("publisher", "site", "language"))
                found[key] = Card(place_of(key), publisher, site, language, numbers)
        return found

    def _look_anew(self) -> None:
        """Search what is there now, with nothing remembered."""
        keys: dict[tuple[int, int], Key] = {}
        self._searcher = self._index.searcher()
        self._looked = self._searcher, keys
        self._documents = {}

    def _looked_up(self, key: Key) -> Any:
        """Return a passage that no search for words came upon, and remember it; None where there is none."""
        of_article = self._tantivy.Query.term_query(self._schema, "article_id", article_in(key), "basic")
        hits = self._searcher.search(of_article, _MOST_OF_ONE, count=False).hits
        documents = (self._searcher.doc(address) for _, address in hits)
        held = next((one for one in documents if _key(one) == key), None)
        if held is not None:
            self._documents[key] = held
        return held

    def places(self, limit: int | None = None, offset: int = 0) -> list[Place]:
        """Return places of the index in the order they lie in, all of them without a limit."""
        limit = self.count() if limit is None else limit
        if limit < 1:
            return []
        everything = self._tantivy.Query.all_query()
        hits = self._searcher.search(everything, limit, count=False, offset=offset).hits
        return [place_of(_key(self._searcher.doc(address))) for _, address in hits]

    def _limits(self, only: Filter) -> list[tuple[Any, Any]]:
        q, occur = self._tantivy.Query, self._tantivy.Occur
        limits: list[tuple[Any, Any]] = []
        if only.since is not None or only.until is not None:
            low = UNKNOWN + 1 if only.since is None else instant(only.since)
            high = 2**62 if only.until is None else instant(only.until)
            span = q.range_query(
                self._schema, "published", self._tantivy.FieldType.Integer, low, high, include_upper=False
            )
            limits.append((occur.Must, q.boost_query(span, 0.0)))
        if only.publishers:
            names = [
                q.term_query(self._schema, "publisher", name, "basic") for name in sorted(only.publishers)
            ]
            anyone = q.boolean_query([(occur.Should, name) for name in names])
            limits.append((occur.Must, q.boost_query(anyone, 0.0)))
        for name in sorted(only.without):
            limits.append((occur.MustNot, q.term_query(self._schema, "publisher", name, "basic")))
        if only.language:
            spoken = q.term_query(self._schema, "language", only.language, "basic")
            limits.append((occur.Must, q.boost_query(spoken, 0.0)))
        return limits

    def _document(self, entry: Entry) -> tantivy.Document:
        document = self._tantivy.Document()
        document.add_text("article_id", entry.place.article_id)
        document.add_bytes("key", key_of(entry.place).encode())
        document.add_integer("published", instant(entry.published))
        document.add_text("publisher", entry.publisher)
        document.add_text("language", entry.language)
        document.add_text("site", entry.site)
        document.add_bytes("imprint", imprinted(entry.text))
        whole = f"{entry.header}\n{entry.text}"
        document.add_text(STEMMED, whole)
        document.add_text(PLAIN, whole)
        document.add_text(HEADLINE, entry.headline)
        return document

    def _seen(self, address: Any, searcher: Any, keys: dict[tuple[int, int], Key]) -> Key:
        """Return the passage at an address, and remember what is known of it: its card may be wanted."""
        place = (address.segment_ord, address.doc)
        if (known := keys.get(place)) is not None:
            return known
        held = searcher.doc(address)
        key = keys[place] = _key(held)
        self._documents[key] = held
        return key


def _key(held: Any) -> Key:
    key: bytes = held.get_first("key")
    return key.decode()


def _schema(tantivy: Any) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field("key", stored=True)
    builder.add_text_field("article_id", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("published", indexed=True, fast=True)
    builder.add_text_field("publisher", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("site", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("imprint", stored=True)
    # Word positions would let a reader of the files put a deleted text together again; ranking needs none.
    builder.add_text_field(STEMMED, tokenizer_name="english", index_option="freq")
    builder.add_text_field(PLAIN, tokenizer_name="plain", index_option="freq")
    builder.add_text_field(HEADLINE, tokenizer_name="english", index_option="freq")
    return builder.build()


def _analyzers(tantivy: Any) -> dict[str, Any]:
    def build(*more: Any) -> Any:
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        steps: tuple[Callable[[], Any], ...] = (tantivy.Filter.lowercase, tantivy.Filter.ascii_fold)
        for step in steps:
            builder = builder.filter(step())
        for extra in more:
            builder = builder.filter(extra)
        return builder.build()

    return {"plain": build(), "english": build(tantivy.Filter.stemmer("english"))}
