"""The tools as they are offered: names, what they are for, and what a call comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Condition, Timer
from typing import Any

from pydantic import ValidationError

from agent.commands.opening import Parts
from agent.deliver.quoted import framed, told
from agent.errors import AletheiaError, UnusableRequest
from agent.guard import fault, say
from agent.overseen import Watch
from agent.text.safe import one_line
from agent.tools import work
from agent.types import (
    AskAnswer,
    AskCall,
    BriefAnswer,
    BriefCall,
    CallAnswer,
    CheckAnswer,
    CheckCall,
    Record,
    SearchAnswer,
    SearchCall,
    SpikesAnswer,
    SpikesCall,
    StoriesAnswer,
    StoriesCall,
)

REFUSED = 4
"""Exit code of what is refused because there is nothing to say: an answer, not an error."""

REST = 20.0
"""Seconds without a call after which the index is let go; opening it again takes one."""


@dataclass(frozen=True)
class Tool:
    """A tool."""

    name: str
    title: str
    about: str
    """What a model reads when it chooses."""
    asks: type[Record]
    """Its arguments."""
    answers: type[CallAnswer]
    """What comes back."""
    work: Callable[[Any, work.Job], CallAnswer]
    """Does it."""
    keeps: bool = False
    """It keeps what it made."""


TOOLS = (
    Tool(
        "search",
        "Search the news library",
        "Find passages of news articles that are about a question, best first, with outlet, date and "
        "address. Use it to see what the sources themselves say. With nothing on the question, it says so "
        "and shows what comes closest.",
        SearchCall,
        SearchAnswer,
        work.search,
    ),
    Tool(
        "brief",
        "Write a briefing",
        "Write a briefing in sections on a question: every sentence is cited by number and was checked "
        "against the passage it cites; figures, timeline, disagreements between sources and blind spots "
        "stand below. Takes seconds, with a model longer. For a short answer or a follow-up use `ask`.",
        BriefCall,
        BriefAnswer,
        work.brief,
        keeps=True,
    ),
    Tool(
        "check",
        "Check a text against the library",
        "Give every sentence of a finished text a verdict against the articles: supported, refuted, not "
        "enough info or unchecked, with the passage that decided it and the right figure, date or name where "
        "the text has a wrong one. Use it on what you wrote yourself before you hand it on.",
        CheckCall,
        CheckAnswer,
        work.check,
    ),
    Tool(
        "stories",
        "Stories of the day",
        "List the news stories of the last day, or of the days that are named, those that most outlets tell "
        "first: headline, phase, outlets, independent origins.",
        StoriesCall,
        StoriesAnswer,
        work.stories,
    ),
    Tool(
        "spikes",
        "Bursts of coverage",
        "List stories and watched queries with more coverage than their own past explains, and why.",
        SpikesCall,
        SpikesAnswer,
        work.spikes,
    ),
    Tool(
        "ask",
        "Ask in a conversation",
        "Answer a question from the articles in a few checked and cited sentences, or a follow-up such as "
        "“and since Friday?”, “only Andean Wire”, “why do you say 126?”, “show the sources of the second "
        "sentence”, “what changed?”, “as a table”. A follow-up needs the id of the conversation, which "
        "stands in the answer before.",
        AskCall,
        AskAnswer,
        work.ask,
        keeps=True,
    ),
)


@dataclass(frozen=True)
class Called:
    """What a call came to."""

    text: str
    """For whoever reads."""
    value: dict[str, Any] | None
    """The answer as JSON; None with an error."""


class Counter:
    """Where tools are called; several calls may run at once, in threads of their own.

    A client may hold a server open all day: between calls the index is let go, so that articles can come in.
    """

    def __init__(self, parts: Parts, rest: float = REST) -> None:
        """Work with an open store and library; let the index go after so many seconds without a call."""
        self._parts = parts
        self._rest = rest
        self._idle = Condition()
        self._running = 0
        self._timer = Timer(rest, self._let_go)
        self._count(0)

    def call(self, tool: Tool, arguments: Mapping[str, Any], watch: Watch) -> Called:
        """Call a tool; whatever goes wrong in it is a sentence."""
        self._count(1)
        try:
            return self._answered(tool, arguments, watch)
        except AletheiaError as error:
            return _failed(str(error))
        except BaseException as error:  # panics of the engines' Rust code are no Exception
            sentence = one_line(fault(error))
            say(sentence)
            return _failed(sentence)
        finally:
            self._count(-1)

    def wait(self) -> None:
        """Return when nothing runs any more: before the store and the library are closed."""
        with self._idle:
            self._idle.wait_for(lambda: self._running == 0)
            self._timer.cancel()

    def _count(self, more: int) -> None:
        with self._idle:
            self._running += more
            self._idle.notify_all()
            self._timer.cancel()
            if self._running == 0:
                self._timer = Timer(self._rest, self._let_go)
                self._timer.daemon = True
                self._timer.start()

    def _let_go(self) -> None:
        with self._idle:
            if self._running == 0:
                self._parts.library.close()

    def _answered(self, tool: Tool, arguments: Mapping[str, Any], watch: Watch) -> Called:
        asked = read(tool, arguments)
        try:
            answer = tool.work(asked, work.Job(self._parts, watch))
        except AletheiaError as error:
            if error.exit_code != REFUSED:
                raise
            answer = tool.answers(refused=str(error))
        return Called(told(answer, self._parts.settings.zone), answer.model_dump(mode="json"))


def read(tool: Tool, arguments: Mapping[str, Any]) -> Record:
    """Return the arguments of a call.

    Raises:
        UnusableRequest: one is missing, too many, or not as it should be.
    """
    try:
        return tool.asks.model_validate(dict(arguments))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
    name = ".".join(map(str, first["loc"]))
    why = {
        "missing": "it is missing",
        "extra_forbidden": f"there are only {', '.join(tool.asks.model_fields)}",
    }.get(first["type"], first["msg"])
    raise UnusableRequest(f"{tool.name}, argument {name}", why, "Correct it and call the tool again.")


def _failed(sentence: str) -> Called:
    return Called(framed("This did not work.", one_line(sentence)), None)
