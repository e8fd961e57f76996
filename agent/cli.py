"""The command line: parse, call, print, exit code. Each command imports the heavy parts it needs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from agent.cli_alerts import add_alerts
from agent.cli_asking import brief, chat, search
from agent.cli_digests import add_digests
from agent.cli_edits import add_edits
from agent.cli_kept import add_kept
from agent.cli_news import add_news
from agent.cli_operations import add_operations
from agent.cli_serving import add_serving
from agent.cli_sources import collect, source_app
from agent.cli_tools import mcp
from agent.errors import UnusableRequest
from agent.guard import INTERRUPTED, guarded, say
from agent.options import CheckFormat, HomeOption, JudgeOption, OutOption

EXIT_CODES = (
    "Exit codes: 0 done · 1 refuted (check), not true (verify) or gate red (eval) · 2 usage, configuration "
    "or disk · 3 done, some items skipped · 4 refused: nothing to say · 5 busy · 70 a fault of the program · "
    "130 interrupted."
)

app = typer.Typer(
    name="aletheia",
    help="Briefings in which every sentence stands behind its source, or is not sent.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(source_app, name="source")
add_news(app)
add_kept(app)
add_edits(app)
add_digests(app)
add_alerts(app)
add_serving(app)
add_operations(app)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"aletheia {version('aletheia')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    home: HomeOption = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Take the options that come before any command."""
    context.obj = home


@app.command()
def ingest(
    what: Annotated[list[str], typer.Argument(help="Files, folders and addresses of pages to read.")],
    home: HomeOption = None,
) -> None:
    """Add articles from files, folders and web pages.

    Reads .jsonl, .jsonl.gz, .txt, .md, .html, .pdf and .eml, and pages and PDF files at http and https
    addresses, as their robots.txt allows. A second run adds nothing; a changed article becomes a new version.
    What cannot be read is named with the reason, and the rest goes in (exit 3).
    """
    from agent.commands.library import run_ingest

    raise typer.Exit(run_ingest(what, home))


app.command()(collect)


app.command()(search)
app.command()(brief)
app.command()(chat)
app.command()(mcp)


@app.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Finished texts to check: Markdown, HTML, text; - is stdin.")
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(help="Check against these articles alone, not the library; repeatable."),
    ] = None,
    claims: Annotated[
        Path | None, typer.Option(help="Judge rows of claims with their passages; needs no library.")
    ] = None,
    format: Annotated[CheckFormat, typer.Option(help="How to print it.")] = CheckFormat.TEXT,
    out: OutOption = None,
    judge: JudgeOption = None,
    home: HomeOption = None,
) -> None:
    """Give every sentence of a text a verdict against the articles, whoever or whatever wrote it.

    Exit 1 when one is refuted. With --claims, rows {"id", "claim", "passages": [{"id", "publisher",
    "published", "text"}], "cites": [ids]} are judged one by one, and the labels leave the exit code alone.
    """
    from agent.commands.checking import run_check, run_check_claims

    if claims is not None:
        if files or against or out:
            raise UnusableRequest(
                "--claims",
                "its rows bring their own passages, and their verdicts are printed one by one",
                "Name nothing else.",
            )
        raise typer.Exit(run_check_claims(claims, format.value, home, judge))
    raise typer.Exit(run_check(files or [], against or [], format.value, home, judge, out))


@app.command()
def pack(
    name: Annotated[str, typer.Argument(help="Id of the briefing; `briefings list` shows them.")],
    out: OutOption = None,
    home: HomeOption = None,
) -> None:
    """Put a kept briefing into one file with the passages it cites and every verdict.

    Whoever has the file can check all of it again with `aletheia verify`. Its fingerprint is told beside it:
    publish that, and a changed copy can be told from the file.
    """
    from agent.commands.packing import run_pack

    raise typer.Exit(run_pack(name, out, home))


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A pack; - is stdin.")],
    fingerprint: Annotated[str | None, typer.Option(help="The one that was published with the pack.")] = None,
    against: Annotated[
        list[Path] | None, typer.Option(help="Also compare its passages with these articles; repeatable.")
    ] = None,
    library: Annotated[
        bool, typer.Option("--library", help="Also compare its passages with the library's articles.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what came of it as JSON.")] = False,
    home: HomeOption = None,
) -> None:
    """Check everything a pack says again, with no network, key or index.

    Exit 1 when anything does not hold, named with the reason; exit 3 when verdicts of another version or of a
    model do not come out again, or articles to compare with are not there.
    """
    from agent.commands.packing import run_verify

    raise typer.Exit(run_verify(file, fingerprint, against or [], library, home, json))


@app.command()
def doctor(home: HomeOption = None) -> None:
    """Tell what is there, what is missing, and what to do.

    Makes and changes nothing. Exit 2 when something must be done.
    """
    from agent.doctor import run_doctor

    raise typer.Exit(run_doctor(home))


@app.command()
def schema(name: Annotated[str, typer.Argument(help="briefing, check, pack or search")]) -> None:
    """Print the JSON schema of an output."""
    from agent.commands.checking import run_schema

    raise typer.Exit(run_schema(name))


@app.command("eval")
def evaluate(
    suite: Annotated[
        str,
        typer.Argument(
            help="gold, faithfulness, citations, readability, probes, factuality, planted, conflicts,"
            " changes, stories, spikes, extraction, retrieval, writers or cost; or report: all of them on one"
            " page"
        ),
    ],
    data: Annotated[
        Path | None, typer.Option(help="Folder of outside data; default ALETHEIA_EVAL_DATA.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    out: OutOption = None,
) -> None:
    """Measure the product on a declared suite.

    On our own data a suite is held to its floors, and one that misses them is red (exit 1). Figures on
    outside data are held to nothing. Without its data a suite says that it did not run (exit 3).
    `report` writes one HTML page (--out) of all suites, with the passages of every miss.
    """
    from evals.report import run_report
    from evals.run import main as run

    if suite == "report":
        raise typer.Exit(run_report(data, out))
    if out is not None:
        raise UnusableRequest("--out", "only the report is a page", "Name `report`, or redirect the output.")
    raise typer.Exit(run(suite, data, json))


def main() -> None:
    """Run the command that was typed, and end with its exit code."""
    gc.set_threshold(100_000)  # looking for cycles takes a tenth of a briefing, and the process ends soon
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; what goes wrong is one plain sentence on stderr."""
    return guarded(lambda: _carried_out(arguments))


@cache
def _commands() -> Callable[..., int | None]:
    """Return all commands, made once: that takes as long as many of them do."""
    return typer.main.get_command(app)


def _carried_out(arguments: Sequence[str]) -> int:
    from typer._click.exceptions import NoArgsIsHelpError, UsageError

    try:
        code = _commands()(list(arguments), prog_name="aletheia", standalone_mode=False)
    except NoArgsIsHelpError as nothing:
        say(nothing.format_message())
        return nothing.exit_code
    except UsageError as error:
        asked = error.ctx.command_path if error.ctx is not None else "aletheia"
        say(f"{error.format_message()} See `{asked} --help`.")
        return error.exit_code
    except SystemExit:  # how typer ends a program to whose output nobody listens
        raise BrokenPipeError from None
    if code == INTERRUPTED:
        raise KeyboardInterrupt  # which typer swallows
    return int(code or 0)
