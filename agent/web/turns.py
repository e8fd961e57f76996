"""A turn on the server: a place, the money for it, the answer, and what is told of it on the way.

    job = await begin(house, owner, conversation_id, words)
    async for name, value in events(job, told_last): ...

Whoever takes the events has to call `job.stop()` when nobody listens any more; then no model is asked again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import TypeVar

from fastapi.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from agent.commands.opening import now
from agent.deliver.answer import answer
from agent.errors import AletheiaError, NotFound
from agent.guard import say
from agent.overseen import Watch
from agent.store import Conversations
from agent.talking import talked
from agent.types import Answer, Progress, Record, Spent, Turn
from agent.web.house import House
from agent.web.problems import FAULT
from agent.web.wording import worded
from agent.web.work import Job

NEW = "new"
"""Stands for the id of a conversation that is to be begun."""
Event = tuple[str, Record | str]
T = TypeVar("T")


async def begin(house: House, owner: str, conversation: str, words: str) -> Job[Answer]:
    """Have words answered in a conversation, kept, and return the answer on its way.

    Raises:
        NotFound: the owner has no such conversation.
        NotNow: there is no place, or the owner has had what they may have.
        HTTPException: the conversation is being answered.
    """
    kept = Conversations(house.store, owner)
    told = await run_in_threadpool(kept.get, conversation) if conversation != NEW else None
    name, turns = (told.id, told.turns) if told is not None else ("", ())
    place = (owner, name)
    if name and place in house.talking:
        raise HTTPException(409, "This conversation is being answered. Wait for the answer.")

    def do(watch: Watch) -> Answer:
        desk = house.desk(owner, watch)
        id, made = talked(words, name, turns, desk, house.store, owner, now())
        return answer_of(house, owner, id, made.turn)

    if name:
        house.talking.add(place)
    try:
        return await admitted(house, owner, do, lambda: house.talking.discard(place))
    except BaseException:
        house.talking.discard(place)
        raise


async def admitted(
    house: House,
    owner: str,
    do: Callable[[Watch], T],
    ended: Callable[[], None] = lambda: None,
    free: bool = False,
) -> Job[T]:
    """Give work a place and set money aside for it, unless it is free; both are given back when it ends.

    Raises:
        NotNow: there is no place, or the owner has had what they may have.
    """
    house.work.must_have_room()  # who finds no place has not asked
    wish = await run_in_threadpool(house.wish, owner, free)
    entry = await run_in_threadpool(house.spending.begin, wish)

    def after(watch: Watch) -> None:
        ended()
        house.spending.settle(entry, watch.spent)

    try:
        return house.work.start(do, after)
    except BaseException:
        await run_in_threadpool(house.spending.settle, entry, Spent())
        raise


def answer_of(house: House, owner: str, conversation: str, turn: Turn) -> Answer:
    """Return what came back in a turn as programs and pages get it; of a deleted briefing, what is left."""
    briefing = None
    if turn.briefing_id:
        try:
            briefing = house.store.briefing(turn.briefing_id, owner)
        except NotFound:
            briefing = None
    found = [(one, house.store.article(one.article_id, one.content_hash)) for one in turn.shown]
    passages = [(one, article) for one, article in found if article is not None]
    return answer(conversation, turn, briefing, passages, house.settings.zone)


async def events(job: Job[T], last: Callable[[T], Iterable[Event]]) -> AsyncIterator[Event]:
    """Yield what work is at, then what comes of it, as `last` tells it."""
    yield "progress", Progress(step="waiting")
    async for step in job.steps():
        yield "progress", Progress(step=step)
    try:
        told = job.result()
    except AletheiaError as error:
        yield "error", worded(error)
        return
    except Exception as fault:  # the stream has begun: what is wrong is its last event
        say(f"An answer failed: {type(fault).__name__}: {fault}"[:300])
        yield "error", FAULT
        return
    for event in last(told):
        yield event


def told_last(told: Answer) -> Iterator[Event]:
    """Yield an answer's sentences, each whole and checked, then all of it."""
    for sentence in told.sentences:
        yield "sentence", sentence
    yield "turn", told


async def finished(job: Job[T]) -> T:
    """Return all that comes of work.

    Raises:
        AletheiaError: as whatever does it.
    """
    async for _ in job.steps():
        pass
    return job.result()
