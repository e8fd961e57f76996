"""The four formats as whole files. After an intended change: `ALETHEIA_GOLDEN=write pytest tests/deliver`."""

from __future__ import annotations

import os
from datetime import timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest

from agent.deliver.render import Format, render
from agent.types import Briefing
from tests.deliver.makers import flood_briefing

GOLDEN = Path(__file__).parent.parent / "golden"
ZONE = timezone(timedelta(hours=2))


@pytest.mark.parametrize("format", get_args(Format))
def test_a_briefing_looks_as_it_did(format: Format) -> None:
    shown = render(flood_briefing(), format, ZONE)
    path = GOLDEN / f"flood.{'txt' if format == 'text' else format}"
    if os.environ.get("ALETHEIA_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_json_holds_the_whole_record() -> None:
    briefing = flood_briefing()
    assert Briefing.model_validate_json(render(briefing, "json", ZONE)) == briefing
