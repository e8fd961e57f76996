"""Looking again at what was sent: where a cited passage changed or vanished, whoever got it is told, once.

A passage counts as changed when it does not stand in the version of its article that holds now, or when the
page is gone (`agent.collect.missing` says when that is). What was deleted here was not taken back by whoever
published it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import groupby

from agent.digest import Outcome, Press, on_turn, receipt_for
from agent.text.sentences import sentences
from agent.types import CORRECTION, Citation, Correction, Delivery, Digest, Edition, MissingPage, ToldClaim

LOOKED_BACK = timedelta(days=14)
"""How long an edition is looked at again after it was due."""
LIKE = 0.5
"""Share of words, in their order, that a sentence has in common with the passage that it was."""
_SENTENCES = 500
"""Of an article, that are compared with a passage."""


def correct(press: Press, token: str) -> Iterator[Outcome]:
    """Order a correction for everybody who got what does not stand any more, and yield what was ordered.

    There is one correction for each article whose passages changed; what was corrected is not corrected
    again. Two workers at once do it once, since it is done on the turn of the digest.

    Args:
        press: The parts.
        token: Names this piece of work among all others.
    """
    since = press.clock() - LOOKED_BACK
    if not press.turns.outdated(since):
        return
    for digest_id, editions in groupby(press.turns.recent(since), lambda one: one.digest_id):
        if corrections(press, list(editions)):
            yield from on_turn(press, digest_id, token, lambda digest: _order(press, digest, since))


def corrections(press: Press, editions: Sequence[Edition]) -> list[Correction]:
    """Return what editions of one digest said on passages that changed, but for what was corrected before."""
    done = {(one.article_id, one.quote) for edition in editions for one in edition.corrects}
    used: dict[tuple[str, str, str], tuple[ToldClaim, Citation, list[Edition]]] = {}
    for edition in editions:
        for told, cited in _cited(edition):
            if (cited.article_id, cited.quote) not in done:
                key = (cited.article_id, cited.quote, told.claim.text)
                used.setdefault(key, (told, cited, []))[2].append(edition)
    found = (_correction(press, told, cited, theirs) for told, cited, theirs in used.values())
    return [one for one in found if one is not None]


def became(text: str, quote: str) -> str:
    """Return the sentence of a text that a passage became; empty where none is like it."""
    old = quote.split()
    shares = []
    for span in sentences(text)[:_SENTENCES]:
        said = text[span.start : span.end]
        shares.append((SequenceMatcher(None, old, said.split(), autojunk=False).ratio(), said))
    share, said = max(shares, default=(0.0, ""), key=lambda one: one[0])
    return said if share >= LIKE else ""


def _cited(edition: Edition) -> Iterator[tuple[ToldClaim, Citation]]:
    for told in edition.told:
        for cited in told.claim.citations:
            yield told, cited


def _correction(
    press: Press, told: ToldClaim, cited: Citation, editions: Sequence[Edition]
) -> Correction | None:
    article = press.article(cited.article_id)
    if article is None:
        return None
    page = press.missing(article.id)
    # What was gone already when an edition was written has not been taken back since.
    before = [one for one in editions if page is not None and (one.written or one.at) < page.first]
    gone = page is not None and page.gone and bool(before)
    if not gone and (article.content_hash == cited.content_hash or press.stands(cited)):
        return None
    return Correction(
        text=told.claim.text,
        article_id=article.id,
        publisher=article.publisher,
        headline=article.headline,
        url=article.url,
        quote=cited.quote,
        now="" if gone else became(article.text, cited.quote),
        gone=_how(page) if page is not None and gone else "",
        editions=tuple(dict.fromkeys(one.key for one in (before if gone else editions))),
    )


def _how(page: MissingPage) -> str:
    if page.status == 410:
        return "The page is gone: its server says that it will not come back."
    return f"The page is gone: on {page.looks} looks since {page.first:%Y-%m-%d} its server did not find it."


def _order(press: Press, digest: Digest, since: datetime) -> Iterator[Outcome]:
    """Order the corrections of a digest; what another worker ordered meanwhile is seen, and left out."""
    now = press.clock()
    found = corrections(press, press.turns.recent(since, digest.id))
    found.sort(key=lambda one: one.article_id)
    for _, some in groupby(found, lambda one: one.article_id):
        edition = _edition(digest, tuple(some), now)
        keys = {key for one in edition.corrects for key in one.editions}
        receipts = _receipts(edition, press.turns.received(digest.id, keys), now)
        press.turns.put([edition], receipts)
        if receipts:
            what = f"What {len(edition.corrects)} sentences rest on changed; {len(receipts)} are told."
            yield Outcome(digest.title, what)


def _edition(digest: Digest, corrects: tuple[Correction, ...], now: datetime) -> Edition:
    whole = "\n".join(f"{one.article_id} {one.quote}" for one in corrects)
    return Edition(
        digest_id=digest.id,
        key=f"{CORRECTION}{now:%Y-%m-%d}-{sha256(whole.encode()).hexdigest()[:8]}",
        at=now,
        state="written",
        written=now,
        corrects=corrects,
    )


def _receipts(edition: Edition, got: Iterable[Delivery], now: datetime) -> list[Delivery]:
    """Return a receipt for everybody who got what is corrected, each once."""
    people = dict.fromkeys((one.channel, one.recipient) for one in got)
    return [receipt_for(edition, channel, recipient, now) for channel, recipient in people]
