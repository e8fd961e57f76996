"""Profiles (and later prompts): loaded from files, held to their schema, fingerprinted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from agent.errors import ConfigurationError, UnknownProfile
from agent.types import Plan


@dataclass(frozen=True)
class Profile:
    """A plan with the fingerprint of the file it came from."""

    plan: Plan
    hash: str
    """SHA-256 of the file."""
    guidance: str
    """The text below the front matter."""


def profile_names(own: Path) -> list[str]:
    """Return the names of the user's profiles in `own` and of the shipped ones."""
    shipped = [p.name for p in files("prompts").joinpath("profiles").iterdir()]
    users = [p.name for p in own.glob("*.md")] if own.is_dir() else []
    return sorted({name.removesuffix(".md") for name in (*shipped, *users) if name.endswith(".md")})


def load_profile(name: str, own: Path) -> Profile:
    """Return the profile of that name; the user's wins over the shipped one.

    Raises:
        UnknownProfile: there is no such file.
        ConfigurationError: the file is not a profile.
    """
    if name not in profile_names(own):
        raise UnknownProfile(name, "known: " + ", ".join(profile_names(own)))
    path = own / f"{name}.md"
    try:
        raw = (
            path.read_text("utf-8")
            if path.is_file()
            else files("prompts").joinpath("profiles", f"{name}.md").read_text("utf-8")
        )
        return _parse(name, raw)
    except UnicodeDecodeError as problem:
        raise ConfigurationError(
            f"profile {name}", "it is not UTF-8 text", "Save the file as UTF-8 text."
        ) from problem
    except OSError as problem:
        raise ConfigurationError(f"profile {name}", problem.strerror or str(problem)) from problem


def _parse(name: str, raw: str) -> Profile:
    import frontmatter
    import yaml

    try:
        post = frontmatter.loads(raw)
        plan = Plan.model_validate(dict(post.metadata))
    except (yaml.YAMLError, RecursionError) as problem:
        raise ConfigurationError(f"profile {name}", " ".join(str(problem).split())) from problem
    except ValidationError as problem:
        raise ConfigurationError(f"profile {name}", _first(problem)) from problem
    if plan.name != name:
        raise ConfigurationError(
            f"profile {name}", f"its name is {plan.name}", f"Write `name: {name}`, or rename the file."
        )
    return Profile(plan=plan, hash=hashlib.sha256(raw.encode()).hexdigest(), guidance=post.content)


def _first(problem: ValidationError) -> str:
    """Return where the first fault is and what it is."""
    first = problem.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg'].removeprefix('Value error, ')}".removeprefix(": ")
