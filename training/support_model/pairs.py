"""The training pairs: rows of the pool, and what rules make of their documents and claims.

`python -m training.support_model.pairs --pool train_pool.jsonl.gz --out pairs.jsonl`
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from agent.text.excerpt import excerpt
from agent.text.words import terms
from training.support_model.planting import planted, tails
from training.support_model.retelling import joined, retold
from training.support_model.rows import Pair, Row, pieces, read_pool, write_pairs

WORDS = (60, 110)
"""Words of a premise: drawn between these two, so that the model meets short and long ones."""
SHARE = {"fever_dev_rte": 0.8, "fib": 0.35}
"""How much of a set's unsupported rows is used; fib is nine parts of ten unsupported, and wordy."""
PLANTED = {"fever_dev_rte": 0.4}
"""How many of a set's supported claims come a second time, with an error."""
TOLD = 0.55
"""Share of a document's retold sentences that come true, beside one with an error: fewer, so that words in
common are no reason to believe a claim."""
DROPPED = 0.06
"""Share of a document's sentences that come without their evidence."""
NOWHERE = (0, 0)
"""Where a true claim errs."""
NEWS = ("defacto", "fib", "factcg_cg2c", "summac_xsumfaith")
"""Sets whose documents are news articles."""


def from_rows(rows: list[Row], strangers: list[str], chance: Random) -> Iterator[Pair]:
    """Yield the rows, and for many a supported claim one with an error and one without its evidence."""
    for row in rows:
        if row.label == 0 and chance.random() > SHARE.get(row.set, 1.0):
            continue
        premise = excerpt(row.doc, row.claim, chance.randint(*WORDS))
        yield Pair(premise, row.claim, row.label, row.set, row.doc_id, NOWHERE if row.label else None)
        if row.label == 0:
            continue
        wrong = planted(row.claim, row.doc, chance, strangers)
        if wrong and chance.random() < PLANTED.get(row.set, 1.0):
            yield Pair(premise, wrong.text, 0, f"{row.set}/{wrong.rule}", row.doc_id, wrong.wrong)
        if row.set in NEWS and chance.random() < 0.5:
            yield from _without_evidence(row, chance)


def _without_evidence(row: Row, chance: Random) -> Iterator[Pair]:
    """Yield the claim against its document without the two sentences that share most with it."""
    told = pieces(row.doc)
    if len(told) < 6:
        return
    keys = {t.key for t in terms(row.claim)}
    ranked = sorted(range(len(told)), key=lambda n: -sum(t.weight for t in terms(told[n]) if t.key in keys))
    rest = " ".join(s for n, s in enumerate(told) if n not in ranked[:2])
    premise = excerpt(rest, row.claim, chance.randint(*WORDS))
    yield Pair(premise, row.claim, 0, f"{row.set}/dropped", row.doc_id, None)


def from_documents(rows: list[Row], strangers: list[str], chance: Random, each: int) -> Iterator[Pair]:
    """Yield retold sentences of news documents: true ones, and others with one error."""
    seen: set[str] = set()
    for row in rows:
        # Some documents are in small letters throughout; names cannot be told from words in them.
        if row.set not in NEWS or row.doc_id in seen or row.doc[:200] == row.doc[:200].lower():
            continue
        seen.add(row.doc_id)
        told = pieces(row.doc)
        fit = [n for n, s in enumerate(told) if _tellable(s)]
        for n in chance.sample(fit, min(each, len(fit))):
            yield from _of_sentence(row, told, n, strangers, chance)


def _tellable(text: str) -> bool:
    """Tell whether a sentence is whole, of usual length, and not spoken in the first person."""
    whole = 8 <= len(text.split()) <= 34 and text[0].isupper() and text[-1] in '."”'
    return whole and not re.search(r"\b(?:I|we)\b", text)


def _of_sentence(row: Row, told: list[str], n: int, strangers: list[str], chance: Random) -> Iterator[Pair]:
    """Yield one sentence retold, true and with an error, now and then joined with the next or unproven."""
    claim = retold(told[n], chance)
    if chance.random() < 0.3 and n + 1 < len(told) and _tellable(told[n + 1]):
        half, claim = claim, joined(claim, retold(told[n + 1], chance), chance)
        if chance.random() < 0.5:
            yield from _half_told(row, told, n, (half, claim), chance)
            return
    premise = excerpt(row.doc, claim, chance.randint(*WORDS))
    if told[n] not in premise:
        # Whether the rest bears the claim out is not known.
        return
    if chance.random() < TOLD:
        yield Pair(premise, claim, 1, "told", row.doc_id, NOWHERE)
    wrong = planted(claim, row.doc, chance, strangers)
    if wrong:
        yield Pair(premise, wrong.text, 0, f"told/{wrong.rule}", row.doc_id, wrong.wrong)
    if chance.random() < DROPPED:
        rest = " ".join(s for i, s in enumerate(told) if i != n)
        yield Pair(excerpt(rest, claim, chance.randint(*WORDS)), claim, 0, "told/dropped", row.doc_id, None)


def _half_told(row: Row, told: list[str], n: int, claims: tuple[str, str], chance: Random) -> Iterator[Pair]:
    """Yield two facts as one sentence against a source of the first alone, and the first for itself."""
    half, both = claims
    rest = " ".join(s for i, s in enumerate(told) if i != n + 1)
    premise = excerpt(rest, both, chance.randint(*WORDS))
    if told[n] in premise:
        yield Pair(premise, both, 0, "told/half", row.doc_id, (len(half), len(both)))
        yield Pair(premise, half, 1, "told", row.doc_id, NOWHERE)


def make(pool: Path, seed: int, each: int) -> list[Pair]:
    """Return all pairs that the pool gives, shuffled.

    They are the same for the same seed, if Python's own hashes are too (PYTHONHASHSEED): an excerpt weighs
    sentences by sums over sets of words, and which of two that weigh alike comes first hangs on their order.
    """
    chance = Random(seed)
    rows = list(read_pool(pool))
    texts = {row.doc_id: row.doc for row in rows if row.set in NEWS}
    strangers = tails([s for doc in texts.values() for s in pieces(doc)])
    pairs = [*from_rows(rows, strangers, chance), *from_documents(rows, strangers, chance, each)]
    chance.shuffle(pairs)
    return pairs


def main() -> None:
    """Write the pairs and say how many of each kind there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=4, help="sentences taken from each news document")
    told = parser.parse_args()
    pairs = make(told.pool, told.seed, told.each)
    write_pairs(told.out, pairs)
    for (kind, label), n in sorted(Counter((p.kind, p.label) for p in pairs).items()):
        print(f"{kind:32} {label} {n:6}")
    print(f"{len(pairs)} pairs, {sum(p.label for p in pairs)} supported")


if __name__ == "__main__":
    main()
