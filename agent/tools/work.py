"""What the tools do, each from its arguments to its answer, in threads of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

from agent.commands.asking import Asked, explained, limited, request_of
from agent.commands.chatting import OWNER
from agent.commands.opening import Parts, catch_up, now
from agent.commands.picking import picked
from agent.commands.stories import group_waiting, stories_in, weighed
from agent.errors import NothingFits, NothingToSay, UnusableRequest
from agent.overseen import Watch
from agent.text.safe import one_line
from agent.types import (
    Article,
    AskAnswer,
    AskCall,
    AskedOf,
    BriefAnswer,
    BriefCall,
    Briefing,
    CheckAnswer,
    CheckCall,
    Passage,
    Quoted,
    Request,
    SearchAnswer,
    SearchCall,
    Shown,
    SpikesAnswer,
    SpikesCall,
    SpikeSeen,
    StoriesAnswer,
    StoriesCall,
)

if TYPE_CHECKING:
    from agent.brief import Kit

DAY = timedelta(days=1)
"""What is shown of stories and spikes where no day is named."""
_FRESH = Lock()


@dataclass(frozen=True)
class Job:
    """What a call works with."""

    parts: Parts
    watch: Watch
    """Ends it once nobody waits."""


def search(call: SearchCall, job: Job) -> SearchAnswer:
    """Find the passages that are about something."""
    parts, moment = job.parts, now()
    request = _request(call, parts)
    _fresh(parts)
    found = parts.library.search(request, moment, call.limit)
    if not found.passages:
        refused, nearest = _nothing(NothingToSay(f"“{request.question}”"), request, parts)
        return SearchAnswer(refused=refused, nearest=nearest, degraded=parts.library.degraded)
    return SearchAnswer(found=found, degraded=found.degraded)


def brief(call: BriefCall, job: Job) -> BriefAnswer:
    """Write a briefing, and keep it."""
    from agent.brief import brief as written
    from agent.prompts import load_profile

    parts, moment = job.parts, now()
    plan = load_profile(call.profile or parts.settings.profile, parts.settings.profiles_folder)
    request = _request(call, parts).model_copy(update={"profile": plan.plan.name})
    request = picked(request, call.pin, call.exclude, parts.store)
    kit = _kit(job)
    _fresh(parts)
    try:
        made = written(request, plan, kit, moment)
    except NothingFits:
        raise  # articles were found, and it says why none of their sentences can be printed
    except NothingToSay as refusal:
        refused, nearest = _nothing(refusal, request, parts)
        return BriefAnswer(refused=refused, nearest=nearest, degraded=parts.library.degraded)
    job.watch.look()
    parts.store.save_briefing(made)
    return BriefAnswer(briefing=_short(made), degraded=parts.library.degraded)


def check(call: CheckCall, job: Job) -> CheckAnswer:
    """Hold a text against the library."""
    from agent.commands.checking import verdicts_on
    from agent.make import make_checker, make_judge

    parts = job.parts
    _fresh(parts)
    if not parts.settings.judge:
        report = verdicts_on(call.text, "", None, parts.library, make_checker())
    else:
        judge, ledger = make_judge(parts.settings)
        job.watch.count(ledger)
        report = verdicts_on(call.text, "", None, parts.library, judge)
    return CheckAnswer(report=report, degraded=parts.library.degraded)


def stories(call: StoriesCall, job: Job) -> StoriesAnswer:
    """Tell the stories of some days."""
    from agent.windows import window

    store, moment = job.parts.store, now()
    _fresh(job.parts)
    asked = window(call.since, call.until, job.parts.settings.zone)
    if asked.since is None and asked.until is None:
        asked = asked.model_copy(update={"since": moment - DAY})
    found = stories_in(store, asked, moment, call.phase)
    shown = weighed(found[: call.limit], store)
    return StoriesAnswer(stories=tuple(shown), left=len(found) - len(shown))


def spikes(call: SpikesCall, job: Job) -> SpikesAnswer:
    """Tell the bursts of coverage."""
    from agent.spiking import look
    from agent.story_told import origins_of
    from agent.windows import window

    store, zone, moment = job.parts.store, job.parts.settings.zone, now()
    _fresh(job.parts)
    sight = look(store, zone, moment, window(call.since, None, zone).since or moment - DAY)
    shown = sight.spikes[-call.limit :]
    return SpikesAnswer(
        spikes=tuple(
            SpikeSeen(
                noticed=seen.noticed,
                height=seen.measure.spike,
                independent_origins=origins_of(seen, store),
                article_ids=seen.articles,
            )
            for seen in shown
        ),
        left=len(sight.spikes) - len(shown),
        series=sight.series,
        young=sight.young,
    )


def ask(call: AskCall, job: Job) -> AskAnswer:
    """Answer in a conversation, and keep the turn."""
    from agent.desk import make_desk
    from agent.store import Conversations
    from agent.talking import talked

    store, library, settings = job.parts.store, job.parts.library, job.parts.settings
    words = one_line(call.words)
    if not words:
        raise UnusableRequest("argument words", "it is empty", "Say what it is about.")
    before = Conversations(store, OWNER).get(call.conversation).turns if call.conversation else ()
    _fresh(job.parts)
    desk = make_desk(store, library, settings, over=job.watch.over)
    name, made = talked(words, call.conversation, before, desk, store, OWNER, now())
    briefing = made.briefing
    if briefing is None and made.turn.briefing_id:
        briefing = store.briefing(made.turn.briefing_id)
    shown = tuple(_shown(made.turn.shown, job.parts))
    refused = made.turn.refused
    return AskAnswer(
        conversation=name,
        turn=made.turn,
        briefing=_short(briefing) if briefing is not None else None,
        refused=made.turn.said if refused else "",
        nearest=shown if refused else (),
        passages=() if refused else shown,
        degraded=library.degraded,
    )


def _short(made: Briefing) -> Briefing:
    """Leave out what only a pack needs, a third of the record; it is kept whole."""
    return made.model_copy(update={"basis": None})


def _request(call: AskedOf, parts: Parts) -> Request:
    asked = Asked(call.question, call.since, call.until, call.as_of, call.outlets, call.language)
    return limited(request_of(asked, parts.settings.zone), asked.sources, parts.store)


def _fresh(parts: Parts) -> None:
    """Take in what came into the store since the last call."""
    with _FRESH:
        catch_up(parts.library)
        group_waiting(parts.store)


def _kit(job: Job) -> Kit:
    """Return what writes, with a budget of its own that ends with the call."""
    from agent.make import make_kit, make_model_kit

    store, library, settings = job.parts.store, job.parts.library, job.parts.settings
    if not (settings.model or settings.judge):
        return make_kit(store, library, settings.zone)
    return job.watch.over(make_model_kit(store, library, settings))


def _nothing(refusal: NothingToSay, request: Request, parts: Parts) -> tuple[str, tuple[Quoted, ...]]:
    """Return why there is nothing, and what comes closest."""
    near = parts.library.nearest(request, now())
    told = explained(refusal, request, parts, near)
    return str(told), tuple(_quoted(n, hit.passage, hit.article) for n, hit in enumerate(near, 1))


def _shown(some: Iterable[Shown], parts: Parts) -> Iterable[Quoted]:
    there = [(one, parts.store.article(one.article_id, one.content_hash)) for one in some]
    left = [(one, article) for one, article in there if article is not None]
    return (_quoted(n, one, article, one.sentence) for n, (one, article) in enumerate(left, 1))


def _quoted(number: int, place: Passage | Shown, article: Article, sentence: int = 0) -> Quoted:
    return Quoted(
        number=number,
        sentence=sentence,
        publisher=article.publisher,
        headline=article.headline,
        published=article.published,
        url=article.url,
        article_id=article.id,
        content_hash=article.content_hash,
        start=place.start,
        end=place.end,
        text=article.text[place.start : place.end],
    )
