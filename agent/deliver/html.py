"""Page → one self-contained HTML file that asks nothing of the outside.

The template and everything in it is ours; what sources wrote goes in as escaped values only. The policy in
the page lets a browser use one style and one script of ours, each named by its hash, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from agent.deliver.parts import Page

_STYLE, _SCRIPT = "page.css", "page.js"


def html(page: Page) -> str:
    """Return the page as a complete HTML document."""
    return document("page.html.j2", (_STYLE,), _SCRIPT, page=page)


def document(template: str, styles: Sequence[str], script: str | None, **values: object) -> str:
    """Return a template of ours filled with values, its style sheets, and its script if it has one."""
    style, code = "".join(map(_asset, styles)), _asset(script) if script else ""
    return (
        _environment()
        .get_template(template)
        .render(policy=policy(style, code), style=Markup(style), script=Markup(code), **values)
    )


def policy(style: str, script: str) -> str:
    """Return the content security policy: this style, this script if any, and no request of any kind."""
    rules = {
        "default-src": "'none'",
        "style-src": _hash(style),
        **({"script-src": _hash(script)} if script else {}),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@lru_cache
def _asset(name: str) -> str:
    return files("agent.deliver").joinpath("templates", name).read_text(encoding="utf-8")


@lru_cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("agent.deliver", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
