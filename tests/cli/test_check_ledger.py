"""`aletheia check` knows which value was overtaken and which is contested, whatever a passage says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Aletheia, write_rows

FIRST = "The Ostra ferry fire killed 41 people, the harbour office said. Rain fell on the quays all day."
LATER = (
    "The Ostra ferry fire killed 57 people, the harbour office said on Thursday, raising its earlier toll."
)
AGAIN = "Divers ended their search on Friday. The fire on the Ostra ferry killed 57 people, the coroner said."


def articles(folder: Path, *told: tuple[str, str, str]) -> Path:
    rows = [
        {"headline": f"Ostra ferry {n}", "publisher": outlet, "published": f"{day}T12:00:00Z", "text": text}
        for n, (outlet, day, text) in enumerate(told)
    ]
    return write_rows(folder / "articles.jsonl", rows)


@pytest.fixture
def overtaken(tmp_path: Path) -> Path:
    return articles(
        tmp_path,
        ("Quay Post", "2026-03-02", FIRST),
        ("Tide Times", "2026-03-05", LATER),
        ("Lomvik Echo", "2026-03-06", AGAIN),
    )


def test_a_toll_that_was_overtaken_is_refuted_with_the_newer_one(
    aletheia: Aletheia, overtaken: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.md"
    text.write_text("The Ostra ferry fire killed 41 people.\n")
    ended = aletheia("check", text, "--against", overtaken)
    assert ended.code == 1
    assert "figure.superseded" in ended.out
    assert "57" in ended.out


def test_the_toll_that_holds_is_supported(aletheia: Aletheia, overtaken: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    text.write_text("The Ostra ferry fire killed 57 people.\n")
    assert aletheia("check", text, "--against", overtaken).code == 0


def test_a_toll_that_is_still_contested_needs_somebody_who_gives_it(
    aletheia: Aletheia, tmp_path: Path
) -> None:
    told = articles(
        tmp_path,
        ("Quay Post", "2026-03-02", "The Ostra ferry fire killed 41 people, the harbour office said."),
        ("Tide Times", "2026-03-02", "The Ostra ferry fire killed 57 people, the seamen's union said."),
    )
    text = tmp_path / "text.md"
    text.write_text("The Ostra ferry fire killed 57 people.\n")
    flat = aletheia("check", text, "--against", told)
    assert "1 not enough info." in flat.out
    assert "figure.contested" in flat.out
    text.write_text("The Ostra ferry fire killed 57 people, the seamen's union said.\n")
    assert aletheia("check", text, "--against", told).code == 0
