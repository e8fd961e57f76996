"""The one place where real parts are put together."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from pydantic import SecretStr

from agent.allowance import Allowance
from agent.brief import Kit
from agent.budget import Ledger, Price, WorstCase, worst_case
from agent.check.judge import MOST_CALLS as JUDGE_CALLS
from agent.check.judge import MOST_TOKENS as JUDGE_TOKENS
from agent.check.judge import ModelJudge
from agent.endpoints import OPENAI, is_loopback, usable
from agent.errors import ConfigurationError
from agent.guard import say
from agent.measured import Noticed
from agent.outlets import countries
from agent.prices import price_of
from agent.prompts import prompt
from agent.providers.static import StaticEmbedder
from agent.providers.support import SupportChecker
from agent.publish import Stock
from agent.retrieve.library import Library, Server, Terms
from agent.retrieve.reading import left_out
from agent.settings import Settings
from agent.spiking import noticed
from agent.store import Store
from agent.text.domains import name_of
from agent.tokens import make_counter
from agent.types import Budget, ChatModel, Request
from agent.write.draft import MOST_CALLS, MOST_TOKENS, VARIABLES, ModelWriter
from agent.write.extract import ExtractiveWriter

if TYPE_CHECKING:
    from agent.providers.embedding import OpenAIEmbedder


def open_store(settings: Settings) -> Store:
    """Return the store of record, its schema brought up to date."""
    return Store.open(settings.store_url, settings.database_seconds)


def open_library(settings: Settings, store: Store, kind: type[Library] = Library) -> Library:
    """Return the library over a store, of a kind such as that for several threads; nothing is opened yet."""
    embedder = make_embedder(settings)
    return kind(settings.index_folder, embedder, store, _terms(settings, embedder), make_server(settings))


def make_server(settings: Settings) -> Server | None:
    """Return the Chroma server that is set; None where the index folder keeps the vectors.

    Raises:
        ConfigurationError: it is on another machine, and nothing there would ask who we are.
    """
    if settings.chroma_url is None:
        return None
    token = settings.chroma_token.get_secret_value() if settings.chroma_token is not None else ""
    if not token and not is_loopback(settings.chroma_url):
        raise ConfigurationError(
            f"setting chroma_url, {settings.chroma_url}",
            "a Chroma server lets everybody read and delete, so one on another machine must stand behind a "
            "proxy that asks for a token",
            "Set the environment variable ALETHEIA_CHROMA_TOKEN, or run the server on this machine.",
        )
    return Server(settings.chroma_url, token)


def make_embedder(settings: Settings) -> StaticEmbedder | OpenAIEmbedder:
    """Return the embedder that is set; nothing is sent yet.

    Raises:
        ConfigurationError: nobody said what it costs, or it needs a key and has none.
    """
    name = settings.embedder.partition(":")[2]
    if not name:
        return StaticEmbedder()
    if settings.embedding_price is None:
        raise ConfigurationError(
            f"embedder {settings.embedder}",
            "its price is not known, so it is not asked",
            "Set `embedding_price` to United States dollars per million tokens; 0 for a machine of your own.",
        )
    from agent.providers.embedding import OpenAIEmbedder

    address, key = _embedding_service(settings)
    sizes = settings.index_folder / "sizes.json"
    return OpenAIEmbedder(name, key, address, dimensions=settings.embedding_dimensions, sizes=sizes)


def known_name(settings: Settings) -> str:
    """Return the embedder's name as far as it is known without asking a service."""
    embedder = make_embedder(settings)
    if isinstance(embedder, StaticEmbedder) or embedder.size is not None:
        return embedder.name
    return settings.embedder


def _terms(settings: Settings, embedder: StaticEmbedder | OpenAIEmbedder) -> Terms | None:
    """Return what is to be asked before an embedder is used; the shipped one is asked nothing."""
    if isinstance(embedder, StaticEmbedder) or settings.embedding_price is None:
        return None
    allowance = Allowance(embedder.name, settings.embedding_price, settings.max_cost, say)
    return Terms(batch=embedder.batch, allow=allowance)


def _embedding_service(settings: Settings) -> tuple[str, SecretStr | None]:
    """Return address and key; what OpenAI's own variables say goes together and with no other address."""
    address, key = settings.embedding_base_url, settings.embedding_api_key
    if address is None:
        given = os.environ.get("OPENAI_BASE_URL") or OPENAI
        try:
            address = usable(given)
        except ValueError as problem:
            raise ConfigurationError("environment variable OPENAI_BASE_URL", str(problem)) from None
        key = key or SecretStr(os.environ.get("OPENAI_API_KEY", "").strip())
    if key is not None and key.get_secret_value():
        return address, key
    if is_loopback(address):
        return address, None
    variable = "ALETHEIA_EMBEDDING_API_KEY" if settings.embedding_base_url else "OPENAI_API_KEY"
    raise ConfigurationError(
        f"embedder {settings.embedder}",
        "its service needs a key",
        f"Set the environment variable {variable}.",
    )


def make_checker() -> SupportChecker:
    """Return the checker that needs no key and no network."""
    return SupportChecker()


