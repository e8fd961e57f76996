"""A pack that claims places or lengths made to fill memory is turned away before anything is put back."""

from __future__ import annotations

import pytest

from tests.packing.makers import proved, sealed, told, value

FAR = 10**15


@pytest.mark.parametrize("place", ["start", "end"])
def test_a_passage_far_outside_its_article_is_named_and_no_room_is_made_for_it(place: str) -> None:
    forged = value()
    forged["articles"][0]["passages"][0][place] = FAR
    if place == "start":
        forged["articles"][0]["passages"][0]["end"] = FAR + 5
    assert "there is no room for it in the article" in told(proved(sealed(forged)))


def test_a_passage_that_ends_far_before_its_article_is_named() -> None:
    forged = value()
    forged["articles"][0]["passages"][0]["end"] = -FAR
    assert "there is no room for it in the article" in told(proved(sealed(forged)))


def test_articles_that_are_together_longer_than_any_library_holds_are_not_put_back() -> None:
    forged = value()
    like = forged["articles"][-1]
    forged["articles"] += [{**like, "id": f"{like['id']}{n:02}", "length": 20_000_000} for n in range(6)]
    assert "together they have more than 100,000,000 characters" in told(proved(sealed(forged)))
