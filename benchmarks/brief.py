"""How long a briefing takes, start-up included, over a library of articles named by the user.

`python -m benchmarks.brief --data articles.jsonl.gz --question "…"` ingests the articles into a scratch home
and runs the real command several times; it prints the machine's cores and the median seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median


def main() -> None:
    """Ingest once, brief several times, print the median."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="articles to ingest")
    options.add_argument("--question", required=True, help="what the briefing is to answer")
    options.add_argument("--runs", type=int, default=5, help="briefings to time")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="aletheia-bench-") as home:
        command = [sys.executable, "-m", "agent"]
        environment = {**os.environ, "ALETHEIA_HOME": home}
        said = subprocess.run(
            [*command, "ingest", str(given.data)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        print(said.stdout.strip() or said.stderr.strip())
        seconds = []
        for _ in range(given.runs):
            began = time.perf_counter()
            made = subprocess.run(
                [*command, "brief", given.question, "--format", "json"],
                env=environment,
                check=True,
                capture_output=True,
            )
            seconds.append(time.perf_counter() - began)
        told = sum(len(section["claims"]) for section in json.loads(made.stdout)["sections"])
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    print(f"{told} sentences, {given.runs} runs: median {median(seconds):.2f} s, max {max(seconds):.2f} s")


if __name__ == "__main__":
    main()
