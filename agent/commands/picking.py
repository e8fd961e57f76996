"""Articles and outlets that a person pins or excludes, as they were typed → as the request names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from agent.errors import UnusableRequest

if TYPE_CHECKING:
    from agent.store import Store
    from agent.types import Pick, Request


def picked(request: Request, pin: Iterable[str], exclude: Iterable[str], store: Store) -> Request:
    """Return the request with what is pinned and excluded beside what was so before.

    Who now excludes what was pinned before, or the other way round, means the latter. With an article go all
    that carry its address.

    Raises:
        UnusableRequest: no article and no outlet is meant, or one is to be pinned and excluded at once.
    """
    pins = dict.fromkeys(one for name in pin for one in _meant("--pin", name, store))
    outs = dict.fromkeys(one for name in exclude for one in _meant("--exclude", name, store))
    if both := next((one for one in pins if one in outs), None):
        raise UnusableRequest(both.name, "it is to be pinned and excluded at once", "Choose one of the two.")
    before = [one for one in request.pinned if one not in outs]
    left = [one for one in request.excluded if one not in pins]
    return request.model_copy(
        update={
            "pinned": tuple(dict.fromkeys([*before, *pins])),
            "excluded": tuple(dict.fromkeys([*left, *outs])),
        }
    )


def _meant(option: str, name: str, store: Store) -> Iterator[Pick]:
    from agent.collect.identity import canonical_url
    from agent.retrieve.facets import outlet_called
    from agent.types import Pick

    found = store.ids_of(name) or store.ids_of(canonical_url(name) or name)
    if found:
        for article_id in _of_one_address(found, store):
            article = store.article(article_id)
            if article is not None:
                yield Pick(article_id=article_id, outlet=article.publisher, headline=article.headline)
        return
    outlets = sorted(outlet_called(name, store.publishers()))
    if not outlets:
        why = "no article has that id or address, and no outlet is called so"
        raise UnusableRequest(f"{option} {name}", why, "Name an article by its id or URL, or an outlet.")
    yield from (Pick(outlet=outlet) for outlet in outlets)


def _of_one_address(found: Iterable[str], store: Store) -> Iterator[str]:
    """Yield the articles, and whatever else carries the address of one of them."""
    for article_id in found:
        yield article_id
        article = store.article(article_id)
        if article is not None and article.url is not None:
            yield from (other for other in store.ids_of(article.url) if other != article_id)
