"""What goes along with mail: the files that were ordered, made once, and the mail comes without them too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from agent.digest import Press
from agent.enclosing import enclosed, plain_name, within
from agent.errors import CannotPack
from agent.settings import Settings
from agent.store import Store
from agent.types import Briefing, Digest, Edition, Enclosed, File, Recipient
from tests.digests.makers import ADA, BOB, make_digest, make_edition
from tests.digests.test_digest import HOUR, TOLD, Newsroom
from tests.makers import make_article, make_briefing

HOOK = Recipient(channel="webhook", address="https://desk.example/hook")


def file(size: int, name: str = "a.html") -> File:
    return File(name=name, type="text/html", data=b"x" * size)


class Enclosing(Newsroom):
    """A newsroom that counts how often files are made."""

    made: int = 0

    @property
    def press(self) -> Press:
        def enclose(digest: Digest, edition: Edition, briefings: Sequence[Briefing]) -> Enclosed:
            self.made += 1
            return Enclosed(files=(file(3, f"{len(briefings)}.html"),), left_out=("Not attached: b.docx.",))

        plain = super().press
        return replace(plain, enclose=enclose, channels={**plain.channels, "webhook": self.outbox})


def room_of(store: Store, **order: object) -> Enclosing:
    room = Enclosing(store)
    room.order(**order)
    room.now = datetime(2026, 2, 4, 6, tzinfo=UTC)
    return room


def test_files_are_made_once_and_go_along_with_mail_alone(store: Store) -> None:
    room = room_of(store, attach=("html",), recipients=(ADA, BOB, HOOK))
    room.run()
    by_mail = [issue for to, _, issue in room.outbox.sent if to != HOOK.address]
    (hook,) = [issue for to, _, issue in room.outbox.sent if to == HOOK.address]
    assert (room.made, len(by_mail), hook.files) == (1, 2, ())
    for issue in by_mail:
        assert [one.name for one in issue.files] == ["1.html"]
        for told in (issue.text, issue.html):
            assert "Attached: 1.html." in told
            assert "Not attached: b.docx." in told
    assert "ttached" not in hook.text


def test_where_no_file_is_ordered_or_a_correction_goes_out_none_is_made(store: Store) -> None:
    room = room_of(store)
    room.run()
    assert room.made == 0
    room.now += HOUR
    room_of(store, key="d2", attach=("html",), recipients=(HOOK,)).run()
    assert room.made == 0


def test_a_second_try_has_the_same_key_and_the_same_files(store: Store) -> None:
    room = room_of(store, attach=("html",))
    room.outbox.refuse = {ADA.address: False}
    room.run()
    room.outbox.refuse = {}
    room.now += HOUR
    room.run()
    ((_, _, issue),) = room.outbox.sent
    assert [one.name for one in issue.files] == ["1.html"]


def test_what_does_not_fit_is_left_out_and_told_and_what_follows_may_still_fit() -> None:
    found = within([file(60), file(50, "b.docx"), file(40, "c.json")], 100)
    assert [one.name for one in found.files] == ["a.html", "c.json"]
    (told,) = found.left_out
    assert told.startswith("Not attached: b.docx (0.1 kB). The files of a mail may have 0.1 kB together")


def test_files_are_named_after_the_digest_and_the_day_on_the_wall_of_its_zone(
    store: Store, settings: Settings
) -> None:
    digest = make_digest(title="Häfen & „Küste“", attach=("html", "docx"), timezone="Pacific/Auckland")
    edition = make_edition(at=datetime(2026, 2, 4, 20, tzinfo=UTC))
    made = make_briefing(make_article(text=TOLD), TOLD)
    found = enclosed(digest, edition, [made, made], store, settings)
    assert [one.name for one in found.files] == [
        f"hafen-kuste-2026-02-05-{number}.{kind}" for kind in ("html", "docx") for number in (1, 2)
    ]
    assert enclosed(digest, edition, [made, made], store, settings) == found  # the same bytes again


def test_a_pack_that_does_not_hold_is_said_and_the_other_files_go_along(
    store: Store, settings: Settings
) -> None:
    made = make_briefing(make_article(text=TOLD), TOLD)  # its article is not in the library
    found = enclosed(make_digest(attach=("html", "pack")), make_edition(), [made], store, settings)
    assert [one.name for one in found.files] == ["harbour-2026-02-03.html"]
    (told,) = found.left_out
    assert told.startswith("Not attached: the pack file of")
    assert CannotPack.what in told


@pytest.mark.parametrize("title", ["../../etc/passwd", "a\r\nBcc: eve@x", "中文", "…", "x" * 500])
def test_no_title_makes_a_name_that_leads_elsewhere(title: str) -> None:
    name = plain_name(title)
    assert name.replace("-", "a").isalnum()
    assert name.isascii()
    assert len(name) <= 60
