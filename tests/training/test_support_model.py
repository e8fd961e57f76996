"""What the support model learns from: errors by rule, true retellings, and the pairs made of them."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from agent.text.figures import figures
from training.support_model import pairs
from training.support_model.planting import RULES, Planted, planted
from training.support_model.retelling import joined, reported, retold, reworded
from training.support_model.rows import Pair, clean, pieces, read_pairs, read_pool, write_pairs
from training.support_model.tables import OPPOSITES, ROLES

ARTICLE = (
    "The harbour board of Velmora will spend £48 million on a new quay. "
    "Ines Kaltbrun presented the plan to Jonas Wetherell in the town hall on Tuesday. "
    "Work on the quay could begin in March if the council approves it. "
    "The board claimed that the quay would bring 1,250 jobs to the town. "
    "Traders opposed an earlier plan in October because of the noise from the cranes. "
    "Marta Oszkar leads the traders of Port Lindel and expects 900 jobs at most. "
    "The ferries to Port Lindel carried 310,000 passengers in the last year. "
    "A survey of the seabed took nearly eleven weeks with a ship from Port Lindel. "
    "The old quay was built in 1954 and is closed to heavy lorries."
)
TRUE = pieces(ARTICLE)
STRANGERS = [" after a quarrel about the choice of the band."]
SEEDS = range(40)


def errors() -> Iterator[tuple[str, Planted]]:
    for true in TRUE:
        for seed in SEEDS:
            if wrong := planted(true, ARTICLE, Random(seed), STRANGERS):
                yield true, wrong


# --- planted errors ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "true", "false"),
    [
        (
            "scale",
            "The quay costs £48 million.",
            {"The quay costs £48 billion.", "The quay costs $48 million."},
        ),
        ("day", "Work begins on Tuesday.", {"Work begins on Friday."}),
        ("name", "Marta Oszkar leads the traders.", {"Ines Kaltbrun leads the traders."}),
        ("exchange", "Mr Hollin beat Mrs Oszkar.", {"Mr Oszkar beat Mrs Hollin."}),
        ("negation", "The quay is closed.", {"The quay is not closed."}),
        ("negation", "The quay is not closed.", {"The quay is closed."}),
        ("negation", "Traders rejected the plan.", {"Traders did not reject the plan."}),
        ("opposite", "Traders rejected the plan.", {"Traders accepted the plan."}),
        ("certainty", "The board plans to sell the quay.", {"The board did sell the quay."}),
        ("certainty", "It took nearly a year.", {"It took a year."}),
        ("role", "The mayor came late.", {"The governor came late."}),
        (
            "source_dropped",
            "Traders claimed that the noise keeps guests away.",
            {"The noise keeps guests away."},
        ),
        ("detail", "The quay costs £48 million.", {"The quay costs £48 million with a ship from Dorn."}),
    ],
)
def test_a_rule_tells_something_else_in_the_same_style(rule: str, true: str, false: set[str]) -> None:
    doc = f"{true} Ines Kaltbrun spoke on Friday. A survey took a year with a ship from Dorn."
    assert RULES[rule][0](true, doc, Random(1)) in false


@pytest.mark.parametrize(
    ("true", "shape"),
    [
        ("The town lost 1,250 jobs.", r"The town lost (?!1,250 )[\d,]+ jobs\."),
        ("It opened in 1954.", r"It opened in (?!1954)19[4-6]\d\."),
        ("It grew by 2.5%.", r"It grew by (?!2\.5%)\d\.\d%\."),
        ("It took six weeks.", r"It took (?!six )[a-z]+ weeks\."),
    ],
)
def test_a_figure_gets_another_value(true: str, shape: str) -> None:
    for seed in SEEDS:
        assert re.fullmatch(shape, RULES["figure"][0](true, true, Random(seed)) or "")


def test_an_error_differs_from_the_true_sentence_and_says_where() -> None:
    for true, (false, rule, (start, end)) in errors():
        assert false != true, rule
        assert 0 <= start < end <= len(false), rule
        assert true.startswith(false[:start]), rule
        assert true.endswith(false[end:]), rule


def test_the_mark_of_an_error_covers_the_words_that_are_wrong() -> None:
    marked = {(wrong.rule, wrong.text[slice(*wrong.wrong)]) for _, wrong in errors()}
    assert {("opposite", "young"), ("negation", "not"), ("certainty", "will"), ("scale", "billion")} <= marked


def test_every_rule_is_tried() -> None:
    assert {wrong.rule for _, wrong in errors()} >= {*RULES, "invented"} - {"exchange", "role"}


def test_the_same_seed_plants_the_same_error() -> None:
    assert list(errors()) == list(errors())


def test_a_sentence_that_no_rule_fits_gets_no_error() -> None:
    assert planted("Grass grows here.", "Grass grows here.", Random(1)) is None


@pytest.mark.parametrize("between", ["met", "and", "married"])
def test_names_on_both_sides_of_a_mutual_verb_do_not_change_places(between: str) -> None:
    text = f"Mr Hollin {between} Mrs Oszkar."
    assert RULES["exchange"][0](text, text, Random(1)) is None


def test_two_words_replace_one_but_are_never_replaced() -> None:
    assert OPPOSITES["beat"] == "lost to"
    assert ROLES["police"] == "fire service"
    assert not [old for old in OPPOSITES | ROLES if " " in old or "-" in old]


# --- retold sentences ----------------------------------------------------------------------------------


def values(text: str) -> Counter[tuple[str, str]]:
    return Counter((str(f.base), f.dimension or "") for f in figures(text))


@pytest.mark.parametrize(
    "text",
    [
        "The town lost 1,250 jobs and £3.4bn within 7 years.",
        "Sales rose 12% to $90m last year.",
        "About 4 per cent of the 310,000 passengers paid £6.",
        "The firm bought 11 cars for 2.5 million euros.",
    ],
)
def test_a_retold_sentence_keeps_the_values_of_its_figures(text: str) -> None:
    told = {retold(text, Random(seed)) for seed in SEEDS}
    assert len(told) > 1
    for one in told:
        assert values(one) == values(text), one


def test_a_quotation_is_told_indirectly_unless_somebody_speaks_of_himself() -> None:
    told = reported("“The quay is too short for ferries,” said Ines Kaltbrun.", Random(1))
    assert told.startswith("Ines Kaltbrun ")
    assert told.endswith(" that the quay is too short for ferries.")
    own = "“We need a longer quay for ferries,” said Ines Kaltbrun."
    assert reported(own, Random(1)) == own


def test_at_most_three_words_are_replaced() -> None:
    text = "The firm started a huge factory because many workers needed money."
    for seed in SEEDS:
        made = reworded(text, Random(seed))
        assert len(made.split()) == len(text.split())
        assert 1 <= sum(a != b for a, b in zip(text.split(), made.split(), strict=True)) <= 3


def test_two_sentences_joined_are_one() -> None:
    made = joined("The quay is old.", "It was built in 1954.", Random(1))
    assert len(pieces(made)) == 1
    assert made.startswith("The quay is old")
    assert made.endswith(" it was built in 1954.")


# --- pairs ---------------------------------------------------------------------------------------------


def row(claim: str, label: int, licence_ok: bool = True, doc_id: str = "1") -> dict[str, object]:
    return {
        "set": "defacto",
        "doc_id": doc_id,
        "doc": ARTICLE,
        "claim": claim,
        "label": label,
        "licence_ok": licence_ok,
    }


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    path = tmp_path / "pool.jsonl.gz"
    rows = [
        row("Velmora gets a new quay for £48 million.", 1),
        row("Work on a quay in Velmora could begin in spring.", 1, doc_id="2"),
        row("Velmora gives up its harbour.", 0),
        row("Nobody may ship what is trained on this row.", 1, licence_ok=False, doc_id="3"),
        row("Too short.", 1, doc_id="4"),
    ]
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write("".join(json.dumps(one) + "\n" for one in rows))
    return path


def test_the_pool_is_read_without_rows_that_bind_us_and_rows_without_words(pool: Path) -> None:
    assert [one.claim.split()[0] for one in read_pool(pool)] == ["Velmora", "Work", "Velmora"]


def test_pairs_of_a_pool_are_supported_and_unsupported_by_people_and_by_rule(pool: Path) -> None:
    made = pairs.make(pool, seed=1, each=9)
    assert {(p.kind, p.label) for p in made} >= {("defacto", 0), ("defacto", 1), ("told", 1)}
    assert {p.label for p in made if p.kind.startswith("told/")} == {0}
    assert not [p for p in made if "Nobody" in p.claim]
    assert made == pairs.make(pool, seed=1, each=9)


def test_a_pair_marks_where_it_errs_only_where_that_is_known(pool: Path) -> None:
    for pair in (p for seed in range(5) for p in pairs.make(pool, seed, each=9)):
        if pair.label:
            assert pair.wrong == (0, 0)
        elif pair.kind == "defacto" or pair.kind.endswith("/dropped"):
            assert pair.wrong is None
        else:
            assert pair.wrong is not None
            assert pair.claim[slice(*pair.wrong)]


def test_a_sentence_told_half_is_supported_by_half_its_source(pool: Path) -> None:
    made = [p for seed in range(10) for p in pairs.make(pool, seed, each=9)]
    halves = [p for p in made if p.kind == "told/half"]
    assert halves
    for pair in halves:
        assert pair.wrong is not None
        known = pair.claim[: pair.wrong[0] - 1]  # without the full stop that joining takes away
        assert any(p.label and p.premise == pair.premise and p.claim.startswith(known) for p in made)


def test_pairs_are_read_as_they_were_written(tmp_path: Path) -> None:
    made = [
        Pair("A quay “is” long.", "A quay is long.", 1, "told", "x:1", (0, 0)),
        Pair("A quay is long.", "A quay is short.", 0, "x", "x:1", None),
    ]
    write_pairs(tmp_path / "pairs.jsonl", made)
    assert read_pairs(tmp_path / "pairs.jsonl") == made


def test_tokenised_text_is_read_as_a_newspaper_prints_it() -> None:
    assert (
        clean("`` It did n't cost $ 5 -LRB- net -RRB- , '' he said .")
        == '" It didn\'t cost $5 (net), " he said.'
    )
