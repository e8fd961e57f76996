from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.fetch.addresses import Allowed, network, refusal
from agent.collect.fetch.outcome import Stopped
from agent.collect.fetch.target import target

ORDINARY = Allowed()
NOT_PUBLIC = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/4",
    "240.0.0.0/4",
]
private = st.sampled_from(NOT_PUBLIC).flatmap(lambda block: st.ip_addresses(network=block))


def octets(address: IPv4Address) -> list[int]:
    return list(address.packed)


def short(address: IPv4Address, parts: int, write: Callable[[int], str]) -> str:
    """Write an address in so many parts, the last of which holds all that is left, as inet_aton reads it."""
    head, tail = octets(address)[: parts - 1], address.packed[parts - 1 :]
    return ".".join(write(number) for number in [*head, int.from_bytes(tail, "big")])


WRITERS: list[Callable[[IPv4Address], str]] = [
    str,
    lambda a: f"{a}.",
    lambda a: short(a, 1, str),
    lambda a: short(a, 2, str),
    lambda a: short(a, 3, str),
    *(lambda a, n=n: short(a, n, lambda octet: f"0x{octet:x}") for n in (1, 2, 3, 4)),
    *(lambda a, n=n: short(a, n, lambda octet: f"0{octet:o}") for n in (1, 2, 3, 4)),
    lambda a: short(a, 4, lambda octet: f"0X{octet:02X}"),
    lambda a: short(a, 4, lambda octet: f"{octet:03}"),
    lambda a: str(a).translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    lambda a: str(a).replace(".", "。"),
    lambda a: str(a).replace(".", "．"),
    lambda a: f"%3{str(a)[0]}{str(a)[1:]}",
    lambda a: f"[::ffff:{a}]",
    lambda a: f"[::FFFF:{a.packed[:2].hex()}:{a.packed[2:].hex()}]",
    lambda a: f"[0:0:0:0:0:ffff:{a}]",
    lambda a: f"[::{a}]",
    lambda a: f"[64:ff9b::{a}]",
    lambda a: f"[2002:{a.packed[:2].hex()}:{a.packed[2:].hex()}::1]",
    lambda a: f"[2001:470:1::5efe:{a.packed[:2].hex()}:{a.packed[2:].hex()}]",
]


@given(private, st.sampled_from(WRITERS))
def test_no_private_address_passes_however_it_is_written(
    address: IPv4Address, write: Callable[[IPv4Address], str]
) -> None:
    try:
        found = target(f"http://{write(address)}/", ORDINARY)
    except Stopped:
        return
    assert found.literal is not None, "a number must never be looked up as a name"
    assert refusal(found.literal, ORDINARY)


@given(st.ip_addresses(v=4))
def test_what_python_calls_private_is_refused(address: IPv4Address) -> None:
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert refusal(address, ORDINARY)


@given(st.ip_addresses(v=6))
def test_what_python_calls_private_is_refused_in_ipv6(address: IPv6Address) -> None:
    carried = address.ipv4_mapped is not None or address in ip_network("64:ff9b::/96")
    if not carried and (not address.is_global or address.is_multicast or address.is_reserved):
        assert refusal(address, ORDINARY)


@given(st.ip_addresses(network="8.8.0.0/16") | st.ip_addresses(network="2606:4700::/32"))
def test_public_addresses_are_let_through(address: IPv4Address | IPv6Address) -> None:
    hides_another = isinstance(address, IPv6Address) and (int(address) >> 32) & 0xFDFFFFFF == 0x5EFE
    assert (refusal(address, ORDINARY) is None) is not hides_another


@pytest.mark.parametrize(
    "text", ["::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "93.184.216.34", "2a00:1450:4001::200e"]
)
def test_a_public_address_is_let_through_also_where_a_network_translates_it(text: str) -> None:
    assert refusal(ip_address(text), ORDINARY) is None


@pytest.mark.parametrize(
    "text",
    [
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "2606:4700::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:808:808::1",
        "3fff::1",
        "64:ff9b:1::808:808",
        "::8.8.8.8",
        "2001:470:1::5efe:0a00:0005",
        "168.63.129.16",
        "192.0.0.192",
        "192.88.99.1",
        "203.0.113.7",
        "255.255.255.255",
    ],
)
def test_an_address_that_is_not_public_unicast_is_refused_with_a_reason(text: str) -> None:
    assert refusal(ip_address(text), ORDINARY)


def test_a_network_that_is_allowed_by_name_is_let_through_and_no_other() -> None:
    allowed = Allowed(networks=(network("10.1.0.0/16"), network("fd00:1::/32")))
    for text in ("10.1.2.3", "::ffff:10.1.2.3", "fd00:1::7"):
        assert refusal(ip_address(text), allowed) is None
    for text in ("10.2.2.3", "::ffff:10.2.2.3", "fd00:2::7", "127.0.0.1"):
        assert refusal(ip_address(text), allowed)
    assert refusal(ip_address("10.1.2.3"), allowed.outside())


def test_what_an_address_carries_is_named() -> None:
    why = refusal(ip_address("64:ff9b::10.0.0.5"), ORDINARY)
    assert why == "carries 10.0.0.5, which belongs to a private network"
