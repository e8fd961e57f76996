"""Encrypted connections, against real servers with certificates made for the test."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from agent.collect.fetch import target as module
from agent.collect.fetch.outcome import Reason
from tests.collect.fetch.world import ELSEWHERE, PUBLIC, World, body_of, failed, page, redirect

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(
        shutil.which("openssl") is None, reason="openssl, which makes certificates, is missing"
    ),
]
URL = "https://news.example/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-nodes", "-days", "36500"]
    command += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command += ["-keyout", str(made / "key.pem"), "-out", str(made / "cert.pem")]
    command += ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    subprocess.run(command, check=True, capture_output=True)
    return made


@pytest.fixture
def server(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def trusting(folder: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=folder / "cert.pem")


def unchecked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def test_a_page_is_fetched_over_a_connection_made_for_its_name(
    world: World, folder: Path, server: ssl.SSLContext
) -> None:
    """Connected to by number, checked by name."""
    world.trust = lambda: trusting(folder)
    world.serve(PUBLIC, {"/": page(b"news")}, server)
    assert body_of(world.fetch(URL)) == b"news"
    assert world.connected == [(PUBLIC, 443)]


def test_a_certificate_that_nobody_vouches_for_is_refused(world: World, server: ssl.SSLContext) -> None:
    world.serve(PUBLIC, {"/": page(b"news")}, server)
    refused = failed(world.fetch(URL))
    assert refused.reason is Reason.TLS
    assert "certificate is not valid" in str(refused)
    world.trust = unchecked
    assert body_of(world.fetch(URL)) == b"news"


def test_a_certificate_for_another_name_is_refused(
    world: World, folder: Path, server: ssl.SSLContext
) -> None:
    world.name("other.example", PUBLIC)
    world.trust = lambda: trusting(folder)
    world.serve(PUBLIC, {"/": page(b"news")}, server)
    assert failed(world.fetch("https://other.example/")).reason is Reason.TLS
    world.trust = unchecked
    assert body_of(world.fetch("https://other.example/")) == b"news"


def test_a_server_that_does_not_speak_it_is_a_failure(world: World) -> None:
    world.serve(PUBLIC, {"/": page()})
    assert failed(world.fetch(URL)).reason is Reason.TLS


def test_no_redirect_leads_from_an_encrypted_page_to_an_open_one(
    world: World, folder: Path, server: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.name("open.example", ELSEWHERE)
    world.trust = lambda: trusting(folder)
    world.serve(PUBLIC, {"/": redirect("http://open.example/")}, server)
    world.serve(ELSEWHERE, {"/": page(b"changed on the way")})
    assert failed(world.fetch(URL)).reason is Reason.REFUSED_SCHEME
    assert world.connected == [(PUBLIC, 443)]
    monkeypatch.setattr(module, "_downgrades", lambda *_: False)
    assert body_of(world.fetch(URL)) == b"changed on the way"
