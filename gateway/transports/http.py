"""Push over HTTP: the one module that speaks HTTP to others.

No redirects, no proxies from the environment, no more of an answer than 64 KB, and no address of
the operator's own networks unless it is allowed.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpcore
import httpx

from gateway.transports.addresses import AddressRefused, Resolver, check_url, resolve
from gateway.transports.contract import Outcome, Parcel, Receipt, Target
from gateway.transports.network import CheckedNetwork, attempt
from gateway.transports.signature import content_digest, sign

MOST_READ = 64 * 1024
"""bytes read of an answer"""
MOST_SHOWN = 200
"""characters of an answer that are kept with a failed attempt"""
LONGEST_POOL_WAIT = 30.0
"""seconds; how long an attempt waits for a free connection"""
LONGEST_WAIT = 24 * 3600.0
"""seconds; what a receiver asks for beyond it is not granted"""

_PERMANENT = frozenset({400, 405, 406, 411, 413, 414, 415, 422})
"""the receiver has read it and does not want it; everything else may be a passing state"""


class HttpPush:
    """Posts parcels; connections are kept and shared between threads."""

    def __init__(
        self,
        *,
        resolver: Resolver = resolve,
        clock: Callable[[], float] = time.time,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._clock = clock
        self._resolver = resolver
        self._ssl_context = ssl_context or ssl.create_default_context()
        self._clients: dict[tuple[str, ...], httpx.Client] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for client in self._clients.values():
                client.close()
            self._clients.clear()

    def send(self, parcel: Parcel, target: Target) -> Receipt:
        """Post once. An answer of 2xx is delivery; 410 ends the endpoint; 3xx is a failure."""
        try:
            check_url(target.url)
            headers = self._headers(parcel, target)
            with attempt(target.timeout, target.allow_networks, encrypted=_encrypted(target.url)):
                return self._post(parcel, target, headers)
        except AddressRefused as error:
            return Receipt(Outcome.RETRY, detail=f"address refused: {error}")
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
            return Receipt(Outcome.RETRY, detail=f"{type(error).__name__}: {error}"[:MOST_SHOWN])

    def _post(self, parcel: Parcel, target: Target, headers: dict[str, str]) -> Receipt:
        client = self._client(target)
        with client.stream("POST", target.url, content=parcel.body, headers=headers) as answer:
            text = _beginning(answer)
            return _receipt(answer, text, self._clock())

    def _client(self, target: Target) -> httpx.Client:
        # A connection that one partner's networks allow must not serve another partner.
        key = tuple(sorted(map(str, target.allow_networks)))
        with self._lock:
            if key not in self._clients:
                pool = httpcore.ConnectionPool(
                    ssl_context=self._ssl_context,
                    max_connections=200,
                    max_keepalive_connections=50,
                    keepalive_expiry=20,
                    network_backend=CheckedNetwork(self._resolver),
                )
                self._clients[key] = httpx.Client(
                    transport=_Pooled(pool),
                    follow_redirects=False,
                    trust_env=False,
                    timeout=LONGEST_POOL_WAIT,
                )
            return self._clients[key]

    def _headers(self, parcel: Parcel, target: Target) -> dict[str, str]:
        stamp = int(self._clock())
        headers = {
            "Content-Type": parcel.media_type,
            "Content-Digest": content_digest(parcel.body),
            "Idempotency-Key": parcel.key,
            "User-Agent": "trade-gateway",
            "X-Correlation-ID": parcel.correlation_id,
            "X-Gateway-Format": parcel.format,
            "X-Gateway-Message": parcel.message_id,
            "X-Gateway-Attempt": str(parcel.attempt),
            "webhook-id": parcel.key,
            "webhook-timestamp": str(stamp),
        }
        if target.secret is not None:
            headers["webhook-signature"] = sign(target.secret, parcel.key, stamp, parcel.body)
        return headers


def _encrypted(url: str) -> bool:
    return urlsplit(url).scheme == "https"


def _beginning(answer: httpx.Response) -> str:
    """The first bytes of an answer as text; the rest is never read."""
    read = b""
    for piece in answer.iter_raw(8192):
        read += piece
        if len(read) >= MOST_READ:
            break
    return read[:MOST_SHOWN].decode("utf-8", "replace")


def _receipt(answer: httpx.Response, text: str, now: float) -> Receipt:
    status = answer.status_code
    if 200 <= status < 300:
        return Receipt(Outcome.DELIVERED, status)
    if status == 410:
        return Receipt(Outcome.GONE, status, "410: nothing is wanted here any more")
    outcome = Outcome.PERMANENT if status in _PERMANENT else Outcome.RETRY
    wait = retry_after(answer.headers.get("Retry-After"), now) if outcome is Outcome.RETRY else None
    return Receipt(outcome, status, f"{status}: {text}".strip(": "), wait)


def retry_after(text: str | None, now: float) -> float | None:
    """Seconds that `Retry-After` asks for, given as seconds or as a date; `None` for anything else."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = (moment - datetime.fromtimestamp(now, UTC)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_WAIT)


class _Pooled(httpx.BaseTransport):
    """The client's requests over a pool of ours; the public way to bring one's own network."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        assert isinstance(request.stream, httpx.SyncByteStream)
        with _as_client_errors():
            answer = self._pool.handle_request(
                httpcore.Request(
                    request.method,
                    url,
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _as_client_errors():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _as_client_errors() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.TimeoutException(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise httpx.TransportError(f"{type(error).__name__} {error}") from error