def make_kit(store: Store, library: Library, zone: tzinfo = UTC) -> Kit:
    """Return the parts that need no key and no network; what is measured is told in a zone."""

    def stock(request: Request) -> Stock:
        outlets = store.publishers(request.window, request.as_of, request.language)
        if request.outlets:
            outlets = [outlet for outlet in outlets if outlet in request.outlets]
        outlets = [one for one in outlets if one not in left_out(request)]
        named = {outlet: name_of(code) for outlet, code in countries(store).items()}
        return Stock(articles=store.counts().articles, outlets=tuple(outlets), countries=named)

    def measured(request: Request, moment: datetime, cited: Collection[str]) -> Sequence[Noticed]:
        return noticed(store, zone, request, moment, cited)

    return Kit(
        library=library,
        writer=ExtractiveWriter(),
        checker=make_checker(),
        stock=stock,
        measured=measured,
    )


def make_model_kit(store: Store, library: Library, settings: Settings) -> Kit:
    """Return the parts with a model that writes; the extractive writer stands by.

    Raises:
        ConfigurationError: as `make_model` does.
    """
    model, ledger = make_model(settings)
    counter = make_counter(settings.model.partition(":")[2])
    writer = ModelWriter(
        model, ledger, prompt, lambda text: counter.count(text).tokens, settings.model_context
    )
    judge = _judge(settings, model, ledger) if settings.judge else None
    kit = make_kit(store, library, settings.zone)
    return replace(kit, writer=writer, standby=ExtractiveWriter(), ledger=ledger, judge=judge)


def make_judge(settings: Settings) -> tuple[ModelJudge, Ledger]:
    """Return the model that is set as a checker, and the budget of one run with it.

    Raises:
        ConfigurationError: as `make_model` does.
    """
    model, ledger = make_model(settings)
    return _judge(settings, model, ledger, most_calls=None), ledger


def _judge(
    settings: Settings, model: ChatModel, ledger: Ledger, most_calls: int | None = JUDGE_CALLS
) -> ModelJudge:
    counter = make_counter(settings.model.partition(":")[2])
    return ModelJudge(
        model, ledger, prompt, lambda text: counter.count(text).tokens, settings.model_context, most_calls
    )


def worst_case_of(settings: Settings) -> WorstCase:
    """Return the most that one briefing with the model that is set can take, every call repeated."""
    from agent.providers.chat import REPEATS

    answer = prompt("write", dict.fromkeys(VARIABLES, "")).answer_tokens
    price = price_of_model(settings)
    written = worst_case(MOST_CALLS * (1 + REPEATS), MOST_TOKENS, answer, price)
    if not settings.judge:
        return written
    verdicts = prompt("judge", {"pairs": ""}).answer_tokens
    return written + worst_case(JUDGE_CALLS * (1 + REPEATS), JUDGE_TOKENS, verdicts, price)


def make_model(settings: Settings) -> tuple[ChatModel, Ledger]:
    """Return the chat model that is set, and the budget of one run with it; nothing is sent yet.

    Raises:
        ConfigurationError: none is set, its provider is not known, nobody knows its price, or it needs a key.
    """
    provider, _, name = settings.model.partition(":")
    if not name:
        raise ConfigurationError("setting model", "no model is set", _NAME_A_MODEL)
    if provider != "openai":
        raise ConfigurationError(
            f"model {settings.model}", f"no provider is called {provider}", _NAME_A_MODEL
        )
    from agent.providers.asking import Endpoint
    from agent.providers.chat import LangChainModel

    endpoint = Endpoint(
        model=name,
        key=_key_of(settings),
        base_url=settings.model_base_url or OPENAI,
        method=settings.model_method,
        context=settings.model_context,
    )
    budget = Budget(
        max_calls=settings.max_calls,
        max_tokens=settings.max_tokens,
        max_cost=settings.max_cost,
        deadline=settings.deadline,
    )
    return LangChainModel(endpoint, make_counter(name)), Ledger(
        budget, price_of_model(settings), time.monotonic
    )


def price_of_model(settings: Settings) -> Price:
    """Return what the model that is set costs; raise ConfigurationError where nobody knows it."""
    name = settings.model.partition(":")[2]
    elsewhere = settings.model_base_url not in (None, OPENAI)
    return price_of(name, settings.price_in, settings.price_out, own_service=elsewhere)


def _key_of(settings: Settings) -> SecretStr:
    """Return the key for the model's address; a service on this machine gets some word where none is set."""
    if settings.model_api_key is not None:
        return settings.model_api_key
    address = settings.model_base_url
    if address is not None and is_loopback(address):
        return SecretStr("none")
    variable = "OPENAI_API_KEY" if address is None else "ALETHEIA_MODEL_API_KEY"
    raise ConfigurationError(
        f"model {settings.model}", "its service needs a key", f"Set the environment variable {variable}."
    )


_NAME_A_MODEL = (
    "Set `model` or ALETHEIA_MODEL to openai:NAME; for any other service with OpenAI's interface (vLLM, "
    "Ollama, LM Studio) set `model_base_url` as well."
)
