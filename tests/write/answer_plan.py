"""The plan of a short answer, as it is shipped."""

from __future__ import annotations

from pathlib import Path

from agent.prompts import load_profile

PLAN = load_profile("answer", Path("nowhere")).plan
