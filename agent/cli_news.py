"""The commands on stories, spikes and what is watched. Part of the command line, `cli.py`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from agent.options import HomeOption, SinceOption, UntilOption

stories_app = typer.Typer(help="The day's stories, and how they are joined and parted.")
spikes_app = typer.Typer(help="Bursts of coverage.")
watch_app = typer.Typer(help="Queries that are watched for bursts of coverage.", no_args_is_help=True)
StoryReference = Annotated[str, typer.Argument(help="Id of the story, or how it begins.")]
WatchReference = Annotated[str, typer.Argument(help="Id, name or query of the watch.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_news(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for name, part in (("stories", stories_app), ("spikes", spikes_app), ("watch", watch_app)):
        app.add_typer(part, name=name)


class Phase(StrEnum):
    """Where a story stands."""

    NEW = "new"
    DEVELOPING = "developing"
    FADING = "fading"


@stories_app.callback(invoke_without_command=True)
def stories(
    context: typer.Context,
    since: SinceOption = None,
    until: UntilOption = None,
    phase: Annotated[Phase | None, typer.Option(help="Only stories that stand there.")] = None,
    whole: Annotated[bool, typer.Option("--all", help="All of them, not only a screen.")] = False,
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Show the day's stories: phase, headline, who tells them, when, and a chart by the hour.

    Articles of one event are put into one story as they come in. Without days, the last 24 hours are shown.
    """
    context.obj = home
    if context.invoked_subcommand is not None:
        return
    from agent.commands.stories import run_stories

    raise typer.Exit(run_stories(since, until, phase.value if phase else None, whole, json, home))


@stories_app.command("show")
def story_show(reference: StoryReference, json: JsonOption = False, home: HomeOption = None) -> None:
    """Show one story whole, with its articles."""
    from agent.commands.stories import run_story

    raise typer.Exit(run_story(reference, json, home))


@stories_app.command("merge")
def stories_merge(
    one: StoryReference,
    other: Annotated[str, typer.Argument(help="The story that is the same.")],
    home: HomeOption = None,
) -> None:
    """Make two stories one. It keeps the id of the one that began first, and no rule parts it again."""
    from agent.commands.stories import run_merge

    raise typer.Exit(run_merge(one, other, home))


@stories_app.command("split")
def story_split(
    reference: StoryReference,
    articles: Annotated[list[str], typer.Argument(help="Articles that leave it: id or URL.")],
    home: HomeOption = None,
) -> None:
    """Make some articles of a story one of their own, which no rule joins to it again."""
    from agent.commands.stories import run_split

    raise typer.Exit(run_split(reference, articles, home))


@spikes_app.callback(invoke_without_command=True)
def spikes(
    context: typer.Context,
    since: SinceOption = None,
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Show which stories and watched queries have more coverage than their past lets one expect, and why.

    Without a day, those that were noticed in the last 24 hours.
    """
    context.obj = home
    if context.invoked_subcommand is not None:
        return
    from agent.commands.spikes import run_spikes

    raise typer.Exit(run_spikes(since, json, home))


@spikes_app.command("backtest")
def spikes_backtest(since: SinceOption = None, json: JsonOption = False, home: HomeOption = None) -> None:
    """Replay the library's history hour by hour: what would have been told, and when, beside a fixed rule.

    The fixed rule tells of five articles of two outlets in two hours that are three times last week's rate.
    """
    from agent.commands.spikes import run_backtest

    raise typer.Exit(run_backtest(since, json, home))


@watch_app.command("add")
def watch_add(
    query: Annotated[
        str, typer.Argument(help='Words an article must hold: "Port Marren" ferry OR strike -football')
    ],
    name: Annotated[str, typer.Option(help="What it is called; else the query itself.")] = "",
    home: HomeOption = None,
) -> None:
    """Watch a query.

    All words must stand in the headline or near the beginning of an article, in any form; words in quotation
    marks must follow each other, a minus excludes, OR parts alternatives.
    """
    from agent.commands.watches import run_watch

    raise typer.Exit(run_watch(query, name, home))


@watch_app.command("list")
def watch_list(home: HomeOption = None) -> None:
    """Show what is watched, and how many articles each query finds."""
    from agent.commands.watches import run_watches

    raise typer.Exit(run_watches(home))


@watch_app.command("pause")
def watch_pause(reference: WatchReference, home: HomeOption = None) -> None:
    """Look at a watch no more for now; what comes in is noted all the same."""
    from agent.commands.watches import run_pause

    raise typer.Exit(run_pause(reference, True, home))


@watch_app.command("resume")
def watch_resume(reference: WatchReference, home: HomeOption = None) -> None:
    """Look at a paused watch again."""
    from agent.commands.watches import run_pause

    raise typer.Exit(run_pause(reference, False, home))


@watch_app.command("remove")
def watch_remove(reference: WatchReference, home: HomeOption = None) -> None:
    """Watch a query no more; its articles stay."""
    from agent.commands.watches import run_remove

    raise typer.Exit(run_remove(reference, home))
