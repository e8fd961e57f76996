"""The front door: what other programs may import, and nothing beside it.

    from datetime import UTC, datetime
    from pathlib import Path
    from agent.brief import brief
    from agent.commands import opened
    from agent.deliver.render import render
    from agent.ingest import ingest
    from agent.make import make_kit
    from agent.prompts import load_profile
    from agent.types import Request

    now = datetime.now(UTC)
    with opened(Path("newsroom")) as (settings, store, library):
        ingest([Path("examples/colombia")], store, settings, now)
        library.sync()
        profile = load_profile("situation", settings.profiles_folder)
        request = Request(question="What will Petro and Trump discuss?")
        made = brief(request, profile, make_kit(store, library), now)
        print(render(made, "md", settings.zone))

The checks alone, for a text that anybody wrote:

    from agent import check_text

    report = check_text("Petro will meet Trump on February 9.", against=["examples/colombia"])
    print(report.counts, report.sentences[0].verdict.findings)

The nouns are in `agent.types`, the errors in `agent.errors`. Importing this package loads nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.collect.finished import Form
    from agent.types import CheckReport


def check_text(
    text: str,
    against: Sequence[Path | str] = (),
    *,
    form: Form | None = None,
    judge: bool | None = None,
    home: Path | None = None,
) -> CheckReport:
    """Give every sentence of a text a verdict; `aletheia check` does the same.

    Args:
        text: What is to be checked, in Markdown, HTML or plain.
        against: Files and folders of articles; without any, the library of the home folder. What cannot be
            read there is named on standard error and left out.
        form: How the text is written; None tells it by its look.
        judge: Whether a chat model is asked as well; None leaves it to the settings, where it is off.
        home: The home folder; None leaves it to the environment.

    Raises:
        AletheiaError: nothing can be judged, or there is nothing to hold it against.
    """
    from agent.commands.checking import judging

    with judging([Path(path) for path in against], home, judge) as judged:
        return judged(text, "", form)
