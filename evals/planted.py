"""Errors of every kind, planted by rule: which of them a reader would get.

Apart for sentences of the sources themselves and for paraphrases, because a writer that copies is easy to
check; beside it how many of the same sentences are refused without an error in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agent.check.claims import Checker
from agent.make import make_checker
from evals.judging import Judged, Pair, judge_pairs
from evals.planting import KINDS, Host, Planted, plant
from evals.planting.sources import paraphrased, verbatim
from evals.result import Miss, SuiteResult
from evals.wilson import wilson

EACH = 50
"""Errors of each kind in each half, where there are places for as many."""
ALARMS = 0.03
"""Share of faithful sentences that may be refused where survival is told at equal cost."""

PARAPHRASE = "paraphrase"
"""The half in which people wrote the sentences."""

Counts = dict[str, tuple[int, int]]
"""How many went wrong of how many, by figure."""


@dataclass(frozen=True)
class Half:
    """What became of one sort of sentences."""

    planted: Sequence[tuple[Planted, Judged]]
    """Those with an error."""
    clean: Sequence[tuple[Host, Judged]]
    """The same sentences without."""


def planted(data: Path | None) -> SuiteResult | None:
    """Return survival by half and kind with the false alarms beside it; on our own data without a folder.

    `paraphrase.survival_at_3` is the survival where the support score refuses as much as it can with at most
    3 % of the faithful sentences refused; not told where the rules alone refuse more. None without sentences.
    """
    return _own() if data is None else _measured(data)


@cache
def _own() -> SuiteResult | None:
    return _measured(None)


def _measured(data: Path | None) -> SuiteResult | None:
    hosts = {"verbatim": verbatim(data), PARAPHRASE: paraphrased(data)}
    checker = make_checker()
    metrics: dict[str, float] = {}
    counts: Counts = {}
    misses: list[Miss] = []
    for name, some in hosts.items():
        if some:
            half = judged_half(some, checker)
            counts |= {f"{name}.{key}": value for key, value in counted(half).items()}
            if name == PARAPHRASE:  # what stands in its source passes at any threshold
                metrics |= {f"{name}.{key}": value for key, value in at_equal_cost(half).items()}
            misses.extend(missed(name, half))
    if not counts:
        return None
    told = {f"{_sized(key)}": float(n) for key, (_, n) in counts.items()}
    return SuiteResult(
        suite="planted",
        metrics={key: bad / n for key, (bad, n) in counts.items()} | metrics | told,
        intervals={key: wilson(bad, n) for key, (bad, n) in counts.items()},
        n=sum(n for key, (_, n) in counts.items() if key.count(".") == 1),
        misses=tuple(misses),
    )


def judged_half(hosts: Sequence[Host], checker: Checker, kinds: Sequence[str] = tuple(KINDS)) -> Half:
    """Return what becomes of errors planted in the hosts, and of the hosts that were used."""
    errors = [one for kind in kinds for one in plant(kind, hosts, EACH)]
    used = list(dict.fromkeys(one.host for one in errors))
    texts = [(one.host, one.text) for one in errors] + [(host, host.text) for host in used]
    found = judge_pairs([Pair(host.source, text, host.published) for host, text in texts], checker)
    each = [one.worst for one in found]
    return Half(
        tuple(zip(errors, each[: len(errors)], strict=True)),
        tuple(zip(used, each[len(errors) :], strict=True)),
    )


def counted(half: Half) -> Counts:
    """Return survival in all and by kind, false alarms, and those that no threshold on the score can undo."""
    found: Counts = {"survival": _share([judged.passed for _, judged in half.planted])}
    for kind in KINDS:
        of_kind = [judged.passed for one, judged in half.planted if one.kind == kind]
        if of_kind:
            found[f"survival.{kind}"] = _share(of_kind)
    found["false_alarms"] = _share([not judged.passed for _, judged in half.clean])
    found["false_alarms_by_rule"] = _share([judged.by_rule for _, judged in half.clean])
    return found


def at_equal_cost(half: Half) -> dict[str, float]:
    """Return survival at the highest threshold on the support score that keeps false alarms low enough.

    A sentence that stands in its source passes whatever its score, as in the product; one that a rule refuses
    never does.
    """
    clean = sorted(_reach(judged) for _, judged in half.clean)
    allowed = int(ALARMS * len(clean))
    if not clean or clean[allowed] < 0:
        return {}
    threshold = clean[allowed]
    survived = sum(_reach(judged) >= threshold for _, judged in half.planted)
    return {"survival_at_3": survived / len(half.planted)}


def _reach(judged: Judged) -> float:
    """Return the highest threshold at which a sentence still passes; below 0 where it passes at none."""
    if judged.by_rule:
        return -1.0
    return 2.0 if judged.verbatim else -1.0 if judged.support is None else judged.support


def missed(name: str, half: Half) -> Iterator[Miss]:
    """Yield the errors that survived and the faithful sentences that were refused."""
    for one, judged in half.planted:
        if judged.passed:
            note = f"Planted in: {one.host.text}"
            yield _miss(f"{name}.{one.kind}", one.host, one.text, "not supported", (note,), judged)
    for host, judged in half.clean:
        if not judged.passed:
            against = tuple(f.message or f.reason.value for f in judged.failed)
            yield _miss(f"{name}.false_alarms", host, host.text, "supported", against, judged)


def _miss(group: str, host: Host, text: str, expected: str, notes: tuple[str, ...], judged: Judged) -> Miss:
    return Miss(
        case=group.rpartition(".")[2],
        group=group,
        passages=(host.source,),
        claim=text,
        expected=expected,
        got=judged.verdict.label.replace("_", " "),
        findings=notes,
    )


def _share(wrong: Sequence[bool]) -> tuple[int, int]:
    return sum(wrong), max(1, len(wrong))


def _sized(key: str) -> str:
    """Return the name of the number of cases behind a figure: `verbatim.n.figure`."""
    half, _, figure = key.partition(".")
    return f"{half}.n.{figure.removeprefix('survival.')}"
