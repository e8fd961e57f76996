"""The commands on digests. Part of the command line, `cli.py`."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from agent.options import HomeOption, OutOption

digest_app = typer.Typer(help="Briefings by a schedule, to whom they were ordered for.", no_args_is_help=True)
Reference = Annotated[str, typer.Argument(help="Id or title of the digest, or how the id begins.")]

Schedule = Annotated[
    str, typer.Option(help="When: “weekdays 07:30”, “first of the month 9:00”, or five cron fields.")
]
MailOption = Annotated[list[str] | None, typer.Option(help="Mail address; repeatable.")]
WebhookOption = Annotated[list[str] | None, typer.Option(help="Web address of a program; repeatable.")]
FeedOption = Annotated[
    list[str] | None, typer.Option(help="RSS file (or .atom) that is written; repeatable.")
]
FolderOption = Annotated[list[str] | None, typer.Option(help="Folder for files; repeatable.")]
ChatOption = Annotated[list[str] | None, typer.Option(help="Name of a chat service; repeatable.")]
Lookback = Annotated[
    int, typer.Option(min=1, max=8784, help="Hours before an edition whose articles are used.")
]
Late = Annotated[
    int, typer.Option(min=0, max=744, help="Hours by which an edition may be late; then it is missed.")
]
OnlyChanged = Annotated[bool, typer.Option("--only-changed", help="Send nothing where nothing changed.")]
Budget = Annotated[float | None, typer.Option(min=0, help="Dollars that an edition may cost with a model.")]


class Attached(StrEnum):
    """A briefing as a file."""

    HTML = "html"
    DOCX = "docx"
    PACK = "pack"
    MARKDOWN = "markdown"
    JSON = "json"


class IssueFormat(StrEnum):
    """How an edition is printed."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"


