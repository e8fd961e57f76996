"""Of a long text those sentences are read that bear on the claim, the same ones in every process."""

from __future__ import annotations

import os
import subprocess
import sys

from agent.text.excerpt import excerpt

TEXT = (
    "The dam at Orrel was built in 1931. Engineers found a crack in its northern wall in May. The town"
    " council met twice. A repair would cost 14 million crowns. Fishing on the lake is banned until autumn."
    " The crack is four metres long and grows by a millimetre a week. Mayor Ida Stolz wants the lake lowered."
)
CLAIM = "A crack in the wall of the Orrel dam would cost 14 million crowns to repair."
AGAIN = "from tests.text.test_excerpt import CLAIM, TEXT, excerpt; print(excerpt(TEXT, CLAIM, 30))"


def test_the_sentences_that_hold_the_claims_words_are_chosen_in_their_order() -> None:
    chosen = excerpt(TEXT, CLAIM, 30)
    assert "A repair would cost 14 million crowns." in chosen
    assert "Mayor Ida Stolz" not in chosen
    assert TEXT.index(chosen[:20]) < TEXT.index("14 million")
    assert len(chosen.split()) <= 30


def test_another_process_reads_the_same_sentences() -> None:
    told = set()
    for seed in ("0", "1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", AGAIN],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        told.add(done.stdout)
    assert len(told) == 1
