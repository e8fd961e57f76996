"""Profiles and prompts: loaded from files, held to their schema, filled strictly, fingerprinted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.errors import ConfigurationError, UnknownProfile
from agent.types import Plan, Prompt


@dataclass(frozen=True)
class Profile:
    """A plan with the fingerprint of the file it came from."""

    plan: Plan
    hash: str
    """SHA-256 of the file."""
    guidance: str
    """The text below the front matter."""


_USER = re.compile(r"^=== user ===\n", re.MULTILINE)
"""What divides a prompt's file into what the model is told to do and what it is given."""


class _Head(BaseModel):
    """The front matter of a prompt's file."""

    model_config = ConfigDict(extra="forbid")

    name: str
    variables: tuple[str, ...]
    answer_tokens: int = Field(gt=0)


def prompt(name: str, values: Mapping[str, str]) -> Prompt:
    """Return the shipped prompt of that name, filled: with exactly the variables it names, no more, no fewer.

    Values are data: nothing in them is read as a template.

    Raises:
        ConfigurationError: there is no such prompt, or it is not well formed, or the values are not its own.
    """
    from jinja2 import StrictUndefined, TemplateError, meta
    from jinja2.sandbox import SandboxedEnvironment

    head, system, user, digest = _prompt_file(name)
    inside = SandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
    try:
        used = set().union(*(meta.find_undeclared_variables(inside.parse(part)) for part in (system, user)))
    except TemplateError as problem:
        raise ConfigurationError(f"prompt {name}", str(problem)) from problem
    if not used == set(head.variables) == set(values):
        wrong = sorted((used ^ set(head.variables)) | (used ^ set(values)))
        raise ConfigurationError(f"prompt {name}", f"its variables do not fit: {', '.join(wrong)}")
    return Prompt(
        name=name,
        hash=digest,
        system=inside.from_string(system).render(values),
        user=inside.from_string(user).render(values),
        answer_tokens=head.answer_tokens,
    )


@cache
def _prompt_file(name: str) -> tuple[_Head, str, str, str]:
    """Return front matter, system and user part, and the SHA-256 of a shipped prompt."""
    import frontmatter
    import yaml

    path = files("prompts").joinpath(f"{name}.md")
    if not path.is_file() or name.casefold() == "readme":
        raise ConfigurationError(f"prompt {name}", "there is no such prompt")
    raw = path.read_text("utf-8")
    try:
        post = frontmatter.loads(raw)
        head = _Head.model_validate(dict(post.metadata))
    except (yaml.YAMLError, ValidationError) as problem:
        raise ConfigurationError(f"prompt {name}", " ".join(str(problem).split())) from problem
    parts = _USER.split(f"{post.content}\n")
    if head.name != name or len(parts) != 2:
        raise ConfigurationError(f"prompt {name}", "it needs its own name and one line `=== user ===`")
    return head, parts[0].strip(), parts[1].strip(), hashlib.sha256(raw.encode()).hexdigest()


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
        plan = Plan.model_validate({**post.metadata, "guidance": post.content})
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
