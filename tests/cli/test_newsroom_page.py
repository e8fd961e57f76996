"""What docs/newsroom.md tells people to type works, and prints what stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Aletheia

PAGE = (ROOT / "docs" / "newsroom.md").read_text("utf-8")


def test_the_page_of_the_newsroom_works_as_it_stands(
    aletheia: Aletheia, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    printed = ""
    for language, block in re.findall(r"```(sh|text)\n(.*?)```", PAGE, re.DOTALL):
        if language == "text":
            assert squeezed(block) in squeezed(printed)
            continue
        for command in block.splitlines():
            ended = aletheia(*shlex.split(command)[1:])
            assert (ended.code, command) == (0, command), ended.err
            printed += ended.out


def squeezed(text: str) -> str:
    return " ".join(text.split()).removesuffix(" ")
