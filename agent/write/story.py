"""What the question is about, which articles tell it, and when it was last news.

Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil

from agent.text.names import names
from agent.text.places import countries_alike
from agent.text.words import key, terms, word_set
from agent.types import Article, Evidence
from agent.write.openings import Known
from agent.write.salience import Texts, keys, telling, topicality

BURST = timedelta(days=4)
"""Stretch of days that is looked at together when asking when a story was news."""
FEWEST_TELLING = 0.1
"""Share of the story's outlets that must tell it within those days."""
SUBJECT = 40
"""Words that make up what the story is about."""
TOUCHED = 0.34
"""Share of the question's words, weighted by rarity, that an article must hold, of the most that any holds,
to be surely about it."""
OFTEN = 3
"""Mentions of a word in an article from which it is more than one in passing; a headline is as good."""
CORE = 0.7
"""Topicality from which an article tells the story and nothing else."""
FAMOUS = 0.2
"""Share of the outlets that must name somebody for a bare surname to say enough; two at least."""
FEW_ARTICLES = 3
"""Articles that tell the story by themselves, and that make it news though one outlet alone tells it."""
ANSWER = 0.6
"""Share of the question from which a sentence is about it, wherever it stands."""
OPINION = 4.0
"""First and second persons and questions per thousand words from which a text argues rather than tells."""
FEWEST_ASIDES = 3
"""As many there must be at least, however short the text."""
SHORTENED = 0.5
"""Share of its mentions that a surname has its given name beside it, at most."""
BEFORE = 0.4
"""What a word counts that only the question before has."""
NAMED = 2.0
"""What a name weighs in a question beside its other words."""

_COUNT = re.compile(
    r"\bhow (?:many|much|high|large|big|often)\b|\b(?:toll|number of|count of)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*\w(?<![’']s)")
