"""Forgetting articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from agent.commands.opening import now, opened
from agent.errors import UnusableRequest
from agent.guard import say
from agent.text.safe import printable


def run_forget(
    named: Sequence[str], outlet: str | None, old: bool, quotations: bool, dry: bool, home: Path | None
) -> int:
    """Forget what is named, or say what that would be."""
    from agent.forgetting import forget, too_old
    from agent.progress import bar
    from agent.store import Erasing

    if sum((bool(named), outlet is not None, old)) != 1:
        why = "it forgets articles by name, or those of an outlet, or old ones"
        raise UnusableRequest("forget", why, "Name ARTICLES, or --outlet NAME, or --old.")
    with opened(home) as (settings, store, library):
        if old and settings.retention_days is None:
            why = "nothing says how old is too old"
            raise UnusableRequest("--old", why, "Set `retention_days` in aletheia.toml.")
        if old:
            chosen = too_old(store, settings, now())
        elif outlet is not None:
            chosen = Erasing(store).of_outlet(outlet)
        else:
            chosen = list(dict.fromkeys(map(store.meant, named)))
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
        names = ", ".join(done.quoting[:10]) + (", …" if len(done.quoting) > 10 else "")
        say(
            printable(
                f"{len(done.quoting)} kept briefings quote them, and say that they were erased: {names}. "
                "`aletheia briefings delete ID` removes one; --quotations would have removed all."
            )
        )
    return 0
