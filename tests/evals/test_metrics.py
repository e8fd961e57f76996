"""Figures of a classifier, against values worked out by hand."""

from __future__ import annotations

import pytest

from evals.metrics import (
    auc,
    balanced_accuracy,
    f1,
    f1_constant,
    mid_ranks,
    pairs_in_order,
    recall_at,
    spearman,
)

TOLD = [(True, True), (True, True), (True, False), (True, True), (False, False), (False, True)]
"""Three of four supported ones and one of two unsupported ones are told right."""


def test_balanced_accuracy_is_the_mean_of_both_classes() -> None:
    assert balanced_accuracy(TOLD) == (0.75 + 0.5) / 2
    assert balanced_accuracy([(True, True), (True, False)]) is None


def test_a_constant_answer_has_half_the_balanced_accuracy() -> None:
    assert balanced_accuracy([(label, True) for label, _ in TOLD]) == 0.5


@pytest.mark.parametrize(
    ("scored", "area"),
    [
        ([(True, 0.9), (False, 0.1)], 1.0),
        ([(True, 0.1), (False, 0.9)], 0.0),
        ([(True, 0.5), (False, 0.5)], 0.5),
        # 0.8 is above both; 0.4 is above 0.2 and level with 0.4: 3.5 of 4 pairs.
        ([(True, 0.8), (True, 0.4), (False, 0.4), (False, 0.2)], 0.875),
    ],
)
def test_auc_is_the_share_of_pairs_in_order_with_ties_counted_half(
    scored: list[tuple[bool, float]], area: float
) -> None:
    assert auc(scored) == area


def test_one_class_alone_has_no_auc() -> None:
    assert auc([(True, 0.3)]) is None


def test_f1_counts_unsupported_as_the_positive_class() -> None:
    # One hit, one supported case refused, one unsupported case missed.
    assert f1(TOLD) == 2 * 1 / (2 * 1 + 1 + 1)
    assert f1([]) == 0.0
    assert f1([(True, True)]) == 0.0


def test_who_calls_everything_unsupported_has_full_recall_and_the_base_rate_as_precision() -> None:
    precision = 2 / 6
    assert f1_constant([label for label, _ in TOLD]) == pytest.approx(2 * precision / (precision + 1))


def test_equal_values_share_their_ranks() -> None:
    assert mid_ranks([0.2, 0.9, 0.2, 0.1]) == [2.5, 4.0, 2.5, 1.0]
    assert mid_ranks([]) == []


def test_rank_correlation_looks_at_order_alone() -> None:
    assert spearman([1, 2, 3], [10, 100, 1000]) == pytest.approx(1.0)
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)
    # Squared differences of ranks 1 + 1 + 0: 1 - 6 * 2 / (3 * 8).
    assert spearman([1, 2, 3], [2, 1, 3]) == pytest.approx(0.5)
    assert spearman([1, 2], [5, 5]) is None


def test_pairs_are_in_order_where_the_supported_twin_scores_higher() -> None:
    assert pairs_in_order([(0.9, 0.1), (0.2, 0.8), (0.5, 0.5), (0.6, 0.5)]) == 0.625
    assert pairs_in_order([]) is None


def test_recall_is_taken_where_few_enough_supported_cases_fall_below() -> None:
    good = [(True, n / 20) for n in range(1, 21)]
    bad = [(False, 0.04), (False, 0.06), (False, 0.5), (False, 1.0)]
    assert recall_at([*good, *bad], 0.0) == 0.25
    assert recall_at([*good, *bad], 0.05) == 0.5
    assert recall_at([*good, *bad], 0.5) == 0.75
    assert recall_at(good, 0.05) is None
