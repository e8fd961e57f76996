"""A newsroom that sent what may have to be corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from agent.correcting import correct
from agent.digest import Press
from agent.store import Missing, Store
from agent.types import Article
from tests.digests.makers import ADA, BOB
from tests.digests.test_digest import HOUR, TOLD, Newsroom
from tests.makers import make_article

OTHER = "The pier stays open. Traders sold fish on Monday."


class Corrected(Newsroom):
    """A newsroom whose articles are in the store."""

    @property
    def press(self) -> Press:
        return replace(super().press, missing=Missing(self.store).of)

    def keep(self, text: str) -> Article:
        article = make_article(text=text)
        self.store.add_articles([article])
        return article

    def correct(self) -> list[str]:
        made = [one.what for one in correct(self.press, "c")]
        self.run()
        return made

    def errata(self) -> list[tuple[str, str]]:
        return [
            (to, issue.text) for to, _, issue in self.outbox.sent if issue.subject.startswith("Correction")
        ]


def furnished(store: Store) -> Corrected:
    """Return a newsroom that sent an edition to both."""
    made = Corrected(store)
    made.keep(f"{TOLD} {OTHER}")
    made.says = TOLD
    made.order(recipients=(ADA, BOB))
    made.now = datetime(2026, 2, 4, 6, tzinfo=UTC)
    made.run()
    made.now += HOUR
    return made
