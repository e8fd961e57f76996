"""The options that commands share: their names, their types, and what their help says."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a briefing is printed."""

    MD = "md"
    HTML = "html"
    JSON = "json"
    TEXT = "text"
    DOCX = "docx"


class Writer(StrEnum):
    """Who writes a briefing."""

    MODEL = "model"
    EXTRACTIVE = "extractive"


class CheckFormat(StrEnum):
    """How verdicts are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


def _nearest_home(context: typer.Context, value: Path | None) -> Path | None:
    """Return the folder named behind the command; else the one named before it."""
    found: Path | None = value or context.find_object(Path)
    return found


HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        callback=_nearest_home,
        help="Folder of the settings, store, index and profiles; else ALETHEIA_HOME.",
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="Write to this file, as a whole or not at all."),
]
SinceOption = Annotated[
    str | None, typer.Option(help="First day of publication that counts, such as 2026-02-01.")
]
UntilOption = Annotated[str | None, typer.Option(help="Last day of publication that counts.")]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="The day or instant that is described: nothing published later is used."),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", help="Outlet, or followed source, whose articles alone count; repeatable."),
]
PinOption = Annotated[
    list[str] | None,
    typer.Option("--pin", help="Article (id or URL) or outlet that is read in any case; repeatable."),
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option("--exclude", help="Article (id or URL) or outlet that is never used; repeatable."),
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="Language whose articles alone count, such as en.")
]
WriterOption = Annotated[
    Writer | None,
    typer.Option("--writer", help="Who writes: `model` where one is set, else `extractive` (no model)."),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model", help="Chat model, such as openai:gpt-4o-mini; its key comes from the environment."
    ),
]
CallsOption = Annotated[
    int | None, typer.Option("--max-calls", help="Most requests to the model, repeats too.")
]
TokensOption = Annotated[
    int | None, typer.Option("--max-tokens", help="Most tokens, sent and received together.")
]
CostOption = Annotated[
    str | None, typer.Option("--max-cost", help="Most United States dollars; an unknown price means no.")
]
JudgeOption = Annotated[
    bool | None,
    typer.Option(
        "--judge/--no-judge",
        help="Also ask the model whether the cited text says what a sentence says; else the setting `judge`.",
    ),
]
DeadlineOption = Annotated[
    float | None, typer.Option("--deadline", help="Most seconds the model may take altogether.")
]