def add_digests(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(digest_app, name="digest")
    app.command()(worker)


def worker(
    host: Annotated[str, typer.Option(help="Address at which it tells how it is.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port for that; unset: none.")] = None,
    home: HomeOption = None,
) -> None:
    """Carry out digests when they are due, until it is stopped.

    Run as many as you like: on this machine beside each other, or on several with the store on Postgres
    (`database_url`). An edition is carried out by one of them; what a worker leaves that ends, another one
    goes on with after two minutes. Ctrl-C or SIGTERM ends it after what is under way.

    With --port it answers /healthz, /readyz and /metrics there, as the server does.
    """
    from agent.commands.working import run_worker

    raise typer.Exit(run_worker(home, host, port))


@digest_app.command("add")
def digest_add(
    title: Annotated[str, typer.Argument(help="What it is called; heads every edition.")],
    schedule: Schedule,
    question: Annotated[list[str] | None, typer.Option(help="What it answers; repeatable.")] = None,
    story: Annotated[list[str] | None, typer.Option(help="Id of a story it follows; repeatable.")] = None,
    watch: Annotated[list[str] | None, typer.Option(help="A watch it tells of; repeatable.")] = None,
    spikes: Annotated[bool, typer.Option("--spikes", help="Tell of every burst of coverage.")] = False,
    mail: MailOption = None,
    webhook: WebhookOption = None,
    feed: FeedOption = None,
    folder: FolderOption = None,
    chat: ChatOption = None,
    timezone: Annotated[str | None, typer.Option(help="Its clock counts; else the settings' zone.")] = None,
    profile: Annotated[str | None, typer.Option(help="Section plan.")] = None,
    lookback: Lookback = 24,
    late: Late = 24,
    only_changed: OnlyChanged = False,
    budget: Budget = None,
    attach: Annotated[
        list[Attached] | None, typer.Option(help="File that goes along with mail; repeatable.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Order a digest.

    Each recipient gets each edition once, with what changed since the last one that they got in front.
    """
    from agent.commands.digest_orders import Order, run_add

    named = (("mail", mail), ("webhook", webhook), ("feed", feed), ("folder", folder), ("chat", chat))
    to = [(channel, address) for channel, some in named for address in some or ()]
    order = Order(title, question or (), schedule, to, timezone, profile, lookback, late, only_changed,
                  stories=story or (), watches=watch or (), spikes=spikes,
                  budget=None if budget is None else Decimal(str(budget)),
                  attach=[one.value for one in attach or ()])  # fmt: skip
    raise typer.Exit(run_add(order, home))


@digest_app.command("load")
def digest_load(
    file: Annotated[Path, typer.Argument(help="TOML with a [[digest]] for each; see docs/digests.md.")],
    home: HomeOption = None,
) -> None:
    """Order the digests of a file, all or none; one of the same title is changed, and goes on."""
    from agent.commands.digest_files import run_load

    raise typer.Exit(run_load(file, home))


@digest_app.command("list")
def digest_list(home: HomeOption = None) -> None:
    """List the digests, and when each is due next."""
    from agent.commands.digests import run_list

    raise typer.Exit(run_list(home))


@digest_app.command("show")
def digest_show(name: Reference, home: HomeOption = None) -> None:
    """Show what was ordered."""
    from agent.commands.digests import run_show

    raise typer.Exit(run_show(name, home))


@digest_app.command("explain")
def digest_explain(name: Reference, home: HomeOption = None) -> None:
    """Show the next ten runs, and what the clock on the wall does on those days."""
    from agent.commands.digests import run_explain

    raise typer.Exit(run_explain(name, home))


@digest_app.command("run")
def digest_run(
    name: Annotated[str | None, typer.Argument(help="With --now: the digest.")] = None,
    at_once: Annotated[
        bool, typer.Option("--now", help="Make an edition at once; it counts beside the schedule.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Write and deliver what is due, and try again what did not get through.

    Call it every minute, or let `aletheia worker` run; two at once do nothing twice. Exit 3 when something
    was missed or did not get through; `digest history` tells what.
    """
    from agent.commands.working import run_digests

    raise typer.Exit(run_digests(name, at_once, home))


@digest_app.command("preview")
def digest_preview(
    name: Reference,
    format: Annotated[IssueFormat, typer.Option(help="How to print it.")] = IssueFormat.TEXT,
    out: OutOption = None,
    home: HomeOption = None,
) -> None:
    """Print the edition that would be sent now; nothing is kept or sent."""
    from agent.commands.digests import run_preview

    raise typer.Exit(run_preview(name, format.value, out, home))


@digest_app.command("pause")
def digest_pause(name: Reference, home: HomeOption = None) -> None:
    """Make no editions for now."""
    from agent.commands.digests import run_pause

    raise typer.Exit(run_pause(name, True, home))


@digest_app.command("resume")
def digest_resume(name: Reference, home: HomeOption = None) -> None:
    """Go on; what was due meanwhile is passed over."""
    from agent.commands.digests import run_pause

    raise typer.Exit(run_pause(name, False, home))


@digest_app.command("history")
def digest_history(name: Reference, home: HomeOption = None) -> None:
    """Show the editions, and the receipt of each recipient."""
    from agent.commands.digests import run_history

    raise typer.Exit(run_history(name, home))


@digest_app.command("resend")
def digest_resend(name: Reference, home: HomeOption = None) -> None:
    """Let what was given up be tried again."""
    from agent.commands.digests import run_resend

    raise typer.Exit(run_resend(name, home))


@digest_app.command("feed")
def digest_feed(
    name: Reference,
    revoke: Annotated[bool, typer.Option("--revoke", help="Take the address back.")] = False,
    home: HomeOption = None,
) -> None:
    """Print the address at which `aletheia serve` gives the editions to feed readers.

    Whoever has it reads them without an account: nobody guesses it, and `--revoke` takes it back. Called
    after that, it is another one.
    """
    from agent.commands.digests import run_feed

    raise typer.Exit(run_feed(name, revoke, home))


@digest_app.command("remove")
def digest_remove(name: Reference, home: HomeOption = None) -> None:
    """Forget a digest with its editions and receipts."""
    from agent.commands.digests import run_remove

    raise typer.Exit(run_remove(name, home))
