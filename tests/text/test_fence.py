from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.text.fence import CLOSE, OPEN, fenced_text

PIECES = st.lists(
    st.sampled_from(["<", ">", "<<", ">>", OPEN, CLOSE, "EVIDENCE", "a", " ", "\n", "\r", "\x0b"])
)


@given(PIECES.map("".join))
def test_no_text_can_write_a_mark_or_stand_outside_of_them(text: str) -> None:
    shown = fenced_text(text)
    assert shown.count(OPEN) == 1
    assert shown.count(CLOSE) == 1
    assert shown.startswith(f"{OPEN}\n")
    assert shown.endswith(f"\n{CLOSE}")


def test_the_layout_of_a_text_stays() -> None:
    assert fenced_text("a\n    b >> c\n") == f"{OPEN}\na\n    b ›› c\n{CLOSE}"
