"""What is sent, to whom, and what never leaves: the key, and everything else meant for somebody else."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest

from agent.types import Budget
from tests.fakes.openai_server import (
    Step,
    error,
    good,
    hang,
    openai_server,
    page,
    raw,
    refusal,
    reset,
    too_many,
)
from tests.providers.chatting import GOOD, KEY, PROMPT, calling

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROOT = Path(__file__).resolve().parents[2]


def sent(**how: Any) -> dict[str, Any]:
    with calling(good(GOOD)) as (call, server):
        assert call(**how).reply.state == "ok"
    assert server.asked[0].path == "/v1/chat/completions"
    return server.asked[0].body


def test_the_form_is_sent_as_a_strict_schema() -> None:
    wanted = sent()["response_format"]
    assert wanted["type"] == "json_schema"
    held = wanted["json_schema"]
    assert (held["name"], held["strict"]) == ("Form", True)
    for part in (held["schema"], *held["schema"]["$defs"].values()):
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])


def test_the_prompt_is_sent_as_it_is() -> None:
    assert sent()["messages"] == [
        {"role": "system", "content": PROMPT.system},
        {"role": "user", "content": PROMPT.user},
    ]


def test_braces_in_foreign_text_fill_nothing_in() -> None:
    foreign = "{system} {{x}} {0.__class__} %s <|endoftext|>"
    body = sent(prompt=PROMPT.model_copy(update={"user": foreign}))
    assert body["messages"][1]["content"] == foreign


def test_a_service_without_schemas_is_told_the_form_in_words() -> None:
    body = sent(method="json_mode")
    assert body["response_format"] == {"type": "json_object"}
    told = body["messages"][0]["content"]
    assert told.startswith(PROMPT.system)
    assert json.loads(told.splitlines()[-1])["required"] == ["items", "share", "complete"]


def test_the_length_of_an_answer_is_always_limited_and_it_is_asked_for_whole() -> None:
    body = sent()
    assert body["max_tokens"] == PROMPT.answer_tokens
    assert body.get("stream") in (None, False)
    assert "tools" not in body


# --- the key -------------------------------------------------------------------------------------------

TELL_TALES: tuple[Step, ...] = (
    good(GOOD),
    error(401, f"Incorrect API key provided: {KEY}."),
    error(401, f"Incorrect API key provided: {KEY[:9]}\n{KEY[9:]}."),
    error(403, "key sk-canary-5f1c9e%2FQ%2Bz7 is not allowed"),
    error(403, "Basic c2stY2FuYXJ5LTVmMWM5ZS9RK3o3"),
    raw(json.dumps({"detail": f"no such key: {KEY}"}).encode(), status=422),
    raw(json.dumps({"error": {"message": f"see {KEY}"}}).encode()),
    raw(f"<html>{KEY}".encode(), headers={"Content-Type": "text/html"}),
    too_many("0", **{"X-Key": KEY}),
    page(502),
    reset,
    refusal(),
)


def test_the_key_is_sent_in_its_header_and_stands_in_no_log_error_or_record(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    told = []
    with caplog.at_level(logging.DEBUG):
        for step in TELL_TALES:
            with calling(step) as (call, server):
                called = call()
                told += [repr(call.model()), repr(called.reply), repr(called.ledger.spent)]
                assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"
                assert KEY not in json.dumps(server.asked[0].body)
    printed = "".join(capfd.readouterr())
    warned = [str(warning.message) for warning in recwarn.list]
    for text in (*told, caplog.text, printed, *warned):
        for form in (KEY, "canary", "c2stY2FuYXJ5", KEY[9:]):
            assert form not in text


def test_no_traceback_holds_the_key_even_with_all_its_variables() -> None:
    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    with calling(too_many("1")) as (call, _):
        call.sleep = interrupted
        with pytest.raises(KeyboardInterrupt) as caught:
            call()
    lines = traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    told = "".join(lines)
    assert "self = " in told, "the variables are there"
    assert KEY not in told


# --- nobody else is told anything ----------------------------------------------------------------------


def test_no_proxy_and_no_tracer_of_the_environment_is_told_anything() -> None:
    code = (
        "import sys; from tests.providers.chatting import Caller; from agent.types import Budget\n"
        "import langsmith; langsmith.configure(enabled=True)\n"
        "print(Caller(sys.argv[1])(Budget(deadline=20)).reply.state)\n"
        "from langchain_core.tracers.langchain import wait_for_all_tracers; wait_for_all_tracers()"
    )
    with openai_server(good(GOOD)) as other, openai_server(good(GOOD)) as server:
        there = other.url.removesuffix("/v1")
        elsewhere = {
            **dict.fromkeys(("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"), there),
            **dict.fromkeys(("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING"), "true"),
            **dict.fromkeys(("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT"), there),
            "LANGSMITH_API_KEY": "lsv2_x",
            "LANGCHAIN_HANDLER": "langchain",
            "LANGSMITH_GATEWAY": "true",
            "OPENAI_BASE_URL": other.url,
            "OPENAI_API_BASE": other.url,
            "NO_PROXY": "",
        }
        done = subprocess.run(
            [sys.executable, "-c", code, server.url],
            cwd=ROOT,
            env={"PATH": "", **elsewhere},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "ok\n", "")
        assert len(server.asked) == 1
        assert other.asked == []


def test_a_call_that_is_given_up_is_cut_off_at_the_server_too() -> None:
    with calling(hang) as (call, _):
        assert call(Budget(deadline=0.4)).reply.state == "timed_out"
    # `calling` sees to it that the thread has ended


def test_nothing_of_a_vendor_is_loaded_before_the_first_call() -> None:
    code = (
        "import sys; from agent.providers.chat import LangChainModel; "
        "sys.exit(any(name in sys.modules for name in ('openai', 'langchain_core', 'langsmith', 'tiktoken')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_name_tells_the_provider_and_the_model() -> None:
    with calling(good(GOOD)) as (call, _):
        assert call.model().name == "openai:gpt-x"
        assert call.model(context=9_000).context == 9_000
