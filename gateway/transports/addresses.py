"""Which addresses may be pushed to: never the operator's own networks, unless they are allowed.

The check is made on what a name resolves to, and the connection goes to the very address that was
checked; a name that resolves otherwise a moment later changes nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from gateway.transports.contract import Network

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

_NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SPECIAL = [
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # former 6to4 relays
        "64:ff9b:1::/48",  # translation within a network
        "100::/64",  # discard
        "2001::/23",  # protocol assignments, Teredo
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
    )
]
"""special networks of the IANA registries that some versions of Python take for public"""


class AddressRefused(Exception):
    """An address that must not be connected to; the text says why."""


def check_url(url: str) -> None:
    """Refuse what no endpoint may be, whatever it resolves to. Raises AddressRefused."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressRefused(f"not a URL: {error}") from None
    if any(character <= " " or character in "\\\x7f" for character in url):
        raise AddressRefused("the URL has blanks, control characters or backslashes")
    if parts.scheme not in ("https", "http"):
        raise AddressRefused(f"the scheme {parts.scheme or '(none)'} is neither https nor http")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("the URL holds a user name or a password")
    if not host:
        raise AddressRefused("the URL names no host")
    if not host.isascii():
        raise AddressRefused("the host is not written in ASCII")
    _check_spelling(host)


def _check_spelling(host: str) -> None:
    """Numbers that resolvers read as addresses (`2130706433`, `0177.1`) must be written in full."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if _NUMERIC.fullmatch(host.rstrip(".").rpartition(".")[2]):
            raise AddressRefused("the host is a number that is not an address in its usual form") from None


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(
    host: str, port: int, allowed: Sequence[Network], *, encrypted: bool, resolver: Resolver = resolve
) -> list[str]:
    """The addresses of a host that may be connected to.

    Raises AddressRefused when any of them is not allowed: a name with one public and one private
    address is a trick. Plain HTTP is for allowed networks only. Raises OSError when unresolved.
    """
    addresses = resolver(host, port)
    for text in addresses:
        address = ipaddress.ip_address(text.partition("%")[0])
        if _within(address, allowed):
            continue
        if not is_public(address):
            raise AddressRefused(f"{host} is at {address}, which is not a public address")
        if not encrypted:
            raise AddressRefused(f"{host} is a public address, and the URL is not https")
    return addresses


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the open Internet, also when it wraps another one."""
    inner = _wrapped(address)
    if inner is not None:
        return is_public(inner)
    if any(address in network for network in _SPECIAL):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _wrapped(address: IPAddress) -> IPAddress | None:
    """The IPv4 address inside a mapped, NAT64, 6to4 or compatible IPv6 address."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64 or 1 < int(address) < 1 << 32:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour


def _within(address: IPAddress, allowed: Sequence[Network]) -> bool:
    plain = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return any((plain or address) in network for network in allowed)
