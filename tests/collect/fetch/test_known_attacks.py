"""A published set of addresses that a fetcher must refuse, and of some that it must not."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from agent.collect.fetch.addresses import Allowed
from agent.collect.fetch.outcome import Reason
from tests.collect.fetch.world import ELSEWHERE, PUBLIC, World, page, redirect

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
METADATA = "169.254.169.254"
PORTS = frozenset({22, 80, 443, 2375, 8080, 8443, 11111})
"""Also those of the set, so that no address is refused for its port alone."""


def rows() -> list[dict[str, str]]:
    folder = os.environ.get("ALETHEIA_DATA")
    if not folder:
        pytest.skip("ALETHEIA_DATA names no folder with the set of addresses")
    path = Path(folder) / "security" / "ssrf_urls.jsonl.gz"
    if not path.is_file():
        pytest.skip("the folder that ALETHEIA_DATA names has no such set")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Outside(World):
    """Every name is public, save those that spell an inner address; a redirector leads to one."""

    kind = ""

    def resolve(self, host: str) -> list[str]:
        if METADATA in host:
            return [METADATA]
        return [ELSEWHERE] if self.kind == "redirector" else [PUBLIC]


def test_every_address_of_the_set_is_judged_as_it_should_be() -> None:
    wrong = []
    everything = rows()
    with Outside() as world:
        world.serve(METADATA, {"/": page()})
        for row in everything:
            world.kind = row["kind"]
            world.connected.clear()
            if world.kind == "redirector":
                path = "/" + row["url"].split("/", 3)[3]
                world.serve(ELSEWHERE, {path: redirect(f"http://{METADATA}/")})
            answer = world.fetch(row["url"], allowed=Allowed(ports=PORTS))
            places = {address for address, _ in world.connected}
            if row["expect"] == "blocked":
                right = not places - {ELSEWHERE} and getattr(answer, "reason", None) in (
                    Reason.REFUSED_ADDRESS,
                    Reason.REFUSED_SCHEME,
                    Reason.REFUSED_URL,
                )
            else:
                right = bool(places)
            if not right:
                wrong.append(row["url"])
            if world.kind == "redirector":
                world.servers.pop(ELSEWHERE).close()
    assert len(everything) >= 150
    assert wrong == []