_PAIR = re.compile(r"\b(?=([A-Z][\w’'-]*\w) ([A-Z][\w-]*\w))")
_ASKING = frozenset(
    key(word)
    for word in word_set(
        """happening happen happened ahead case latest news situation going story update people find found
        know known say said tell told do does doing handle handled think thought mean means"""
    )
)
"""Words that ask, or that any story holds."""
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us|[Yy]ours?|[Yy]ou)\b|\?")
_COLUMN = re.compile(
    r"/(?:opinions?|editorials?|commentary|columns?|op-ed|blogs?)/|\b(?:opinion|editorial)\b", re.IGNORECASE
)
_LOOKS_BACK = re.compile(
    r"\b(?:a look back|looking back|timeline|chronology|moments|how we got here|key dates|what to know)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Story:
    """What is asked, as far as words can tell."""

    asked: dict[str, float]
    """Keys of the question's words with their rarity in the evidence, adding up to 1."""
    about: dict[str, float]
    """How far each article is about it, by id, 0 to 1."""
    named: frozenset[str]
    """Words that stand with a capital inside sentences of enough outlets to be known from the story."""
    subject: frozenset[str]
    """Keys that weigh most in all evidence together."""
    counting: bool
    """The question asks how many or how much."""
    latest: datetime | None
    """When it was last news: the newest day by which several outlets told it."""
    names: frozenset[str] = frozenset()
    """Keys of the names among them."""
    before: frozenset[str] = frozenset()
    """Keys of the words that only the question before has."""
    usual: frozenset[str] = frozenset()
    """Keys of the question's words, and of given names and titles before them: sharing these tells little."""

    def answers(self, text: str) -> float:
        """Return the share of the question that a sentence takes up, 0 to 1."""
        return _answers(text, self.asked)

    @property
    def known(self) -> Known:
        """What needs no introduction in a briefing on this question."""
        return Known(words=frozenset(self.asked), names=self.named, things=self.subject)


def story(question: str, evidence: Sequence[Evidence], texts: Texts, before: str = "") -> Story:
    """Return what the question is about, weighed against the evidence; `before` is one it goes on from."""
    named = {term.key for term in terms(countries_alike(question)) if term.name}
    given = _given_names(question, evidence)
    shares = {**dict.fromkeys(telling(before), BEFORE), **dict.fromkeys(telling(question), 1.0)}
    rarity = {
        word: share * texts.rarity(word) * (NAMED if word in named else 1.0)
        for word, share in shares.items()
        if word not in _ASKING and word not in given
    }
    total = sum(rarity.values()) or 1.0
    asked = {word: value / total for word, value in rarity.items()}
    about = topicality(evidence, texts, _touching(evidence, asked))
    return Story(
        asked=asked,
        about=about,
        names=frozenset(asked) & named,
        before=frozenset(asked) - telling(question),
        usual=frozenset(asked) | _before(evidence, asked),
        named=_named(evidence),
        subject=texts.subject(SUBJECT),
        counting=bool(_COUNT.search(question)),
        latest=_latest(_telling(evidence, about, asked)),
    )


def _before(evidence: Sequence[Evidence], asked: dict[str, float]) -> frozenset[str]:
    """Return the keys of the words with a capital that stand before a word of the question with one."""
    pairs = {pair for e in evidence for pair in _PAIR.findall(e.text)}
    return frozenset(key(first) for first, second in pairs if key(second) in asked)


def _given_names(question: str, evidence: Sequence[Evidence]) -> frozenset[str]:
    """Return the keys of given names: what stands before a name that the texts mostly use alone.

    “Ines Calder” is asked for once and told of as “Calder” ever after, so that only the surname can be
    looked for; “Saudi Arabia” is never shortened.
    """
    text = " ".join(e.text for e in evidence)
    dropped: set[str] = set()
    for name in names(question):
        *before, last = name.text.split()
        if not before or name.kind in {"place", "org"}:
            continue
        alone = len(re.findall(rf"\b{re.escape(last)}\b", text))
        whole = len(re.findall(rf"\b{re.escape(before[-1])} {re.escape(last)}\b", text))
        if alone and whole <= SHORTENED * alone:
            dropped |= set(telling(" ".join(before))) - set(telling(last))
    return frozenset(dropped)


def _answers(text: str, asked: dict[str, float]) -> float:
    held = set(keys(text))
    return sum(weight for word, weight in asked.items() if word in held)


def of_the_years(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence published by the end of the years a question names; all where it names none."""
    years = {int(year) for year in _YEAR.findall(question)}
    if not years:
        return list(evidence)
    inside = [e for e in evidence if e.article.published and e.article.published.year in years]
    return inside or list(evidence)


def _touching(evidence: Sequence[Evidence], asked: dict[str, float]) -> frozenset[str]:
    """Return the ids of the articles that take up enough of the question, and more than in passing."""
    held = {e.article.id: _words(f"{e.article.headline} " * OFTEN + e.article.text) for e in evidence}
    share = {
        name: sum(weight * min(1.0, words[word] / OFTEN) for word, weight in asked.items())
        for name, words in held.items()
    }
    most = max(share.values(), default=0.0)
    return frozenset(name for name, value in share.items() if value and value > TOUCHED * most)


@lru_cache(maxsize=1024)
def _words(text: str) -> Counter[str]:
    words = Counter(_WORD.findall(text))
    found: Counter[str] = Counter()
    for word, n in words.items():
        found[key(word)] += n
    return found


def _named(evidence: Sequence[Evidence]) -> frozenset[str]:
    seen: dict[str, set[str]] = {}
    for e in evidence:
        for word in _CAPITAL.findall(e.text):
            seen.setdefault(word, set()).add(e.article.publisher)
    enough = max(2, ceil(FAMOUS * len({e.article.publisher for e in evidence})))
    return frozenset(word for word, outlets in seen.items() if len(outlets) >= enough)


def columns(articles: Iterable[Article]) -> frozenset[str]:
    """Return the ids of the columns and look-backs among articles, where rhetoric or old news stands as news.

    Where most articles sound like columns, the way they are written is no sign, and only marked ones count.
    """
    listed = list(articles)
    sound = {a.id for a in listed if argues(a)}
    marked = {a.id for a in listed if _marked(a)}
    return frozenset(sound | marked) if 2 * len(sound) <= len(listed) else frozenset(marked)


def _marked(article: Article) -> bool:
    place = f"{article.url or ''} {article.publisher} {article.headline}"
    return bool(_COLUMN.search(place) or _LOOKS_BACK.search(article.headline))


def argues(article: Article) -> bool:
    """Return whether an article is a column: marked as one, or speaking of “us” to “you” in questions."""
    if _COLUMN.search(f"{article.url or ''} {article.publisher} {article.headline}"):
        return True
    told = _QUOTED.sub(" ", article.text)
    words = len(told.split())
    asides = len(_PERSON.findall(told))
    return asides >= FEWEST_ASIDES and 1000 * asides / words >= OPINION


def _telling(
    evidence: Sequence[Evidence], about: dict[str, float], asked: dict[str, float]
) -> list[Evidence]:
    """Return what tells the story: the articles about it; where they are few, each sentence that answers."""
    core = [e for e in evidence if about[e.article.id] >= CORE]
    if len({e.article.id for e in core}) >= FEW_ARTICLES:
        return core
    return [e for e in evidence if about[e.article.id] >= CORE or _answers(e.text, asked) >= ANSWER]


def _latest(evidence: Sequence[Evidence]) -> datetime | None:
    """Return the newest publication time by which enough outlets, or articles, told it within a few days."""
    told = {(e.article.published, e.article.publisher, e.article.id) for e in evidence}
    times = sorted(((when, who, name) for when, who, name in told if when), reverse=True)
    if not times:
        return None
    enough = max(2, ceil(FEWEST_TELLING * len({who for _, who, _ in times})))
    for when, _, _ in times:
        inside = [(who, name) for then, who, name in times if timedelta(0) <= when - then <= BURST]
        if len({who for who, _ in inside}) >= enough or len(inside) >= FEW_ARTICLES:
            return when
    return times[0][0]
