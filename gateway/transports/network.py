"""Connections that only reach checked addresses and that never outlast their attempt."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore

from gateway.transports.addresses import AddressRefused, Resolver, checked, resolve
from gateway.transports.contract import Network


@dataclass(frozen=True, slots=True)
class Attempt:
    """What holds for everything that is done on the network in one attempt."""

    until: float
    """`time.monotonic()` at which it must be over"""
    allowed: Sequence[Network]
    encrypted: bool


_attempt: ContextVar[Attempt] = ContextVar("attempt")


@contextmanager
def attempt(seconds: float, allowed: Sequence[Network], *, encrypted: bool) -> Iterator[None]:
    """Everything that this thread does in the body is part of one attempt."""
    token = _attempt.set(Attempt(time.monotonic() + seconds, allowed, encrypted))
    try:
        yield
    finally:
        _attempt.reset(token)


def _left(kind: type[Exception]) -> float:
    left = _attempt.get().until - time.monotonic()
    if left <= 0:
        raise kind("the time of the attempt is over")
    return left


class CheckedNetwork(httpcore.NetworkBackend):
    """Resolves, checks and connects in one step, so that no name can change in between."""

    def __init__(self, resolver: Resolver = resolve) -> None:
        self._resolver = resolver
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address that answers. Raises AddressRefused, ConnectError."""
        bounds = _attempt.get()
        try:
            addresses = checked(
                host, port, bounds.allowed, encrypted=bounds.encrypted, resolver=self._resolver
            )
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not found: {error}") from error
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                left = _left(httpcore.ConnectTimeout)
                return _Bounded(self._plain.connect_tcp(address, port, left, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: a socket file is nobody's endpoint."""
        raise AddressRefused("sockets of this machine are not pushed to")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class _Bounded(httpcore.NetworkStream):
    """A stream whose every step ends with the attempt; one byte a second does not keep it alive."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(httpcore.ConnectTimeout)
        return _Bounded(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
