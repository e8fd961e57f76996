"""The commands that answer from the library: `search` and `brief`. Part of the command line, `cli.py`."""

from __future__ import annotations

from typing import Annotated

import typer

from agent.options import (
    AsOfOption,
    CallsOption,
    CostOption,
    DeadlineOption,
    ExcludeOption,
    Format,
    HomeOption,
    JudgeOption,
    LanguageOption,
    ModelOption,
    OutOption,
    PinOption,
    SinceOption,
    SourceOption,
    TokensOption,
    UntilOption,
    Writer,
    WriterOption,
)


def search(
    question: Annotated[str, typer.Argument(help="What is looked for, in words or as a question.")],
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    source: SourceOption = None,
    language: LanguageOption = None,
    limit: Annotated[int, typer.Option(help="Most passages.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    home: HomeOption = None,
) -> None:
    """Show the passages that are about something, best first.

    Each stands with headline, outlet and date, the words that were found marked, near-copies named once with
    the other outlets that have them. No outlet or owner fills the page. When nothing in the library is about
    the question, the nearest passages are shown (exit 4).
    """
    from agent.commands.asking import Asked
    from agent.commands.searching import run_search

    asked = Asked(question, since, until, as_of, tuple(source or ()), language)
    raise typer.Exit(run_search(asked, limit, json, home))


def brief(
    question: Annotated[str, typer.Argument(help="What the briefing is to answer.")],
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    source: SourceOption = None,
    language: LanguageOption = None,
    pin: PinOption = None,
    exclude: ExcludeOption = None,
    profile: Annotated[
        str | None, typer.Option(help="Name of the section plan; `doctor` lists them.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.MD,
    out: OutOption = None,
    writer: WriterOption = None,
    model: ModelOption = None,
    max_calls: CallsOption = None,
    max_tokens: TokensOption = None,
    max_cost: CostOption = None,
    deadline: DeadlineOption = None,
    judge: JudgeOption = None,
    home: HomeOption = None,
) -> None:
    """Write a briefing, every sentence cited and checked.

    With a model set (`--model`, or `model` in the settings) it composes the sentences; what does not hold
    against the sources is mended once, replaced by the source's own sentence, or withheld. What the run can
    cost at most is said before it begins, and limits hold.

    It is kept: `aletheia briefings` lists and prints it again. When nothing in the library answers the
    question, nothing is written and the nearest passages are shown (exit 4).
    """
    from agent.commands.asking import Asked
    from agent.commands.briefings import Ordered, run_brief

    picks = tuple(pin or ()), tuple(exclude or ())
    about = Asked(question, since, until, as_of, tuple(source or ()), language, *picks)
    asked = Ordered(about, profile, writer is Writer.EXTRACTIVE, writer is Writer.MODEL)
    limits = {"max_calls": max_calls, "max_tokens": max_tokens, "max_cost": max_cost, "deadline": deadline}
    raise typer.Exit(run_brief(asked, format.value, out, home, {"model": model, "judge": judge, **limits}))


def chat(
    words: Annotated[
        str | None, typer.Argument(help="What to answer; without words, a conversation begins.")
    ] = None,
    conversation: Annotated[
        str | None, typer.Option("--conversation", "-c", help="Go on with this one.")
    ] = None,
    list: Annotated[bool, typer.Option("--list", help="List the conversations.")] = False,
    writer: WriterOption = None,
    model: ModelOption = None,
    max_calls: CallsOption = None,
    max_tokens: TokensOption = None,
    max_cost: CostOption = None,
    deadline: DeadlineOption = None,
    home: HomeOption = None,
) -> None:
    """Ask in a conversation: questions, follow-ups, and what an answer rests on.

    Every sentence of an answer is checked and cited as in a briefing. With words, they are answered once
    (exit 4 where nothing answers them); lines on standard input are answered one by one. Limits hold for
    each answer.
    """
    from agent.commands.chatting import run_chat, run_conversations

    if list:
        raise typer.Exit(run_conversations(home))
    limits = {"max_calls": max_calls, "max_tokens": max_tokens, "max_cost": max_cost, "deadline": deadline}
    given = {"model": model, **limits}
    raise typer.Exit(run_chat(words or "", conversation or "", home, given, writer is Writer.EXTRACTIVE))
