from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.collect.fetch.world import INNER, PUBLIC, SECRET, World, page


@pytest.fixture
def world() -> Iterator[World]:
    """A newspaper with a public address, and a service of the inner network that is nobody's business."""
    with World() as made:
        made.name("news.example", PUBLIC)
        made.serve(INNER, {"/": page(SECRET), "/secret": page(SECRET)})
        yield made
