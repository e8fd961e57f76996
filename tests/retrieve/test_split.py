from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agent.retrieve.split import GOOD_WORDS, MAX_WORDS, header, passage_at, split
from agent.text.sentences import sentences
from tests.retrieve.fakes import article

SENTENCE = "The harbour master of the old town counted nine ships."


def test_passages_hold_whole_sentences_once_and_are_short_enough() -> None:
    text = "\n\n".join(" ".join([SENTENCE] * size) for size in (3, 30, 1, 14, 2))
    passages = split(article("a", text))
    assert [span for passage in passages for span in passage.sentences] == sentences(text)
    assert all(before.end <= after.start for before, after in pairwise(passages))
    assert all(passage.text == text[passage.start : passage.end] for passage in passages)
    assert all(len(passage.text.split()) <= MAX_WORDS for passage in passages)


def test_a_passage_that_is_long_enough_ends_with_its_paragraph() -> None:
    paragraph = " ".join([SENTENCE] * (GOOD_WORDS // len(SENTENCE.split()) + 1))
    passages = split(article("a", f"{paragraph}\n\n{SENTENCE}"))
    assert [passage.text for passage in passages] == [paragraph, SENTENCE]


def test_a_sentence_longer_than_a_passage_is_cut_between_words() -> None:
    text = "word " * 1000 + "end."
    passages = split(article("a", text))
    assert all(len(passage.text.split()) <= MAX_WORDS for passage in passages)
    assert " ".join(passage.text for passage in passages).split() == text.split()


def test_text_without_blanks_is_cut_too() -> None:
    assert len(split(article("a", "あ" * 30_000))) > 2


@given(st.text(), st.integers(1, 40))
def test_one_passage_is_made_as_all_are(text: str, repeats: int) -> None:
    whole = article("a", " ".join([f"{text} {SENTENCE}"] * repeats))
    passages = split(whole)
    assert [passage_at(whole, one.start, one.end) for one in passages] == passages


def test_there_is_no_passage_where_no_sentence_begins_or_ends() -> None:
    whole = article("a", f"{SENTENCE} {SENTENCE}")
    (one,) = split(whole)
    assert passage_at(whole, one.start + 1, one.end) is None
    assert passage_at(whole, one.start, one.end - 1) is None
    assert passage_at(whole, one.end + 10, one.end + 20) is None


@given(st.text())
def test_the_same_text_gives_the_same_passages_and_loses_nothing(text: str) -> None:
    one = article("a", text)
    passages = split(one)
    assert passages == split(one)
    covered = {at for p in passages for span in p.sentences for at in range(span.start, span.end)}
    assert all(at in covered for at, char in enumerate(text) if not char.isspace())


def test_the_header_names_headline_outlet_and_date_in_words() -> None:
    one = article("a", "x", headline="Ships wait", published=datetime(2026, 2, 3, tzinfo=UTC))
    assert header(one) == "Ships wait. The Harbour Post. 2026-02-03 February 3, 2026"
    assert header(article("a", "x", published=None)) == "The Harbour Post"
