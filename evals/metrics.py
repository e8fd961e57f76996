"""Figures of a classifier: balanced accuracy, AUC, F1, rank correlation, and what holds of pairs.

Pure. A label is True where the claim is supported; a score is higher the more it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import sqrt

Scored = Sequence[tuple[bool, float]]
"""Label and score of each case."""


def balanced_accuracy(told: Sequence[tuple[bool, bool]]) -> float | None:
    """Return the mean of the shares of both classes that are told right, from (label, said); None for one."""
    shares = []
    for label in (True, False):
        said = [said for true, said in told if true is label]
        if not said:
            return None
        shares.append(sum(one is label for one in said) / len(said))
    return sum(shares) / 2


def auc(scored: Scored) -> float | None:
    """Return the area under the ROC curve, ties counted half (Mann and Whitney 1947); None for one class."""
    good = sum(label for label, _ in scored)
    bad = len(scored) - good
    if not good or not bad:
        return None
    ranks = mid_ranks([score for _, score in scored])
    of_good = sum(rank for rank, (label, _) in zip(ranks, scored, strict=True) if label)
    return (of_good - good * (good + 1) / 2) / (good * bad)


def f1(told: Sequence[tuple[bool, bool]]) -> float:
    """Return F1 with *unsupported* as the positive class, from (label, said), as RAGTruth counts it."""
    hits = sum(not label and not said for label, said in told)
    wrong = sum(label is not said for label, said in told)
    return 2 * hits / (2 * hits + wrong) if hits or wrong else 0.0


def f1_constant(labels: Sequence[bool]) -> float:
    """Return the F1 of the classifier that calls everything unsupported."""
    return f1([(label, False) for label in labels])


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation, ties by their mean rank; None where one side is all the same."""
    ranks = mid_ranks(one), mid_ranks(other)
    middle = (len(one) + 1) / 2
    first, second = ([rank - middle for rank in side] for side in ranks)
    spread = sqrt(sum(a * a for a in first) * sum(b * b for b in second))
    return sum(a * b for a, b in zip(first, second, strict=True)) / spread if spread else None


def mid_ranks(values: Sequence[float]) -> list[float]:
    """Return the ranks of values from 1, equal ones sharing the mean of theirs."""
    ranks = [0.0] * len(values)
    done = 0
    for _, same in groupby(sorted(range(len(values)), key=values.__getitem__), key=values.__getitem__):
        places = list(same)
        for place in places:
            ranks[place] = done + (len(places) + 1) / 2
        done += len(places)
    return ranks


def pairs_in_order(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return the share of pairs (supported twin, unsupported twin) in which the first scores higher.

    Equal scores count half. None without pairs.
    """
    if not pairs:
        return None
    return sum(1.0 if good > bad else 0.5 * (good == bad) for good, bad in pairs) / len(pairs)


def recall_at(scored: Scored, false_alarms: float) -> float | None:
    """Return the most unsupported cases that a threshold on the score can catch, as a share of them.

    A case is refused where its score lies below the threshold; at most that share of the supported ones may
    be. None for one class.
    """
    good = sorted(score for label, score in scored if label)
    bad = [score for label, score in scored if not label]
    if not good or not bad:
        return None
    threshold = good[min(int(false_alarms * len(good) + 1e-9), len(good) - 1)]
    return sum(score < threshold for score in bad) / len(bad)
