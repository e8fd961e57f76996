"""From the store to the store: articles that came in are put into stories, and people join and part those.

    group(store, progress)

What is open in the days of the articles is read, they are put to it in the order of publication, and what
changed is kept, a day or a few hundred articles at a time: the work for an article depends on the news of its
days, not on how much the library holds. Whoever is interrupted goes on with the next article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from agent.retrieve.stories import Stories, StoryItem, feed_all, merge, split
from agent.retrieve.story_features import Frequencies, counted
from agent.retrieve.story_state import WINDOW, Group, Member
from agent.store import Filed, Grouped, KeptStories, Store
from agent.store.stories import Waiting
from agent.store.turns import Overtaken
from agent.types import Article, Record, StoryChange
from agent.watching import look

PORTION = 300
"""Articles that are kept together, unless more are of one minute; an interrupted run loses no more."""
MOST = 2_000
"""Articles that are kept together though they are of one minute, as those are that only have a day."""
SPAN = timedelta(days=1)
"""Time that the articles of a portion span at most, so that none of their stories ends before it is kept."""

Progress = Callable[[int, int], None]


class GroupReport(Record):
    """What became of the articles that waited."""

    articles: int = 0
    """Put into stories."""
    began: int = 0
    """Stories that began with one of them."""


def group(store: Store, progress: Progress | None = None) -> GroupReport:
    """Put every article that waits into a story, and note which watches find what came in.

    Args:
        store: What is read and kept.
        progress: Told after every portion.
    """
    kept = KeptStories(store)
    waiting = kept.waiting()
    desk, began, done, passed = _Desk(kept), 0, 0, 0
    for portion in _portions(waiting):
        while True:
            try:
                taken, new = _put(store, desk, portion)
                break
            except Overtaken:
                desk = _Desk(kept)
        began, done, passed = began + new, done + taken, passed + len(portion)
        if progress is not None:
            progress(passed, len(waiting))
    look(store)
    return GroupReport(articles=done, began=began)


def _put(store: Store, desk: _Desk, portion: Sequence[Waiting]) -> tuple[int, int]:
    """Put a portion into stories; return how many articles still waited, and how many stories are new.

    Raises:
        Overtaken: what it was worked out from does not hold any more; nothing is kept.
    """
    articles = KeptStories(store).articles([one.article_id for one in portion], waiting=True)
    items = [_item(found, one.moment) for one in portion if (found := articles.get(one.article_id))]
    if not items:
        return 0, 0
    began = desk.take(items, {name: one.content_hash for name, one in articles.items()})
    desk.keep()
    return len(items), began


def merge_by_hand(store: Store, one: str, other: str) -> StoryChange:
    """Make two stories one, as a person decided, and return what changed.

    Raises:
        NotFound: no story is meant by one of the references.
        UnusableRequest: both mean the same story.
    """
    return _by_hand(KeptStories(store), (one, other), merge)


def split_by_hand(store: Store, story: str, articles: Sequence[str]) -> StoryChange:
    """Make some articles of a story one of their own, as a person decided, and return what changed.

    Raises:
        NotFound: there is no such story or article.
        UnusableRequest: an article is not in the story, or none or all of them are named.
    """
    ids = [store.meant(reference) for reference in articles]
    return _by_hand(KeptStories(store), (story,), lambda stories, name: split(stories, name, ids))


def delete_article(store: Store, article_id: str, barred: bool = False) -> list[str]:
    """Delete an article, and what stories knew of it; see `Store.delete_article`."""
    read = store.article(article_id, KeptStories(store).version(article_id))
    return store.delete_article(article_id, counted(_item(read)) if read is not None else (), barred)


def _item(article: Article, moment: datetime | None = None) -> StoryItem:
    moment = moment or article.published or article.retrieved
    return StoryItem(article.id, moment, article.headline, article.text, article.publisher, article.language)


def _portions(waiting: Sequence[Waiting]) -> Iterator[list[Waiting]]:
    """Cut articles into portions, within a minute only where it holds very many: those have no order."""
    portion: list[Waiting] = []
    for one in waiting:
        minute = one.moment.replace(second=0, microsecond=0)
        full = portion and (len(portion) >= PORTION or one.moment - portion[0].moment >= SPAN)
        if full and (minute > portion[-1].moment or len(portion) >= MOST):
            yield portion
            portion = []
        portion.append(one)
    if portion:
        yield portion


class _Desk:
    """The stories of the days that are worked on."""

    def __init__(self, kept: KeptStories) -> None:
        self._kept = kept
        self._turn = kept.turn()  # before all that is worked from
        self._arrived = kept.arrived()
        self._made = Grouped()
        self._held: dict[str, bool] = {}
        self.stories = Stories()

    def take(self, items: Sequence[StoryItem], versions: Mapping[str, str]) -> int:
        """Put articles, of which these versions were read, into stories; return how many of those are new."""
        moments = [item.published for item in items]
        self._open(min(moments) - WINDOW, max(moments) + WINDOW)
        terms = {term for item in items for term in counted(item)}
        articles, known = self._kept.terms(terms)
        self.stories.seen = Frequencies(articles, Counter(known))
        self.stories.newest = None  # articles are judged by their own days, however late they come in
        placed = feed_all(self.stories, items)
        self._made = Grouped(versions=versions, terms={t: n for t in terms if (n := self.stories.seen.of[t])})
        return sum(one.begins for one in placed)

    def open(self, stories: Sequence[str]) -> None:
        """Read some stories."""
        self._enter(self._kept.held(stories))

    def keep(self) -> None:
        """Keep what changed since the stories were read."""
        stories, made = self.stories, self._made
        place = {one.id: name for name, group in stories.groups.items() for one in group.members}
        made.moved = {article: name for article, name in place.items() if self._place.get(article) != name}
        changed = set(made.moved.values()) | {self._place[a] for a in made.moved if a in self._place}
        changed |= {name for name, group in stories.groups.items() if self._held.get(name) != group.held}
        made.stories = {n: (g.held, g.first, g.last) for n, g in stories.groups.items() if n in changed}
        made.filed = [
            _filed(one, name)
            for name in made.stories
            for one in stories.groups[name].members
            if one.id not in self._place
        ]
        made.gone = dict(stories.gone)
        made.looked_at = {*self._held, *stories.groups}
        made.apart = {pair for pair in stories.apart if not pair.isdisjoint(made.looked_at)}
        made.changes = stories.changes
        made.articles, made.halved = stories.seen.articles, stories.seen.halved
        self._kept.keep(made, self._turn)
        self._turn += 1
        self._arrived = stories.arrived
        stories.changes, stories.gone = [], {}
        self._note()

    def _open(self, since: datetime, until: datetime) -> None:
        """Have at hand what has a part in a stretch of time, and nothing else."""
        wanted = self._kept.within(since, until)
        for name in [name for name in self.stories.groups if name not in wanted]:
            self.stories.drop(name)
        self._enter({name: held for name, held in wanted.items() if name not in self.stories.groups})
        self._note()

    def _enter(self, held: dict[str, bool]) -> None:
        members: dict[str, list[Member]] = {}
        for one in self._kept.filed(held):
            members.setdefault(one.story, []).append(member(one))
        for name, some in members.items():
            self.stories.enter(Group(some, held[name]))
        self.stories.arrived = self._arrived
        self.stories.apart |= self._kept.apart(held)
        self._note()

    def _note(self) -> None:
        """Note how things stand, to tell what changes."""
        groups = self.stories.groups
        self._place = {one.id: name for name, group in groups.items() for one in group.members}
        self._held = {name: group.held for name, group in groups.items()}


def _by_hand(kept: KeptStories, meant: Sequence[str], change: Callable[..., Stories]) -> StoryChange:
    while True:
        desk = _Desk(kept)
        names = [kept.meant(reference) for reference in meant]
        desk.open(names)
        desk.stories = change(desk.stories, *names)
        made = desk.stories.changes[-1]
        try:
            desk.keep()
        except Overtaken:  # by what came in meanwhile: a decision of a person is not lost to that
            continue
        return made


def _filed(one: Member, story: str) -> Filed:
    return Filed(one.id, story, one.serial, one.published, one.headline, one.outlet, one.vector, one.named)


def member(filed: Filed) -> Member:
    """Return a kept article as the rules of stories see it."""
    f = filed
    return Member(f.article_id, f.serial, f.moment, f.headline, f.outlet, f.vector, f.named)
