from __future__ import annotations

from datetime import timedelta

from agent.store.versions import back_from, in_force_from
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


def test_a_replaced_text_is_back_from_the_change_that_is_stated() -> None:
    assert back_from(make_article(modified=LATER), [EARLIER, NOW], dated=True, last=False) == LATER
    assert back_from(make_article(modified=NOW), [EARLIER, NOW], dated=True, last=True) is None


def test_a_replaced_text_without_a_statement_is_back_from_when_it_was_read_alone() -> None:
    read = make_article(published=EARLIER, retrieved=LATER)
    assert back_from(read, [EARLIER, NOW], dated=False, last=True) == LATER
    assert back_from(read, [EARLIER, NOW], dated=False, last=False) is None
    assert back_from(read, [EARLIER, NOW], dated=True, last=True) is None


def test_a_replaced_text_with_a_newer_date_is_back_from_that_date() -> None:
    read = make_article(published=LATER, retrieved=LATER)
    assert back_from(read, [EARLIER, NOW], dated=False, last=True) == LATER
