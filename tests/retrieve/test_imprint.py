"""By their imprints copies are known wherever they are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.retrieve.imprint import imprint
from agent.text.shingles import COPY_OVERLAP, overlap, triples

WORDS = st.lists(
    st.sampled_from(["ships", "wait", "outside", "the", "harbour", "for", "a", "crane"]), max_size=40
)


def test_an_imprint_is_the_same_in_every_process() -> None:
    assert imprint("Nine ships wait, again.") == {63033, 39164}


@given(WORDS, WORDS)
def test_what_shares_all_its_runs_of_words_is_a_copy(one: list[str], more: list[str]) -> None:
    text = " ".join(one)
    assert overlap(imprint(text), imprint(f"{text} ".upper())) == 1.0
    if overlap(triples(text), triples(f"{text} {' '.join(more)}")) == 1.0:
        assert overlap(imprint(text), imprint(f"{text} {' '.join(more)}")) >= COPY_OVERLAP


def test_passages_of_other_words_are_no_copies() -> None:
    one, other = (" ".join(f"{kind}{n}" for n in range(185)) for kind in ("ship", "crane"))
    assert overlap(imprint(one), imprint(other)) < 0.05
