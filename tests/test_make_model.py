"""A chat model is made of the settings, or it is said what is missing; nothing is sent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from agent.budget import Price
from agent.errors import ConfigurationError
from agent.make import make_model, price_of_model
from agent.providers.chat import LangChainModel
from agent.settings import load_settings

LOCAL = "http://127.0.0.1:11434/v1"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ALETHEIA_MODEL_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_a_model_of_openai_needs_its_name_and_a_key() -> None:
    settings = load_settings(model="openai:gpt-4o-mini", model_api_key="sk-x", max_calls=3, deadline=60)
    model, ledger = make_model(settings)
    assert isinstance(model, LangChainModel)
    assert (model.name, model.context) == ("openai:gpt-4o-mini", 128_000)
    assert price_of_model(settings) == Price(tokens_in=Decimal("0.15"), tokens_out=Decimal("0.6"))
    assert ledger.seconds_left() == pytest.approx(60, abs=1)
    assert [ledger.reserve(1, 1) for _ in range(4)][3] == "it would be call 4 of at most 3"


def test_every_limit_that_is_set_is_kept() -> None:
    for limit in ({"max_tokens": 10}, {"max_cost": Decimal("0.000001")}, {"max_calls": 0}):
        settings = load_settings(model="openai:gpt-4o-mini", model_api_key="sk-x", **limit)
        assert make_model(settings)[1].reserve(100, 100)


def test_a_model_on_this_machine_needs_no_key() -> None:
    settings = load_settings(model="openai:llama3", model_base_url=LOCAL, price_in=0, price_out=0)
    assert make_model(settings)[0].name == "openai:llama3"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "no model is set.*openai:NAME"),
        ({"model": "ollama:llama3", "model_api_key": "k"}, "no provider is called ollama.*model_base_url"),
        ({"model": "openai:gpt-4o"}, "needs a key.*OPENAI_API_KEY"),
        (
            {"model": "openai:x", "model_base_url": "https://example.org/v1", "price_in": 1, "price_out": 1},
            "needs a key.*ALETHEIA_MODEL_API_KEY",
        ),
        ({"model": "openai:gpt-x", "model_api_key": "k"}, "price is not known.*price_in"),
        ({"model": "openai:gpt-4o", "model_base_url": LOCAL}, "price is not known.*0 for a model"),
        ({"model": "openai:gpt-4o", "model_api_key": "k", "price_in": 1}, "setting price_out"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        make_model(load_settings(**given))
