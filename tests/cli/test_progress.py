from __future__ import annotations

import sys

import pytest

from agent.progress import bar


def test_where_nobody_looks_nothing_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    with bar("Reading") as step:
        step(1, 2)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_the_bar_is_drawn_beside_the_product(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with bar("Reading") as step:
        step(1, 2)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Reading" in err
    assert "2" in err
