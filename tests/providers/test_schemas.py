from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from agent.providers.schemas import read_answer, strict_schema
from agent.types import Draft, Record
from tests.providers.chatting import GOOD, Form


class Optional(Record):
    """Has a field that may be left out."""

    text: str
    note: str = ""


class Map(Record):
    """Has names that the model invents."""

    words: dict[str, str]


class Bare(Record):
    """Has a list of anything."""

    things: list  # type: ignore[type-arg]


class Pair(Record):
    """Has a list of a fixed length."""

    two: tuple[int, str]


class Open(BaseModel):
    """Has room for more."""

    model_config = ConfigDict(extra="ignore")
    text: str


class Nested(Record):
    """Holds one of those."""

    inner: tuple[Optional, ...]


@pytest.mark.parametrize("form", [Optional, Map, Bare, Pair, Open, Nested])
def test_a_form_that_would_let_half_an_answer_pass_is_a_fault_of_the_program(form: type[BaseModel]) -> None:
    with pytest.raises(ValueError, match=r"left out|no form"):
        strict_schema(form)


def test_a_field_that_may_be_null_is_still_required() -> None:
    class Maybe(Record):
        """May hold nothing."""

        note: str | None
        """A remark."""

    made = strict_schema(Maybe)
    assert made["required"] == ["note"]
    assert made["properties"]["note"]["anyOf"] == [{"type": "string"}, {"type": "null"}]


def test_what_the_house_asks_for_can_be_asked_for() -> None:
    made = strict_schema(Draft)
    assert made["required"][-1] == "complete"
    assert made["properties"]["complete"]["const"] is True
    assert "properties" in made["$defs"]["DraftClaim"]


def test_the_sentence_under_a_field_is_sent_and_limits_that_servers_refuse_are_not() -> None:
    from pydantic import Field

    class Bounded(Record):
        """Has limits."""

        text: str = Field(min_length=1, max_length=9, pattern="^a")
        """Some words."""

    made = strict_schema(Bounded)
    assert made["properties"]["text"] == {"type": "string", "description": "Some words."}
    assert read_answer('{"text": "b"}', Bounded).state == "wrong_schema"


def test_a_whole_answer_is_read() -> None:
    reply = read_answer(GOOD, Form)
    assert (reply.state, reply.detail) == ("ok", "")
    assert reply.value is not None
    assert reply.value.items[0].labels == (1, 2)


def test_where_an_answer_departs_from_its_form_is_told_without_its_words() -> None:
    reply = read_answer(GOOD.replace("[1, 2]", '["SECRET"]'), Form)
    assert reply.state == "wrong_schema"
    assert "items.0.labels.0, int type" in reply.detail
    assert "SECRET" not in reply.detail


def test_a_name_of_the_models_own_is_told_on_one_printable_line() -> None:
    reply = read_answer(GOOD.replace('"share"', '"a\\u001b[31m\\n' + "b" * 200 + '": 1, "share"'), Form)
    assert reply.detail.isprintable()
    assert len(reply.detail) < 200


def test_one_is_not_true() -> None:
    class Sentinel(Record):
        """Ends with a word."""

        complete: Literal[True]
        """Written last."""

    assert read_answer('{"complete": true}', Sentinel).state == "ok"
    assert read_answer('{"complete": 1}', Sentinel).state == "wrong_schema"
    assert read_answer('{"complete": 1.0}', Sentinel).state == "wrong_schema"
