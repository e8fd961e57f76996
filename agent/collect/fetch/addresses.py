"""Which addresses may be connected to: public unicast ones, and networks that somebody allowed by name. Pure.

The lists are those of IANA's special-purpose registries (RFC 6890 and after). They stand here, and Python's
own `is_global` is asked on top, because Python's lists differ between its releases.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from agent.types import Record

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class Allowed(Record):
    """What may be connected to beyond the ordinary: for an intranet, and for tests."""

    ports: frozenset[int] = frozenset({80, 443})
    """Ports that may be used."""
    networks: tuple[Network, ...] = ()
    """Networks that are not public and may be used all the same; any name may lead there."""

    def exempts(self, address: Address) -> bool:
        """Return whether the address lies in a network that is allowed by name."""
        return any(address in network for network in self.networks)  # of another version: not in it

    def outside(self) -> Allowed:
        """Return what is allowed once a stranger has had a say: no page out there leads into our networks."""
        return self.model_copy(update={"networks": ()})


_CLOSED_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "stands for this machine"),
        ("10.0.0.0/8", "belongs to a private network"),
        ("100.64.0.0/10", "belongs to a provider's inner network"),
        ("127.0.0.0/8", "is this machine"),
        ("169.254.0.0/16", "is link-local, where clouds keep their metadata"),
        ("172.16.0.0/12", "belongs to a private network"),
        ("192.0.0.0/24", "is reserved for protocols"),
        ("192.0.2.0/24", "is reserved for examples"),
        ("192.88.99.0/24", "is a relay to IPv6"),
        ("192.168.0.0/16", "belongs to a private network"),
        ("198.18.0.0/15", "is reserved for tests of networks"),
        ("198.51.100.0/24", "is reserved for examples"),
        ("203.0.113.0/24", "is reserved for examples"),
        ("224.0.0.0/4", "is for many receivers at once"),
        ("240.0.0.0/4", "is reserved"),
        (
            "168.63.129.16/32",
            "is a cloud's metadata",
        ),  # public by number, answered by the host of the machine
    )
)
_OPEN_V6 = IPv6Network("2000::/3")
"""The only part of IPv6 that is given out for public use; all else is private, local, mapped or unused."""
_CLOSED_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), kind)
    for network, kind in (
        ("2001::/23", "is reserved for protocols"),  # Teredo, benchmarks and ORCHID among them
        ("2001:db8::/32", "is reserved for examples"),
        ("2002::/16", "hides an IPv4 address (6to4)"),
        ("3fff::/20", "is reserved for examples"),
    )
)
_CARRY_V4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
"""IPv4 in IPv6: mapped, and translated (NAT64). These are in use, so what they carry is judged."""
_ISATAP = (0x00005EFE, 0x02005EFE)
"""The third quarter of an address that tunnels IPv4 inside a site (RFC 5214)."""


def refusal(address: Address, allowed: Allowed) -> str | None:
    """Return why an address may not be connected to, in words that follow it; None where it may."""
    if allowed.exempts(address):
        return None
    if isinstance(address, IPv4Address):
        return _refusal_v4(address)
    if address.scope_id is not None:
        return "belongs to one wire of this machine"
    if any(address in network for network in _CARRY_V4):
        inner = IPv4Address(int(address) & 0xFFFFFFFF)
        why = refusal(inner, allowed)
        return why and f"carries {inner}, which {why}"
    return _refusal_v6(address)


def read(text: str) -> Address | None:
    """Return the address that a text writes in the usual form, None where it does not."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def network(text: str) -> Network:
    """Return the network that a text such as 10.1.0.0/16 writes.

    Raises:
        ValueError: It writes none.
    """
    return ip_network(text)


def _refusal_v4(address: IPv4Address) -> str | None:
    for closed, kind in _CLOSED_V4:
        if address in closed:
            return kind
    return None if address.is_global else "is not public"


def _refusal_v6(address: IPv6Address) -> str | None:
    if address not in _OPEN_V6:
        return "is not public"
    for closed, kind in _CLOSED_V6:
        if address in closed:
            return kind
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return "hides an IPv4 address (ISATAP)"
    return None if address.is_global else "is not public"
