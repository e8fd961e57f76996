"""Making a store forget what it worked out from an article that is deleted."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Text, cast, delete, or_, select, update
from sqlalchemy.orm import Session

from agent.store.rows import portions
from agent.store.schema import ArticleRow
from agent.store.schema_news import (
    EVERY,
    StoryApartRow,
    StoryArticleRow,
    StoryChangeRow,
    StoryRow,
    StoryTermRow,
)
from agent.store.turns import take_turn
from agent.types import story_id


def forget(session: Session, article_id: str, counted: Collection[str]) -> None:
    """Take an article out of its story, and its terms out of the counts; call it before it is deleted.

    A story is named after its first article: without that it goes on under another id, to which the old one
    leads, and without any article it is gone.
    """
    story = session.scalar(select(ArticleRow.story_id).where(ArticleRow.id == article_id))
    if story is None:
        return
    take_turn(session)
    mine = StoryArticleRow
    rest = session.execute(
        select(mine.article_id, mine.moment)
        .join(ArticleRow, ArticleRow.id == mine.article_id)
        .where(ArticleRow.story_id == story, ArticleRow.id != article_id)
        .order_by(mine.serial)
    ).all()
    _changes(session, article_id)
    if not rest:
        _leave(session, story, None)
    else:
        moments = [moment for _, moment in rest]
        name = story_id(rest[0][0])
        if name != story:
            _renamed(session, story, name)
        kept = update(StoryRow).where(StoryRow.id == name)
        session.execute(kept.values(first=min(moments), last=max(moments), into=None))
    _uncount(session, counted)


def _renamed(session: Session, story: str, name: str) -> None:
    held = session.scalar(select(StoryRow.held).where(StoryRow.id == story))
    now = session.scalar(select(StoryRow.last).where(StoryRow.id == story))
    if session.get(StoryRow, name) is None:
        session.add(StoryRow(id=name, held=bool(held), first=now, last=now, into=None))
        session.flush()
    session.execute(update(StoryRow).where(StoryRow.id == name).values(held=bool(held)))
    session.execute(update(ArticleRow).where(ArticleRow.story_id == story).values(story_id=name))
    _leave(session, story, name)


def _leave(session: Session, story: str, into: str | None) -> None:
    """Let a story go on under another id, or end it with everything that led to it."""
    row = StoryApartRow
    pairs = session.execute(select(row.one, row.other).where(or_(row.one == story, row.other == story))).all()
    session.execute(delete(row).where(or_(row.one == story, row.other == story)))
    if into is None:
        session.execute(delete(StoryRow).where(or_(StoryRow.id == story, StoryRow.into == story)))
        return
    leading = or_(StoryRow.id == story, StoryRow.into == story)
    session.execute(update(StoryRow).where(leading, StoryRow.id != into).values(into=into))
    for pair in pairs:
        one, other = sorted(into if name == story else name for name in pair)
        if one != other:
            session.merge(row(one=one, other=other))


def _changes(session: Session, article_id: str) -> None:
    row = StoryChangeRow
    for change in session.scalars(select(row).where(cast(row.article_ids, Text).contains(article_id))):
        change.article_ids = [name for name in change.article_ids if name != article_id]


def _uncount(session: Session, counted: Collection[str]) -> None:
    row = StoryTermRow
    for some in portions({EVERY, *counted} if counted else ()):
        session.execute(update(row).where(row.term.in_(some)).values(articles=row.articles - 1))
        session.execute(delete(row).where(row.term.in_(some), row.articles <= 0))
