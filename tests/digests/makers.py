"""Makers of digests: say what matters to the test."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agent.schedules import schedule
from agent.types import CheckedClaim, Citation, Delivery, Digest, Edition, Recipient, Verdict
from tests.makers import NOW

ADA = Recipient(channel="mail", address="ada@news.example")
BOB = Recipient(channel="mail", address="bob@news.example")


def make_digest(key: str = "d1", said: str = "every day at 6", **other: Any) -> Digest:
    """Return a digest to Ada."""
    return Digest(
        **{
            "id": key,
            "title": "Harbour",
            "questions": ("What happened at the harbour?",),
            "schedule": schedule(said),
            "timezone": "UTC",
            "recipients": (ADA,),
            "added": NOW,
            **other,
        }
    )


def make_edition(key: str = "2026-02-04T06:00", at: datetime = NOW, **other: Any) -> Edition:
    """Return an edition that is due."""
    return Edition(**{"digest_id": "d1", "key": key, "at": at, "state": "due", **other})


def make_receipt(edition: str = "2026-02-04T06:00", to: Recipient = ADA, **other: Any) -> Delivery:
    """Return a receipt that waits."""
    return Delivery(
        **{
            "digest_id": "d1",
            "edition": edition,
            "channel": to.channel,
            "recipient": to.address,
            "state": "waiting",
            "next_try": NOW,
            "changed": NOW,
            **other,
        }
    )


def told(text: str, key: str = "c1", origins: int = 1, quote: str = "", article: str = "a1") -> CheckedClaim:
    """Return a supported sentence with the passage that it rests on."""
    passage = quote or text
    return CheckedClaim(
        id=key,
        text=text,
        kind="reported",
        citations=(
            Citation(article_id=article, content_hash="h1", start=0, end=len(passage), quote=passage),
        ),
        verdict=Verdict(claim_id=key, label="supported", findings=()),
        verbatim=text == passage,
        outlets=origins,
        origins=origins,
    )
