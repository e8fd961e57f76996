"""The honest model: it says in its own words what it was offered, and mends by saying it closer."""

from __future__ import annotations

from collections.abc import Sequence

from agent.write.openings import printable_form
from agent.write.salience import telling
from evals.scripted.base import ScriptedModel
from evals.scripted.composing import Kind, Part, Written, compose
from evals.scripted.dating import undated
from evals.scripted.reading import Delivered, Failed, Line
from evals.scripted.wording import close


class HonestModel(ScriptedModel):
    """Composes and paraphrases from the labels it was given; the same answer to the same prompt."""

    name = "scripted:honest"

    def write(self, given: Delivered) -> list[Part]:
        """Return the sections it writes."""
        return compose(given)

    def mend(self, given: Delivered) -> list[tuple[str, Written]]:
        """Return each failed sentence closer to its source."""
        return [
            (failed.id, closer(failed, line))
            for failed in given.failed
            if (line := source_of(failed, given.lines))
        ]


def source_of(failed: Failed, lines: Sequence[Line]) -> Line | None:
    """Return the first sentence it cites; the one with most of its words where none is named."""
    named = [line for label in failed.labels for line in lines if line.label == label]
    words = telling(failed.text)
    return named[0] if named else max(lines, key=lambda line: len(words & telling(line.text)), default=None)


def closer(failed: Failed, line: Line) -> Written:
    """Return the sentence as near to its source as it takes: with its dates told, or word for word."""
    shown = close(line.text)
    text = shown if shown != failed.text else undated(printable_form(line.text))
    kind: Kind = "assessment" if failed.kind == "assessment" else "reported"
    return Written(text, kind, (line.label,))
