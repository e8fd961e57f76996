"""Training pairs from twin claims: what a passage says, and the same sentence with one thing wrong.

`python -m training.support_model.twins --stories training/data/twins.jsonl.gz --out twins_pairs.jsonl`

Each pair of twins stands with its passage and with a passage in which one stretch was changed so that the
twins change sides. So every claim comes once with each label, and so does every passage: neither the
words of a claim nor how many of them the passage holds tells which it is. Only reading both does.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from agent.text.excerpt import excerpt
from training.support_model.rows import Pair, write_pairs

WORDS = 70
"""Words of a passage that are read: two or three sentences are what a claim rests on."""

KEPT_BACK = 7
"""Last digit of the stories that are measured on."""


def read_stories(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the stories: `id`, `text`, `pairs` with `class`, `a`, `b` and `flip` (old and new stretch)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def is_kept_back(story: str) -> bool:
    """Tell whether a story is for measuring and never trained on: every tenth."""
    return int(story[1:]) % 10 == KEPT_BACK


def pairs_of(stories: Iterable[dict[str, Any]]) -> Iterator[Pair]:
    """Yield four pairs for two twins, either claim with either passage; none where it would not be read."""
    for story in stories:
        for number, twins in enumerate(story["pairs"]):
            old, new = twins["flip"]
            yield from _four(
                story["text"], story["text"].replace(old, new, 1), twins, f"{story['id']}:{number}"
            )


def _four(told: str, turned: str, twins: dict[str, Any], doc_id: str) -> Iterator[Pair]:
    a, b = twins["a"], twins["b"]
    kind = f"twins/{twins['class']}"
    # Both twins are read with one excerpt, so that it does not tell them apart.
    read = [excerpt(text, f"{a} {b}", WORDS) for text in (told, turned)]
    if not all(part in text for part, text in zip(twins["flip"], read, strict=True)):
        return
    for premise, true, false in ((read[0], a, b), (read[1], b, a)):
        yield Pair(premise, true, 1, kind, doc_id, (0, 0))
        yield Pair(premise, false, 0, kind, doc_id, differing(false, true))


def differing(claim: str, other: str) -> tuple[int, int]:
    """Return the stretch of a claim, from word to word, in which it differs from its twin."""
    mine, theirs = claim.split(" "), other.split(" ")
    codes = [c for c in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes() if c[0] != "equal"]
    if not codes:
        return (0, len(claim))
    first, last = codes[0][1], max(codes[-1][2], codes[0][1] + 1)
    starts = [0]
    for word in mine:
        starts.append(starts[-1] + len(word) + 1)
    return starts[min(first, len(mine) - 1)], min(starts[min(last, len(mine))] - 1, len(claim))


def main() -> None:
    """Write the pairs, and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kept-back", action="store_true", help="only the stories that are for measuring")
    told = parser.parse_args()
    stories = [s for s in read_stories(told.stories) if is_kept_back(s["id"]) == told.kept_back]
    made = list(pairs_of(stories))
    write_pairs(told.out, made)
    print(f"{len(made)} pairs from {len(stories)} stories")


if __name__ == "__main__":
    main()
