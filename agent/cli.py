"""The command line: parse, call, print, exit code. Each command imports the heavy parts it needs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from agent.cli_kept import add_kept
from agent.cli_news import add_news
from agent.cli_sources import source_app
from agent.errors import UnusableRequest
from agent.guard import INTERRUPTED, guarded, say
from agent.options import (
    CallsOption,
    CheckFormat,
    CostOption,
    DeadlineOption,
    Format,
    HomeOption,
    JudgeOption,
    ModelOption,
    OutOption,
    SinceOption,
    TokensOption,
    UntilOption,
    Writer,
    WriterOption,
)

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
    paths: Annotated[list[Path], typer.Argument(help="Files and folders to read.")], home: HomeOption = None
) -> None:
    """Add articles from files and folders.

    Reads .jsonl, .jsonl.gz, .txt, .md and .html. A second run adds nothing; a changed article becomes a new
    version. What cannot be read is named with the reason, and the rest goes in (exit 3).
    """
    from agent.commands.library import run_ingest

    raise typer.Exit(run_ingest(paths, home))


@app.command()
def collect(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Sources to read now; none: those that are due.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Go on reading whatever is due.")] = False,
    home: HomeOption = None,
) -> None:
    """Read the sources that are followed, and make what is new searchable.

    A source that fails is asked less and less often; robots.txt and the pauses it asks for are kept. Exit 3
    when a source or a page could not be read; the rest goes in.
    """
    from agent.commands.sources import run_collect

    raise typer.Exit(run_collect(sources or [], watch, home))


@app.command()
def brief(
    question: Annotated[str, typer.Argument(help="What the briefing is to answer.")],
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: Annotated[
        str | None, typer.Option(help="The day or instant it describes: nothing published later is used.")
    ] = None,
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
    from agent.commands.briefings import Asked, run_brief

    asked = Asked(question, since, until, as_of, profile, extractive=writer is Writer.EXTRACTIVE)
    limits = {"max_calls": max_calls, "max_tokens": max_tokens, "max_cost": max_cost, "deadline": deadline}
    if writer is Writer.MODEL:
        asked = replace(asked, model=True)
    raise typer.Exit(run_brief(asked, format.value, out, home, {"model": model, "judge": judge, **limits}))


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
def schema(name: Annotated[str, typer.Argument(help="briefing, check or pack")]) -> None:
    """Print the JSON schema of an output."""
    from agent.commands.checking import run_schema

    raise typer.Exit(run_schema(name))


@app.command("eval")
def evaluate(
    suite: Annotated[
        str,
        typer.Argument(
            help="gold, faithfulness, citations, readability, probes, factuality, planted, conflicts,"
            " stories, spikes, retrieval, writers or cost; or report: all of them on one page"
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


def _carried_out(arguments: Sequence[str]) -> int:
    from typer._click.exceptions import NoArgsIsHelpError, UsageError

    try:
        code = app(list(arguments), prog_name="aletheia", standalone_mode=False)
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
