"""Asking in a conversation, from a terminal or a script."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.commands.opening import Parts, catch_up, now, opened, opened_store
from agent.commands.output import emit
from agent.errors import AletheiaError, UnusableRequest
from agent.guard import say
from agent.settings import load_settings
from agent.text.safe import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.chat import Desk
    from agent.store import Conversations
    from agent.types import Article, Briefing, Shown, Turn

OWNER = ""
"""Whose conversations they are: those of the person at the machine."""
REFUSED = 4
"""Exit code where the one thing that was asked could not be answered."""
HELP = (
    "Ask in your own words: “brief me on …”, “and since Friday?”, “only Andean Wire”, "
    "“only Spanish outlets”, “who said that?”, “why do you say 126?”, “compare with last week's”, "
    "“what did we know on 20 January?”, “what changed?”, “make it half as long”, “as a table”."
)
COMMANDS = (
    ("3", "open source [3] of the last answer"),
    ("/brief TOPIC", "a briefing in sections"),
    ("/sources [N]", "what the answer, or its sentence N, rests on"),
    ("/export FILE", "the last answer as .md, .html, .json, .txt or .docx"),
    ("/list", "your conversations"),
    ("/new", "begin another one"),
    ("/quit", "leave (so does Ctrl-D; Ctrl-C stops an answer)"),
)
_FORMATS = {".md": "md", ".html": "html", ".json": "json", ".txt": "text", ".docx": "docx"}


def run_chat(
    words: str, conversation: str, home: Path | None, given: Mapping[str, Any], extractive: bool
) -> int:
    """Answer once where words are given; else ask for more until there are no more."""
    settings = load_settings(home, **given)
    with opened(home, settings) as parts:
        from agent.commands.stories import group_waiting
        from agent.desk import make_desk

        catch_up(parts.library)
        group_waiting(parts.store)
        talk = Talk(parts, make_desk(parts.store, parts.library, settings, extractive))
        if conversation:
            talk.resume(conversation)
        if words:
            return REFUSED if talk.say(words).refused else 0
        return talk.run()


def run_conversations(home: Path | None) -> int:
    """List the conversations, the one used last first."""
    from agent.store import Conversations

    with opened_store(home) as (settings, store):
        for one in Conversations(store, OWNER).all():
            print(
                printable(
                    f"{one.id[:8]}  {one.updated.astimezone(settings.zone):%Y-%m-%d %H:%M}  {one.title}"
                )
            )
    return 0


@dataclass
class Talk:
    """A conversation at a terminal."""

    parts: Parts
    desk: Desk
    id: str = ""
    turns: tuple[Turn, ...] = ()

    def resume(self, name: str) -> None:
        """Go on with a kept conversation."""
        kept = self._kept().get(name)
        self.id, self.turns = kept.id, kept.turns

    def say(self, words: str) -> Turn:
        """Answer, keep and print one turn."""
        from agent.talking import talked

        with _working():
            self.id, made = talked(words, self.id, self.turns, self.desk, self.parts.store, OWNER, now())
        self.turns = (*self.turns, made.turn)
        self._print(made.turn, made.briefing)
        return made.turn

    def run(self) -> int:
        """Ask for words until there are no more."""
        asks = sys.stdin.isatty()
        if asks:
            self._begin()
        for line in _lines(asks):
            words = one_line(line).strip()
            if not words:
                continue
            if not asks:
                print(printable(f"> {words}\n"))
            try:
                if self._command(words):
                    break
            except AletheiaError as error:
                say(_fitted(str(error)))
            except KeyboardInterrupt:
                say("Stopped. Nothing of it is kept.")
        return 0

    def _begin(self) -> None:
        with suppress(ImportError):
            import readline

            for turn in self.turns:
                readline.add_history(turn.words)
        print(_fitted("Ask about the news in your library. /help shows what can be said, Ctrl-D leaves.\n"))
        for turn in self.turns[-1:]:
            print(printable(f"> {turn.words}"))
            self._print(turn, None)

    def _command(self, words: str) -> bool:
        """Carry out what was typed; tell whether to leave."""
        name, _, rest = words.partition(" ")
        rest = rest.strip()
        if name in ("/quit", "/exit", "/q"):
            return True
        if name == "/help":
            print(_help(_columns()) + "\n")
        elif name == "/new":
            self.id, self.turns = "", ()
            print("A new conversation.\n")
        elif name == "/list":
            for one in self._kept().all():
                print(printable(f"{one.id[:8]}  {one.title}"))
        elif name == "/export":
            self._export(rest)
        elif name == "/sources":
            self.say(f"show the sources of sentence {rest}" if rest else "show the sources")
        elif name.startswith("/") and name != "/brief":
            raise UnusableRequest(name, "there is no such command", "`/help` shows them.")
        elif words.strip("[]").isdecimal():
            self._open(int(words.strip("[]")))
        else:
            self.say(words)
        return False

    def _export(self, place: str) -> None:
        format = _FORMATS.get(Path(place).suffix)
        if format is None:
            why = f"it ends in none of {', '.join(_FORMATS)}" if place else "no file is named"
            raise UnusableRequest(f"/export {place}".strip(), why, "Write it like `/export answer.docx`.")
        emit(self._last(), format, Path(place).expanduser(), self.parts.settings)

    def _open(self, number: int) -> None:
        from agent.deliver.talk import opened as opened_source
        from agent.deliver.view import page

        sources = page(self._last(), self.parts.settings.zone).sources
        found = next((one for one in sources if one.number == number), None)
        if found is None:
            told = f"Its sources are numbered up to {len(sources)}." if sources else "It cites nothing."
            raise UnusableRequest(f"[{number}]", "the last answer has no such source", told)
        print(opened_source(found, _columns()))

    def _last(self) -> Briefing:
        name = next((turn.briefing_id for turn in reversed(self.turns) if turn.briefing_id), "")
        if not name:
            raise UnusableRequest("the last answer", "nothing was answered yet", "Ask a question first.")
        return self.parts.store.briefing(name)

    def _print(self, turn: Turn, made: Briefing | None) -> None:
        from agent.deliver.talk import reply

        store = self.parts.store
        if made is None and turn.briefing_id:
            made = store.briefing(turn.briefing_id)
        shown = [(one, article) for one in turn.shown if (article := self._article(one)) is not None]
        print(reply(turn, made, shown, self.parts.settings.zone, _columns()))

    def _article(self, shown: Shown) -> Article | None:
        return self.parts.store.article(shown.article_id, shown.content_hash)

    def _kept(self) -> Conversations:
        from agent.store import Conversations

        return Conversations(self.parts.store, OWNER)


def _columns() -> int:
    """Return the columns of a line: those of a narrow terminal, and never more than can be read well."""
    return max(30, min(80, shutil.get_terminal_size((80, 24)).columns))


def _fitted(text: str) -> str:
    """Return what is said in lines that no terminal breaks within a word."""
    from agent.deliver.plain import wrapped

    return "\n".join(wrapped(line, width=_columns()) for line in text.split("\n"))


def _help(width: int) -> str:
    from agent.deliver.plain import wrapped

    room = max(len(name) for name, _ in COMMANDS) + 4
    told = [wrapped(means, f"  {name:<{room - 2}}", " " * room, width) for name, means in COMMANDS]
    return "\n".join([wrapped(HELP, width=width), "", *told])


def _lines(asks: bool) -> Iterator[str]:
    """Yield what is typed, line by line; an interruption at the prompt ends it as Ctrl-D does."""
    if not asks:
        yield from sys.stdin
        return
    while True:
        try:
            yield input("> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return


@contextmanager
def _working() -> Iterator[None]:
    """Show on a terminal that something goes on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status("Reading, writing, checking …"):
        yield
