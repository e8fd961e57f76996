"""Editions to chat services: by name alone, so that no key is kept, shown or told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from agent.errors import ConfigurationError, Undeliverable
from agent.providers.chat_services import LONGEST, ChatServices, read_services
from tests.digests.test_mail import issue

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise's own
CANARY = "kanarienvogel"


@dataclass
class Service:
    """A service that takes what it gets, or does not."""

    takes: bool = True
    fails: Exception | None = None
    got: list[dict[str, Any]] = field(default_factory=list)

    def notify(self, **told: Any) -> bool:
        if self.fails is not None:
            raise self.fails
        self.got.append(told)
        return self.takes


def test_a_message_holds_the_subject_and_the_beginning_of_the_edition() -> None:
    service = Service()
    ChatServices({"desk": service}).send(
        issue(text="A line.\n" * 2_000, subject="Ships\nBcc: x"), "desk", "k"
    )
    (got,) = service.got
    assert got["title"] == "Ships Bcc: x"
    assert len(got["body"]) <= LONGEST + 2
    assert got["body"].endswith("A line.\n…")


@pytest.mark.parametrize("service", [Service(takes=False), Service(fails=RuntimeError(f"slack://{CANARY}"))])
def test_what_was_not_taken_is_tried_again_and_no_address_is_told(service: Service) -> None:
    with pytest.raises(Undeliverable) as refused:
        ChatServices({"desk": service}).send(issue(), "desk", "k")
    assert not refused.value.for_good
    assert CANARY not in str(refused.value)


def test_an_unknown_name_is_given_up_at_once() -> None:
    with pytest.raises(Undeliverable, match="there are desk") as refused:
        ChatServices({"desk": Service()}).send(issue(), "other", "k")
    assert refused.value.for_good


def test_services_are_read_from_one_setting() -> None:
    pytest.importorskip("apprise")
    text = "desk=slack://TokenAAAAA/BBBBBBBBB/CCCCCCCCCCCCCCCCCCCCCCCC,ops=matrixs://me:pass@host/%23room"
    assert sorted(read_services(text)) == ["desk", "ops"]


@pytest.mark.parametrize(
    "text",
    [f"{CANARY}", f"desk=file:///etc/{CANARY}", f"desk=json://{CANARY}/", f"desk=mailto://a:{CANARY}@b.example",
     f"desk=nothing://{CANARY}", f"two words=slack://{CANARY}"],
)  # fmt: skip
def test_what_is_no_chat_service_is_refused_and_not_repeated(text: str) -> None:
    pytest.importorskip("apprise")
    with pytest.raises(ConfigurationError) as refused:
        read_services(text)
    assert CANARY not in str(refused.value)
