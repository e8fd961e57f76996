"""Which pairs the rounds of training the support model take."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from training.support_model import mix
from training.support_model.rows import Pair, read_pairs, write_pairs


def of_kind(kind: str, label: int = 0, number: int = 2_000) -> list[Pair]:
    return [Pair("A quay is long.", f"Quay {n} is long.", label, kind, f"x:{n}", None) for n in range(number)]


def test_the_first_round_takes_the_pairs_in_front_as_they_are() -> None:
    given = of_kind("told", number=mix.FIRST + 5)
    assert mix.first(given, Random(3)) == given[: mix.FIRST]


def test_the_second_round_takes_all_claims_of_people_and_few_retold_sentences() -> None:
    people = [*of_kind("fib"), *of_kind("fib/negation"), *of_kind("fever_dev_rte", 1)]
    told = [*of_kind("told", 1), *of_kind("told/figure")]
    made = mix.people([*told, *people], Random(3))
    assert [p for p in made if not p.kind.startswith("told")] == people
    assert len(made) - len(people) == pytest.approx(mix.RETOLD * len(told), rel=0.15)


@pytest.mark.parametrize(
    ("kind", "label", "share"),
    [
        ("told", 1, 0.42),
        ("told/half", 0, 1),
        ("told/name", 0, 0.3),
        ("told/figure", 0, 0.25),
        ("told/negation", 0, 0.25),
        ("fever_dev_rte", 1, 0.6),
        ("fever_dev_rte", 0, 0.5),
        ("fever_dev_rte/name", 0, 0.6),
        ("fever_dev_rte/negation", 0, 0.3),
        ("fib/negation", 0, 0.6),
        ("fib", 0, 1),
        ("fool_me_twice", 1, 1),
        ("defacto", 0, 1),
        ("defacto", 1, 2),
        ("factcg_cg2c", 1, 2),
        ("defacto/name", 0, 1),
    ],
)
def test_the_last_round_takes_each_kind_by_its_share(kind: str, label: int, share: float) -> None:
    given = of_kind(kind, label)
    made = mix.last(given, Random(3))
    assert len(made) == pytest.approx(share * len(given), rel=0 if share >= 1 else 0.12)
    assert set(made) <= set(given)


def test_the_last_round_is_shuffled_and_the_same_for_the_same_seed() -> None:
    given = of_kind("fib")
    assert mix.last(given, Random(3)) == mix.last(given, Random(3)) != given


def test_the_command_writes_the_round_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [*of_kind("told", 1, 40), *of_kind("fib", 0, 5)]
    write_pairs(tmp_path / "pairs.jsonl", given)
    paths = ["--pairs", str(tmp_path / "pairs.jsonl"), "--out", str(tmp_path / "mix.jsonl")]
    monkeypatch.setattr("sys.argv", ["mix", *paths, "--round", "people"])
    mix.main()
    made = read_pairs(tmp_path / "mix.jsonl")
    assert made == mix.people(given, Random(3))
    assert capsys.readouterr().out.startswith(f"{len(made)} pairs, ")
