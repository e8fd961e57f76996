"""What the verdicts depend on besides their input, as one fingerprint.

The checks are code; two programs of the same version may still differ in them, and in the packages they read
dates, numbers and sentences with. Only where all of that is equal must a verdict come out the same.
"""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

_COUNTING = (
    *("activity", "bar", "chance", "coverage", "expected"),
    *("measure", "scan", "series", "spike_words", "spikes"),
)
_ROOMS = ("agent.check", "agent.text")
_BESIDE = ("front.py", "measured.py", *(f"retrieve/{name}.py" for name in _COUNTING))
"""What decides on sentences beside the rooms."""
_PACKAGES = ("babel", "numpy", "rapidfuzz", "sentencex")


@cache
def rules() -> str:
    """Return SHA-256 over the checks, and over the versions of the packages they rely on."""
    told = hashlib.sha256()
    for room in _ROOMS:
        for file in sorted(files(room).iterdir(), key=lambda one: one.name):
            if file.name.endswith(".py"):
                told.update(f"{room}/{file.name}\0".encode() + file.read_bytes() + b"\0")
    for name in _BESIDE:
        told.update(f"{name}\0".encode() + (files("agent") / name).read_bytes() + b"\0")
    for package in _PACKAGES:
        told.update(f"{package} {_version(package)}\0".encode())
    told.update(unicodedata.unidata_version.encode())
    return told.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
