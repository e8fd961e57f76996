from __future__ import annotations

from datetime import timedelta

from agent.store.versions import in_force_from
from tests.makers import NOW, make_article

EARLIER, LATER = NOW - timedelta(days=1), NOW + timedelta(days=1)


def test_a_stated_change_is_believed() -> None:
    assert in_force_from(make_article(published=EARLIER, modified=LATER), []) == LATER


def test_a_first_version_holds_from_its_publication() -> None:
    assert in_force_from(make_article(published=EARLIER, retrieved=LATER), []) == EARLIER


def test_a_first_version_without_a_date_holds_from_when_we_read_it() -> None:
    assert in_force_from(make_article(published=None, retrieved=LATER), []) == LATER


def test_a_changed_text_that_states_no_change_holds_from_when_we_read_it() -> None:
    assert in_force_from(make_article(published=EARLIER, retrieved=LATER), [EARLIER]) == LATER


def test_a_changed_text_with_a_newer_date_holds_from_that_date() -> None:
    assert in_force_from(make_article(published=NOW, retrieved=LATER), [EARLIER]) == NOW
