"""A pack of a small briefing in which something was withheld, and ways to forge it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from agent.packing.articles import unpacked
from agent.packing.build import build
from agent.packing.canonical import digests_of, fingerprint_of
from agent.packing.prove import Proof, prove
from agent.packing.recheck import recheck
from agent.types import Article, Briefing, Pack, PackedBy, PackedSection
from tests.fakes.ferry import CAUSE, PILOT, PLAN, TOLL, world, written
from tests.fakes.lexical import LexicalChecker
from tests.fakes.writer import Line
from tests.makers import make_article

OURS = PackedBy(version="0.1.0", checker=LexicalChecker().name, rules="r" * 64)
SECTIONS = tuple(PackedSection(key=s.key, heading=s.heading, kinds=s.kinds, max=s.max) for s in PLAN.sections)
WRONG = TOLL.replace("52", "57")
QUIET = (
    "Gulls sat on the quay wall and looked at nothing in particular for most of that grey afternoon, while "
    "cats slept under the nets, children threw stones at a tin, and two anglers packed up their rods, their "
    "stools and what was left of their bread, and went home the long way round."
)
"""A sentence on nothing, longer than the end of an article that is kept for its credits."""
Value = dict[str, Any]


def shelf() -> list[Article]:
    """Return the articles, one of which goes on after what is cited."""
    long = make_article(
        "b",
        f"{CAUSE} {PILOT} Nobody cites what stands behind it. {QUIET}",
        publisher="Post",
        headline="Pumps",
    )
    return [long if article.headline == "Pumps" else article for article in world()]


def briefing(*lines: Line, title: str = "Ferry toll up", heading: str = "Pumps of the ferry") -> Briefing:
    """Return the briefing a writer of these lines gets; of three good ones and a wrong one without any."""
    told = lines or (Line(CAUSE, "has opened"), Line(WRONG, "52 people"), Line(PILOT, "called for help"))
    made = written(*told, title=title, heading=heading, articles=shelf())
    author = made.provenance.model_copy(update={"version": OURS.version, "checker": OURS.checker})
    return made.model_copy(update={"provenance": author})


def packed_text(made: Briefing, library: Sequence[Article] = ()) -> str:
    """Return the text of the pack of a briefing."""
    articles = {a.id: a for a in library or shelf()}
    needed = {c.article_id for c in (*made.cited(), *made.held_against(), *made.rested_on())}
    needed |= {version.article_id for version in made.basis.repeated} if made.basis else set()
    cited = {name: a for name, a in articles.items() if name in needed or a.headline == made.title}
    return build(made, SECTIONS, cited, LexicalChecker(), OURS)[0].model_dump_json(indent=1)


@cache
def pack_text() -> str:
    """Return the text of the pack that most tests forge."""
    return packed_text(briefing())


def value() -> Value:
    """Return that pack as a value that may be changed."""
    made: Value = json.loads(pack_text())
    return copy.deepcopy(made)


def sealed(forged: Value) -> str:
    """Return a forged pack with all its digests made anew, as a forger would who has read the code."""
    forged["digests"] = digests_of(forged)
    forged["fingerprint"] = fingerprint_of(forged)
    return json.dumps(forged)


def judged_anew(forged: Value) -> str:
    """Return a forged pack sealed, its verdicts made anew as well, where there is anything to judge."""
    try:
        pack = Pack.model_validate(forged)
        articles = {article.id: unpacked(article) for article in pack.articles}
        found = recheck(pack.briefing, pack.plan, articles, pack.copies, LexicalChecker())
    except (ValueError, IndexError, KeyError):
        return sealed(forged)
    forged["verdicts"] = [verdict.model_dump(mode="json") for verdict in found.verdicts]
    return sealed(forged)


def proved(text: str, fingerprint: str | None = None) -> Proof:
    """Return what becomes of a pack."""
    return prove(text, LexicalChecker(), OURS, fingerprint)


def told(proof: Proof) -> str:
    """Return everything that does not hold as one string."""
    return "\n".join(map(str, proof.doubts))


Forge = Callable[[Value], object]
Path = tuple[str | int, ...]


def leaves(inside: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the way to every value that holds no others; empty lists and objects are such."""
    pairs = (
        enumerate(inside) if isinstance(inside, list) else inside.items() if isinstance(inside, dict) else ()
    )
    below = [leaf for key, inner in pairs for leaf in leaves(inner, (*path, key))]
    yield from below or [path]


def at(inside: Any, path: Path) -> Any:
    """Return what stands at the end of a way."""
    for key in path:
        inside = inside[key]
    return inside
