"""Train the support model for one round; may be stopped at any time, and goes on from its last checkpoint.

`python -m training.support_model.train --encoder MINILM_FOLDER --pairs mix.jsonl --work FOLDER`

Each round has a folder of its own: a checkpoint holds for the pairs it was made with.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import torch  # type: ignore[import-not-found]  # only where we train
from tokenizers import Tokenizer

from training.support_model.network import LIMIT, SupportNetwork, freeze

bce, softplus = torch.nn.functional.binary_cross_entropy_with_logits, torch.nn.functional.softplus

TWIN_LOSS = 0.5
"""Weight of the ranking of a true claim above a false one of the same document."""
TWINS = 4
"""Most pairs of one document that are kept together in a batch."""
KEPT = 0.995
"""What the running mean of the weights keeps at each step; the mean is what is measured and shipped."""
WORD_LOSS = 0.5
"""Weight of the words' loss beside that of the whole claim."""
SMOOTH = 0.03
"""Labels are drawn in by so much: rules and annotators err."""
SAVE_EVERY = 240
"""Seconds between two checkpoints."""


class Example(NamedTuple):
    """A pair as numbers."""

    ids: list[int]
    """Tokens of the premise and the claim."""
    types: list[int]
    """1 for a token of the claim, 0 for one of the premise."""
    label: float
    words: list[float]
    """1 for a token that is not borne out, 0 for one that is, -1 where nobody told."""
    doc: str
    """Names the document: pairs of one are twins."""


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
    return Example(ids, types, float(pair["label"]), words, pair["doc_id"])


def units(examples: list[Example], chance: Random) -> list[list[Example]]:
    """Return the examples in groups of one document each, true and false together where there are both."""
    by_doc: dict[str, list[Example]] = {}
    for one in examples:
        by_doc.setdefault(one.doc, []).append(one)
    made = []
    for group in by_doc.values():
        chance.shuffle(group)
        true = [e for e in group if e.label > 0.5]
        false = [e for e in group if e.label < 0.5]
        mixed = [e for both in zip(true, false, strict=False) for e in both]
        mixed += true[len(false) :] + false[len(true) :]
        made += [mixed[at : at + TWINS] for at in range(0, len(mixed), TWINS)]
    return made


def batches(examples: list[Example], tokens: int, seed: int) -> Iterator[list[Example]]:
    """Yield batches of about equal numbers of tokens, of units of about equal length, in random order."""
    chance = Random(seed)
    longest = [(max(len(e.ids) for e in unit), unit) for unit in units(examples, chance)]
    order = sorted(longest, key=lambda one: one[0] + chance.random() * 16)
    made: list[list[Example]] = [[]]
    for length, unit in order:
        if made[-1] and length * (len(made[-1]) + len(unit)) > tokens:
            made.append([])
        made[-1] += unit
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
    loss = bce(whole, labels * (1 - 2 * SMOOTH) + SMOOTH) + TWIN_LOSS * _ranked(whole, batch)
    known = words >= 0
    if bool(known.any()):
        loss = loss + WORD_LOSS * bce(each[known], words[known], pos_weight=torch.tensor(3.0))
    return loss


def _ranked(whole: Any, batch: list[Example]) -> Any:
    """Return how far true claims fail to stand above false ones of the same document."""
    both = [
        (n, m)
        for n, true in enumerate(batch)
        if true.label > 0.5
        for m, false in enumerate(batch)
        if false.label < 0.5 and false.doc == true.doc
    ]
    if not both:
        return whole.sum() * 0
    above = torch.tensor([n for n, _ in both]), torch.tensor([m for _, m in both])
    return softplus(whole[above[1]] - whole[above[0]] + 1.0).mean()


def read_tokenizer(encoder: Path) -> Tokenizer:
    """Return the tokenizer of the encoder; cutting and padding are ours."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def train(told: argparse.Namespace) -> None:
    """Run all epochs, keeping a checkpoint every few minutes; write the running mean of the weights."""
    torch.manual_seed(told.seed)
    torch.set_num_threads(told.threads)
    tokenizer = read_tokenizer(told.encoder)
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
    falling = max(1, len(plan) - warm)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.03, (len(plan) - n) / falling))
    )
    averaged = torch.optim.swa_utils.get_ema_multi_avg_fn(KEPT)
    mean = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=averaged)
    parts = {"network": network, "average": mean, "optimiser": optimiser, "schedule": schedule}
    _run(told.work / "checkpoint.pt", parts, plan)
    torch.save(mean.module.state_dict(), told.work / "weights.pt")


def _run(kept: Path, parts: dict[str, Any], plan: list[list[Example]]) -> None:
    """Take a step for each batch of the plan that the checkpoint has not done yet."""
    network = parts["network"]
    done = _resume(kept, parts)
    network.train()
    started, saved, mean = time.monotonic(), time.monotonic(), 0.7
    for number in range(done, len(plan)):
        loss = loss_of(network, plan[number])
        parts["optimiser"].zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        parts["optimiser"].step()
        parts["schedule"].step()
        parts["average"].update_parameters(network)
        mean = 0.98 * mean + 0.02 * float(loss)
        if number % 25 == 0:
            spent = time.monotonic() - started
            left = spent / (number + 1 - done) * (len(plan) - number - 1) / 60
            print(f"step {number + 1}/{len(plan)} loss {mean:.3f}, {left:.0f} min left", flush=True)
        if time.monotonic() - saved > SAVE_EVERY:
            _keep(kept, parts, number + 1)
            saved = time.monotonic()


def _resume(kept: Path, parts: dict[str, Any]) -> int:
    """Put everything in the state of the checkpoint, if there is one; return how many steps are done."""
    if not kept.exists():
        return 0
    state = torch.load(kept, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return int(state["done"])


def _keep(kept: Path, parts: dict[str, Any], done: int) -> None:
    """Write the checkpoint aside and put it in place whole, so that a stop in between spoils nothing."""
    state = {name: part.state_dict() for name, part in parts.items()}
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
