from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.digests.sinks import Inbox, inbox


@pytest.fixture
def mail_server(socket_enabled: Any) -> Iterator[Inbox]:
    """Return a mail server on this machine that keeps what it gets, and fails as it is told."""
    with inbox() as running:
        yield running
