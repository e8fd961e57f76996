"""Which pairs a round of the training uses.

`python -m training.support_model.mix --pairs pairs.jsonl --round first --out mix.jsonl --seed 3`

A sentence told nearly as its source tells it is compared with it word by word, by rules of the product. The
model is needed for claims that people wrote in their own words. Retold sentences are many and easy, and alone
they would teach it to compare words; so after the first round only some of them are used.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from training.support_model.rows import Pair, read_pairs, write_pairs

FIRST = 24_000
"""Pairs of the first round: enough to learn what is asked."""
RETOLD = 0.15
"""Share of the retold sentences in the second round, with errors and without."""
SHARES = {
    "told": 0.42,
    "told/half": 1.0,
    "told/invented": 0.6,
    "told/detail": 0.6,
    "told/name": 0.3,
    "told/dropped": 0.8,
    "told/exchange": 1.0,
    "told/certainty": 1.0,
    "told/role": 1.0,
    "told/scale": 1.0,
    "told/day": 0.5,
    "told/source_dropped": 1.0,
}
"""Shares of the last round: all of what is rare, or what comparing words does not find."""
OTHER_TOLD = 0.25
"""Share of the other errors in retold sentences: figures, denials and opposites, which rules find."""
ENCYCLOPEDIA = {0: 0.5, 1: 0.6}
"""Shares of the rows of fever by label: short claims on an encyclopedia, the most rows of any set."""
PLANTED_THERE = 0.6
"""Share of the claims of fever with an error put in, denials apart."""
NEGATED_THERE = 0.3
"""Share of the claims of fever that are denied by rule; a plain "not" is easily seen."""
NEGATED = 0.6
"""The same for the other sets."""
PEOPLE = ("defacto", "factcg_cg2c", "fool_me_twice", "fib")
"""Sets whose claims people wrote, as they wrote them; some keep the model used to other documents."""
BESIDE_TWINS = 1_000
"""So many of them, true and false each, go with the twins."""
TWICE = ("defacto", "factcg_cg2c")
"""Sets on news whose supported claims, written by people, are too few; they come twice in the last round."""


def first(pairs: Sequence[Pair], chance: Random) -> list[Pair]:
    """Return the pairs in front, as they come: all kinds, so that plain cases teach the task too."""
    return list(pairs[:FIRST])


def people(pairs: Sequence[Pair], chance: Random) -> list[Pair]:
    """Return all pairs with claims of people, with and without errors put in, and some retold sentences."""
    return [p for p in pairs if not p.kind.startswith("told") or chance.random() < RETOLD]


def last(pairs: Sequence[Pair], chance: Random) -> list[Pair]:
    """Return each kind by its share, true claims of people on news twice, shuffled."""
    made = []
    for pair in pairs:
        if chance.random() < share(pair):
            made.append(pair)
        if pair.kind in TWICE and pair.label:
            made.append(pair)
    chance.shuffle(made)
    return made


def twins(pairs: Sequence[Pair], chance: Random) -> list[Pair]:
    """Return all twins, and some claims of people on other documents, as many true as false, shuffled."""
    told = [p for p in pairs if p.kind.startswith("twins/")]
    for label in (0, 1):
        others = [p for p in pairs if p.kind in PEOPLE and p.label == label]
        told += chance.sample(others, min(BESIDE_TWINS, len(others)))
    chance.shuffle(told)
    return told


def share(pair: Pair) -> float:
    """Return how likely a pair is in the last round."""
    if pair.kind.startswith("told"):
        return SHARES.get(pair.kind, OTHER_TOLD)
    negated = pair.kind.endswith("negation")
    if pair.kind == "fever_dev_rte":
        return ENCYCLOPEDIA[pair.label]
    if pair.kind.startswith("fever"):
        return NEGATED_THERE if negated else PLANTED_THERE
    return NEGATED if negated else 1.0


ROUNDS: dict[str, Callable[[Sequence[Pair], Random], list[Pair]]] = {
    "first": first,
    "people": people,
    "last": last,
    "twins": twins,
}
"""The rounds by name, in their order."""


def main() -> None:
    """Write the pairs of a round and say how many of them are supported."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--round", choices=ROUNDS, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=3)
    told = parser.parse_args()
    mixed = ROUNDS[told.round](read_pairs(told.pairs), Random(told.seed))
    write_pairs(told.out, mixed)
    print(f"{len(mixed)} pairs, {sum(pair.label for pair in mixed)} supported")


if __name__ == "__main__":
    main()
