"""What a user wrote in a conversation, all of it → the last turn, answered.

What the assistant is said to have answered is not looked at: it comes from the client. Each message is read
by the rules of the chat, in order; answers are worked out again only from the last question on, where they
are not remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from agent.chat import Desk, answered
from agent.commands.opening import now
from agent.errors import UnusableRequest
from agent.types import Step, Turn
from agent.web.house import House


def replayed(said: Sequence[str], house: House, owner: str, desk: Desk) -> Turn:
    """Return the last turn of what a person wrote, answered.

    Args:
        said: Their messages, oldest first; at least one.
        house: The server's parts.
        owner: Whose they are.
        desk: What answers them.
    """
    read = _read(said, desk)
    last = len(said) - 1
    first = last
    if (step := read[last].step) is not None and step.kind != "ask":
        first = max((n for n in range(last) if _asks(read[n])), default=last)
    turns = read[:first]
    for n in range(first, last + 1):
        told = house.memory.get(owner, said[: n + 1]) if n < last else None
        turns.append(told or _answered(said[: n + 1], turns, house, owner, desk))
    return turns[-1]


def _read(said: Sequence[str], desk: Desk) -> list[Turn]:
    """Return the turns as they were meant, not answered."""
    turns: list[Turn] = []
    for n, words in enumerate(said, 1):
        step: Step | None = None
        with suppress(UnusableRequest):
            step = desk.read(words, [one.step for one in turns if one.step is not None], now())
        turns.append(Turn(number=n, words=words, step=step, created=now()))
    return turns


def _asks(turn: Turn) -> bool:
    return turn.step is not None and turn.step.kind == "ask"


def _answered(said: Sequence[str], turns: Sequence[Turn], house: House, owner: str, desk: Desk) -> Turn:
    made = answered(said[-1], turns, desk, now())
    if made.briefing is not None:
        house.store.save_briefing(made.briefing, owner)
    house.memory.put(owner, said, made.turn)
    return made.turn
