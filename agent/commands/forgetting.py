"""Forgetting articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from agent.commands.opening import Parts, now, opened
from agent.errors import UnusableRequest
from agent.guard import say
from agent.text.safe import printable


def run_forget(
    named: Sequence[str], outlet: str | None, old: bool, quotations: bool, dry: bool, home: Path | None
) -> int:
    """Forget what is named, or say what that would be."""
    from agent.forgetting import forget
    from agent.progress import bar

    if sum((bool(named), outlet is not None, old)) != 1:
        why = "it forgets articles by name, or those of an outlet, or old ones"
        raise UnusableRequest("forget", why, "Name ARTICLES, or --outlet NAME, or --old.")
    with opened(home) as parts:
        store, library = parts.store, parts.library
        chosen = _chosen(parts, named, outlet)
        if dry:
            print(f"{len(chosen)} articles would be forgotten; nothing was changed.")
            return 0
        library.sync()  # fails while nothing is half done, when another process owns the index
        with bar("Forgetting") as step:
            done = forget(store, chosen, quotations, step)
        library.sync()
        left_behind = store.left_behind
    gone = f", and {done.briefings} briefings that held words of them" if quotations else ""
    print(f"{done.articles} articles forgotten{gone}.")
    if left_behind:
        say(left_behind)
    if done.quoting:
        _tell_quoting(done.quoting)
    return 0


def _chosen(parts: Parts, named: Sequence[str], outlet: str | None) -> list[str]:
    from agent.forgetting import too_old
    from agent.store import Erasing

    if outlet is not None:
        return Erasing(parts.store).of_outlet(outlet)
    if named:
        return list(dict.fromkeys(map(parts.store.meant, named)))
    if parts.settings.retention_days is None:
        raise UnusableRequest(
            "--old", "nothing says how old is too old", "Set `retention_days` in aletheia.toml."
        )
    return too_old(parts.store, parts.settings, now())


def _tell_quoting(briefings: Sequence[str]) -> None:
    names = ", ".join(briefings[:10]) + (", …" if len(briefings) > 10 else "")
    say(
        printable(
            f"{len(briefings)} kept briefings quote them, and say that they were erased: {names}. "
            "`aletheia briefings delete ID` removes one; --quotations would have removed all."
        )
    )
