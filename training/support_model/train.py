"""Train the support model; stops and resumes at any time.

    python -m training.support_model.train --encoder MINILM_FOLDER --pairs pairs.jsonl --work FOLDER
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import torch
from tokenizers import Tokenizer
from torch.nn.functional import binary_cross_entropy_with_logits as bce

from training.support_model.network import LIMIT, SupportNetwork, freeze

WORD_LOSS = 0.5
"""Weight of the words' loss beside that of the whole claim."""
SMOOTH = 0.03
"""Labels are drawn in by so much: rules and annotators err."""


class Example(NamedTuple):
    """A pair as numbers."""

    ids: list[int]
    types: list[int]
    label: float
    words: list[float]
    """1 for a token that is not borne out, 0 for one that is, -1 where nobody told."""


def encode(tokenizer: Tokenizer, pair: dict[str, Any]) -> Example:
    """Return a pair as tokens, the premise cut where both are too long."""
    claim = tokenizer.encode(pair["claim"], add_special_tokens=False)
    room = max(16, LIMIT - len(claim.ids) - 3)
    premise = tokenizer.encode(pair["premise"], add_special_tokens=False).ids[:room]
    own = claim.ids[: LIMIT - 19]
    ids = [101, *premise, 102, *own, 102]
    types = [0] * (len(premise) + 2) + [1] * (len(own) + 1)
    words = [-1.0] * len(ids)
    wrong = pair["wrong"]
    if wrong is not None:
        for n, (start, end) in enumerate(claim.offsets[: len(own)]):
            words[len(premise) + 2 + n] = float(start < wrong[1] and end > wrong[0])
    return Example(ids, types, float(pair["label"]), words)


def batches(examples: list[Example], tokens: int, seed: int) -> Iterator[list[Example]]:
    """Yield batches of about equal numbers of tokens, of examples of about equal length, in random order."""
    chance = Random(seed)
    order = sorted(examples, key=lambda e: len(e.ids) + chance.random() * 16)
    made: list[list[Example]] = [[]]
    for one in order:
        if made[-1] and len(one.ids) * (len(made[-1]) + 1) > tokens:
            made.append([])
        made[-1].append(one)
    chance.shuffle(made)
    yield from made


def tensors(batch: list[Example]) -> tuple[Any, ...]:
    """Return ids, mask, types, labels and word labels, padded."""
    width = max(len(e.ids) for e in batch)

    def padded(rows: list[Any], filler: float, kind: Any) -> Any:
        return torch.tensor([[*row, *[filler] * (width - len(row))] for row in rows], dtype=kind)

    return (
        padded([e.ids for e in batch], 0, torch.long),
        padded([[1] * len(e.ids) for e in batch], 0, torch.long),
        padded([e.types for e in batch], 0, torch.long),
        torch.tensor([e.label for e in batch]),
        padded([e.words for e in batch], -1.0, torch.float32),
    )


def loss_of(network: SupportNetwork, batch: list[Example]) -> Any:
    """Return the mean loss of a batch: of the whole claims, and of those words that are marked."""
    ids, mask, types, labels, words = tensors(batch)
    whole, each = network(ids, mask, types)
    loss = bce(whole, labels * (1 - 2 * SMOOTH) + SMOOTH)
    known = words >= 0
    if bool(known.any()):
        loss = loss + WORD_LOSS * bce(each[known], words[known], pos_weight=torch.tensor(3.0))
    return loss


def train(told: argparse.Namespace) -> None:
    """Run all epochs, keeping a checkpoint every few minutes, and write the weights at the end."""
    torch.manual_seed(told.seed)
    torch.set_num_threads(told.threads)
    tokenizer = Tokenizer.from_file(str(told.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    with told.pairs.open(encoding="utf-8") as lines:
        examples = [encode(tokenizer, json.loads(line)) for line in lines]
    if told.limit:
        examples = examples[: told.limit]
    plan = [b for e in range(told.epochs) for b in batches(examples, told.tokens, told.seed + e)]
    network = SupportNetwork(told.encoder)
    if told.start:
        network.load_state_dict(torch.load(told.start, weights_only=True))
    freeze(network, told.frozen)
    live = [w for w in network.parameters() if w.requires_grad]
    optimiser = torch.optim.AdamW(live, lr=told.rate, weight_decay=0.01)
    warm = max(1, len(plan) // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.03, (len(plan) - n) / (len(plan) - warm)))
    )
    _run(told, network, optimiser, schedule, plan)
    torch.save(network.state_dict(), told.work / "weights.pt")


def _run(told: argparse.Namespace, network: Any, optimiser: Any, schedule: Any, plan: list[list[Example]]) -> None:
    kept = told.work / "checkpoint.pt"
    done = 0
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        done = state["done"]
    network.train()
    started, saved, mean = time.monotonic(), time.monotonic(), 0.7
    for number in range(done, len(plan)):
        loss = loss_of(network, plan[number])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        mean = 0.98 * mean + 0.02 * float(loss)
        if number % 25 == 0:
            spent = time.monotonic() - started
            left = spent / (number + 1 - done) * (len(plan) - number - 1) / 60
            print(f"step {number + 1}/{len(plan)} loss {mean:.3f}, {left:.0f} min left", flush=True)
        if time.monotonic() - saved > 240:
            _keep(kept, network, optimiser, schedule, number + 1)
            saved = time.monotonic()


def _keep(kept: Path, network: Any, optimiser: Any, schedule: Any, done: int) -> None:
    """Write the checkpoint aside and put it in place whole."""
    state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}
    torch.save({**state, "done": done}, kept.with_suffix(".part"))
    kept.with_suffix(".part").replace(kept)


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="for the checkpoint and the weights")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--tokens", type=int, default=3072, help="tokens in a batch")
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers that are held")
    parser.add_argument("--limit", type=int, default=0, help="only the first pairs, for a trial")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    told.work.mkdir(parents=True, exist_ok=True)
    train(told)


if __name__ == "__main__":
    main()
