"""What it takes to check a kept briefing again: its articles, its plan, its checker; and its pack."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from agent.check.claims import Checker
from agent.errors import CannotPack, ConfigurationError
from agent.make import make_checker
from agent.packing.build import build
from agent.packing.doubt import Doubt
from agent.packing.prove import excused, judged_by
from agent.packing.rules import rules
from agent.prompts import Profile, load_profile
from agent.settings import Settings
from agent.store import Store
from agent.types import Article, Briefing, Pack, PackedBy, PackedSection


def packed(briefing: Briefing, store: Store, settings: Settings) -> tuple[Pack, Sequence[Doubt]]:
    """Return the pack of a briefing, and what `verify` will not be able to repeat.

    Raises:
        CannotPack: an article it rests on is gone, or something about it does not hold.
    """
    checker, ours = own_checker()
    articles = articles_behind(briefing, store)
    pack, found = build(briefing, sections_of(profile_of(briefing, settings)), articles, checker, ours)
    author = judged_by(briefing, ours.rules)
    if wrong := [doubt for doubt in found.doubts if not excused(doubt, author, ours)]:
        raise CannotPack(briefing.id, str(wrong[0]))
    return pack, found.doubts


def own_checker() -> tuple[Checker, PackedBy]:
    """Return the checker that needs no key and no network, and what it and the checks are."""
    checker = make_checker()
    return checker, PackedBy(version=version("aletheia"), checker=checker.name, rules=rules())


def articles_behind(briefing: Briefing, store: Store) -> dict[str, Article]:
    """Return the versions of articles that a briefing rests on, and the one whose headline is its title.

    Raises:
        CannotPack: one of them is not in the library any more.
    """
    articles: dict[str, Article] = {}
    told = (*briefing.cited(), *briefing.held_against(), *briefing.rested_on())
    needed = {c.article_id: c.content_hash for c in reversed(told)}
    needed |= {
        one.article_id: one.content_hash for one in (briefing.basis.repeated if briefing.basis else ())
    }
    for article_id, content_hash in needed.items():
        article = store.article(article_id, content_hash)
        if article is None:
            why = f"article {article_id}, which it rests on, is not in the library in that version"
            raise CannotPack(briefing.id, why, "Ingest the article again, or write the briefing anew.")
        articles[article.id] = article
    if briefing.title != briefing.question and all(a.headline != briefing.title for a in articles.values()):
        within = store.articles(briefing.window, briefing.as_of)
        source = next((article for article in within if article.headline == briefing.title), None)
        if source is not None:
            articles[source.id] = source
    return articles


def profile_of(briefing: Briefing, settings: Settings) -> Profile | None:
    """Return a briefing's profile; none where that is gone, or is not what it was."""
    try:
        profile = load_profile(briefing.profile, settings.profiles_folder)
    except ConfigurationError:
        return None
    return profile if profile.hash == briefing.provenance.profile_hash else None


def sections_of(profile: Profile | None) -> tuple[PackedSection, ...]:
    """Return the sections of a profile as the checks ask for them; none without a profile."""
    if profile is None:
        return ()
    return tuple(
        PackedSection(key=s.key, heading=s.heading, kinds=s.kinds, max=s.max) for s in profile.plan.sections
    )
