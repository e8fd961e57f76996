from __future__ import annotations

import json
from datetime import UTC
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.deliver.render import Format, render
from agent.text.safe import json_safe, one_line, printable
from agent.types import Briefing
from tests.deliver.foreign import PAYLOADS, poisoned
from tests.deliver.makers import flood_briefing

CONTROLS = "".join(map(chr, [*range(0x09), 0x0B, 0x0C, 0x0D, *range(0x0E, 0x20), *range(0x7F, 0xA0)]))
REORDERING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HIDDEN = "\u200b\u2060\ufeff\u2028\u2029\U000e0041"


@pytest.mark.parametrize("format", get_args(Format))
@pytest.mark.parametrize(
    "hostile", [CONTROLS, REORDERING, HIDDEN, "\x1b]8;;http://evil.example\x07press\x1b]8;;\x07\x1b[2J"]
)
def test_no_control_or_reordering_character_reaches_any_format(format: Format, hostile: str) -> None:
    shown = render(poisoned(f"a{hostile}b"), format, UTC)
    assert not set(shown) & set(CONTROLS + REORDERING + HIDDEN)


def test_what_was_hidden_is_shown_as_its_escape() -> None:
    assert printable("\x1b[31m\u202e\U000e0041") == "\\x1b[31m\\u202e\\U000e0041"
    assert printable("two\nlines\tand a tab") == "two\nlines\tand a tab"


def test_a_line_stays_a_line() -> None:
    assert one_line(" Marvale\r\n\n calm ") == "Marvale calm"


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_escaping_json_changes_no_value(text: str) -> None:
    assert json.loads(json_safe(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_keeps_every_word_as_it_was(payload: str) -> None:
    assert Briefing.model_validate_json(render(poisoned(payload), "json", UTC)) == poisoned(payload)


@pytest.mark.parametrize("payload", ["word " * 90, "x" * 300])
def test_only_an_address_is_wider_than_a_terminal(payload: str) -> None:
    lines = render(poisoned(payload), "text", UTC).splitlines()
    assert all(len(line) <= 80 for line in lines if "://" not in line)


def test_a_text_names_its_sources_by_number_and_address() -> None:
    shown = render(flood_briefing(), "text", UTC)
    assert "harbour office said. [1]" in shown
    assert "[1] Marvale Post: Lower town cleared as river rises (6 May 2031)" in shown
    assert "https://marvale-post.example/2031/flood" in shown
