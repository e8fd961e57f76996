"""What speaks as OpenAI's interface does: /v1/models and /v1/chat/completions.

A client sends the whole conversation with every request; `replay.py` makes it out. A chunk holds one whole,
checked sentence; the sources stand at the end, with their addresses.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse

from agent.commands.opening import now
from agent.deliver.answer import pieces
from agent.errors import AletheiaError
from agent.guard import say
from agent.overseen import Watch
from agent.types import Answer
from agent.web.access import Visitor
from agent.web.house import House, house_of, visitor_of
from agent.web.problems import FAULT, error_body, of_error
from agent.web.replay import replayed
from agent.web.turns import admitted, answer_of, finished
from agent.web.work import Job

MODEL = "aletheia"
MOST_TURNS = 100
"""User messages of a conversation that are read."""
LONGEST = 4_000
"""Characters of one of them."""
PULSE = 10.0
"""Seconds of silence after which a stream shows that it lives."""
LOOK = 0.5
"""Seconds between two looks whether a client is still there."""

openai = APIRouter(prefix="/v1", include_in_schema=False)


class _Loose(BaseModel):
    """What clients send; most of it is about models of another kind, and left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Part(_Loose):
    """A part of a message."""

    type: str = "text"
    text: str = ""


class Message(_Loose):
    """A message of the conversation."""

    role: str
    content: str | list[Part] | None = None

    @property
    def words(self) -> str:
        """What is written in it."""
        if isinstance(self.content, str):
            return self.content.strip()
        return " ".join(part.text for part in self.content or [] if part.type == "text").strip()


class Completion(_Loose):
    """What is asked for."""

    model: str = MODEL
    messages: list[Message] = Field(max_length=1_000)
    stream: bool = False


@openai.get("/models")
def models() -> dict[str, Any]:
    """List what can be asked: this program, under one name."""
    return {"object": "list", "data": [_MODEL]}


@openai.get("/models/{model_id}")
def model(model_id: str) -> dict[str, Any]:
    """Describe it."""
    _must_be_ours(model_id)
    return _MODEL


async def ordered(
    asked: Completion,
    house: Annotated[House, Depends(house_of)],
    visitor: Annotated[Visitor, Depends(visitor_of)],
) -> AsyncIterator[tuple[Completion, Job[Answer]]]:
    """Begin an answer, and stop it when nobody listens any more: a dependency of the route."""
    _must_be_ours(asked.model)
    said = [one.words for one in asked.messages if one.role == "user" and one.words][-MOST_TURNS:]
    if not said or asked.messages[-1].role != "user" or not asked.messages[-1].words:
        raise HTTPException(400, "The last message has to be the user's, and to say something.")
    if max(map(len, said)) > LONGEST:
        raise HTTPException(400, f"A message may have {LONGEST:,} characters.")

    def do(watch: Watch) -> Answer:
        turn = replayed(said, house, visitor.owner, house.desk(visitor.owner, watch))
        return answer_of(house, visitor.owner, "", turn)

    job = await admitted(house, visitor.owner, do)
    try:
        yield asked, job
    finally:
        job.stop()


@openai.post("/chat/completions")
async def completions(
    order: Annotated[tuple[Completion, Job[Answer]], Depends(ordered)], request: Request
) -> Response:
    """Answer the last message of the user."""
    asked, job = order
    name = f"chatcmpl-{uuid4().hex}"
    if asked.stream:
        return StreamingResponse(_stream(job, name), media_type="text/event-stream")
    told = await _unless_gone(job, request)
    message = {"role": "assistant", "content": "".join(pieces(told)), "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    return JSONResponse({**_head(name, "chat.completion"), "choices": [choice], "usage": usage})


async def _unless_gone(job: Job[Answer], request: Request) -> Answer:
    """Return the answer; where the client hangs up before, the work is stopped."""
    waiting = asyncio.create_task(finished(job))
    try:
        while not waiting.done():
            await asyncio.wait({waiting}, timeout=LOOK)
            if not waiting.done() and await request.is_disconnected():
                job.stop()
        return await waiting
    finally:
        waiting.cancel()


async def _stream(job: Job[Answer], name: str) -> AsyncIterator[str]:
    """Yield the chunks of an answer, as OpenAI sends them."""
    waiting = asyncio.create_task(finished(job))
    try:
        yield _chunk(name, {"role": "assistant", "content": ""})
        while not waiting.done():
            await asyncio.wait({waiting}, timeout=PULSE)
            if not waiting.done():
                yield ": working\n\n"
        told = await waiting
    except AletheiaError as error:
        refusal = of_error(error)
        yield f"data: {json.dumps(error_body(refusal.status_code, refusal.detail))}\n\n"
        return
    except Exception as fault:  # the stream has begun: what is wrong is its last event
        say(f"An answer failed: {type(fault).__name__}: {fault}"[:300])
        yield f"data: {json.dumps(error_body(500, FAULT))}\n\n"
        return
    finally:
        waiting.cancel()
    for piece in pieces(told):
        yield _chunk(name, {"content": piece})
    yield _chunk(name, {}, "stop")
    yield "data: [DONE]\n\n"


def _chunk(name: str, delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    return f"data: {json.dumps({**_head(name, 'chat.completion.chunk'), 'choices': [choice]})}\n\n"


def _head(name: str, kind: str) -> dict[str, Any]:
    return {"id": name, "object": kind, "created": int(now().timestamp()), "model": MODEL}


def _must_be_ours(name: str) -> None:
    if name != MODEL:
        raise HTTPException(404, f"The only model here is {MODEL}.")


_MODEL = {"id": MODEL, "object": "model", "created": 1_770_076_800, "owned_by": "aletheia"}
"""The date is fixed: that of the example newsroom."""
