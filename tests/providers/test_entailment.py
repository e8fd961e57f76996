"""The shipped support model reads a long text and says how far it supports a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agent.errors import ConfigurationError
from agent.providers.entailment import SHIPPED, Entailment
from agent.text.excerpt import LONG, excerpt, is_long

FILLER = (
    "The market in Ostby was busy on Saturday. Farmers sold plums, cheese and late tomatoes. A band from the"
    " music school played on the steps of the town hall. The bus line to the coast stops at the new clinic."
    " Readers wrote about the noise of the quarry and the price of firewood. "
)
TOLD = "The council of Lomvik rejected the plan for a new quarry after neighbours had complained of dust."
ARTICLE = FILLER * 4 + TOLD + " " + FILLER * 4


def logit(claim: str, source: str = ARTICLE, model: Entailment | None = None) -> float:
    (found,) = (model or Entailment()).logits([(source, claim)])
    assert found is not None
    return found


def test_a_sentence_that_the_text_tells_scores_higher_than_one_that_it_does_not() -> None:
    told = logit("Councillors in Lomvik turned down a new quarry.")
    untold = logit("Councillors in Lomvik sold the town hall to a bank from the capital.")
    assert told > untold


def test_the_worst_sentence_decides_on_a_claim_of_several() -> None:
    good, bad = TOLD, "The prime minister resigned over a bribe."
    assert logit(f"{good} {bad}") == pytest.approx(min(logit(good), logit(bad)), abs=1e-3)


def test_an_answer_does_not_hang_on_what_else_is_asked() -> None:
    pairs = [(ARTICLE, TOLD), ("Rain fell.", "Rain fell on the coast."), (FILLER, TOLD), (ARTICLE, "Yes.")]
    together = Entailment().logits(pairs)
    assert together == [Entailment().logits([pair])[0] for pair in pairs]


def test_a_claim_without_a_sentence_has_no_score() -> None:
    assert Entailment().logits([(ARTICLE, "")]) == [None]


def test_text_longer_than_the_model_reads_is_cut_and_not_refused() -> None:
    assert isinstance(logit("word " * 2_000, "source " * 2_000), float)


def test_of_a_long_text_the_sentences_that_bear_on_the_claim_are_read() -> None:
    assert is_long(ARTICLE)
    assert not is_long(FILLER)
    chosen = excerpt(ARTICLE, "Councillors in Lomvik turned down a new quarry.", 110)
    assert TOLD in chosen
    assert len(chosen.split()) <= 110 < LONG


def test_a_short_text_is_read_as_it_is() -> None:
    assert excerpt(TOLD, "Anything.", 110) == TOLD


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json"])
def test_a_damaged_model_is_refused(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "support-en-v1"
    shutil.copytree(SHIPPED, folder)
    path = folder / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(ConfigurationError, match="changed or damaged") as caught:
        logit(TOLD, model=Entailment(folder))
    assert file in str(caught.value)
