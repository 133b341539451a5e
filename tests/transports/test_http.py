"""Push, against a real receiver."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from dataclasses import replace

import pytest

from gateway.transports import Outcome, Target
from gateway.transports.http import MOST_READ, HttpPush, retry_after
from gateway.transports.signature import secret_bytes, sign

NOW = 1_700_000_000.0


def test_the_bytes_arrive_as_they_are_with_their_headers(push, receiver, parcel, target):
    assert push.send(parcel, target).outcome is Outcome.DELIVERED
    ((path, headers, body),) = receiver.requests
    assert (path, body) == ("/in", b"<a/>")
    digest = base64.b64encode(hashlib.sha256(b"<a/>").digest()).decode()
    expected = {
        "content-type": "application/xml",
        "content-digest": f"sha-256=:{digest}:",
        "idempotency-key": "whk_1",
        "webhook-id": "whk_1",
        "webhook-timestamp": "1700000000",
        "x-correlation-id": "cor_1",
        "x-gateway-format": "xx/example@1",
        "x-gateway-message": "msg_1",
        "x-gateway-attempt": "2",
        "host": f"127.0.0.1:{receiver.server_port}",
    }
    assert expected.items() <= headers.items()
    signed = hmac.new(b"secret", b"whk_1.1700000000.<a/>", hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(signed).decode()}"


def test_the_signature_is_that_of_the_specification():
    # The example that the Standard Webhooks specification gives.
    signature = sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_secret_is_base64_after_its_prefix_and_text_without():
    assert secret_bytes("whsec_c2VjcmV0") == b"secret"
    assert secret_bytes("plain") == b"plain"
    with pytest.raises(ValueError, match="base64"):
        secret_bytes("whsec_***")


def test_without_a_secret_nothing_is_signed(push, receiver, parcel, target):
    push.send(parcel, replace(target, secret=None))
    assert "webhook-signature" not in receiver.requests[0][1]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "delivered"), (201, "delivered"), (202, "delivered"), (204, "delivered"),
        (301, "retry"), (302, "retry"), (307, "retry"), (308, "retry"),
        (400, "permanent"), (413, "permanent"), (415, "permanent"), (422, "permanent"),
        (401, "retry"), (403, "retry"), (404, "retry"), (408, "retry"), (409, "retry"), (425, "retry"),
        (429, "retry"), (410, "gone"), (500, "retry"), (502, "retry"), (503, "retry"), (599, "retry"),
    ],
)  # fmt: skip
def test_what_an_answer_means(push, receiver, parcel, target, status, outcome):
    receiver.status, receiver.body = status, b"" if status == 204 else b"because"
    receipt = push.send(parcel, target)
    assert (receipt.outcome, receipt.status) == (outcome, status)
    assert outcome == "delivered" or str(status) in receipt.detail


def test_redirects_are_not_followed(push, receiver, parcel, target):
    receiver.status, receiver.headers = 302, {"Location": receiver.url}
    assert push.send(parcel, target).outcome is Outcome.RETRY
    assert len(receiver.requests) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_the_receiver_says_when_to_try_again(push, receiver, parcel, target, status):
    receiver.status, receiver.headers = status, {"Retry-After": "120"}
    assert push.send(parcel, target).retry_after == 120


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0), ("5", 5), ("99999999999999999999", 86400), (None, None), ("", None), ("-5", None),
        ("1.5", None), ("soon", None), ("\u0663", None),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60), ("Tue, 14 Nov 2023 22:13:00 GMT", 0),
        ("Tue, 14 Nov 2033 22:13:00 GMT", 86400), ("Xxx, 99 Nov 2033", None),
    ],
)  # fmt: skip
def test_retry_after_in_its_two_forms(text, seconds):
    assert retry_after(text, NOW) == seconds


def test_an_endless_answer_is_read_to_its_limit_only(push, receiver, parcel, target):
    sent = []

    def endless(handler):
        handler.send_response(500)
        handler.end_headers()
        while len(sent) < 10_000:
            handler.wfile.write(b"x" * 65536)
            sent.append(1)

    receiver.answer = endless
    receipt = push.send(parcel, target)
    assert (receipt.outcome, receipt.status) == (Outcome.RETRY, 500)
    assert len(receipt.detail) < 300
    assert len(sent) * 65536 < 10_000 * 65536 and MOST_READ == 65536


def test_a_silent_receiver_ends_with_the_time_of_the_attempt(push, receiver, parcel, target):
    receiver.answer = lambda handler: time.sleep(1.5)
    receipt = push.send(parcel, replace(target, timeout=0.2))
    assert receipt.outcome is Outcome.RETRY and "imeout" in receipt.detail


def test_a_receiver_that_drips_does_not_outlast_the_attempt(push, receiver, parcel, target):
    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    receiver.answer = drip
    receipt = push.send(parcel, replace(target, timeout=0.4))
    assert receipt.outcome is Outcome.RETRY and "imeout" in receipt.detail


def test_nobody_there_is_tried_again(push, receiver, parcel, target):
    receipt = push.send(parcel, replace(target, url="http://127.0.0.1:9/"))
    assert receipt.outcome is Outcome.RETRY and receipt.status is None


@pytest.mark.parametrize(
    "raw", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 xyz\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000]
)
def test_an_answer_that_is_no_http_is_tried_again(push, receiver, parcel, target, raw):
    def answer(handler):
        handler.wfile.write(raw)
        handler.close_connection = True

    receiver.answer = answer
    assert push.send(parcel, target).outcome is Outcome.RETRY


def test_loopback_is_refused_unless_it_is_allowed(push, receiver, parcel, target):
    receipt = push.send(parcel, replace(target, allow_networks=()))
    assert receipt.outcome is Outcome.RETRY
    assert "not a public address" in receipt.detail
    assert receiver.requests == []


def test_a_connection_that_one_partner_may_use_serves_no_other(push, receiver, parcel, target):
    assert push.send(parcel, target).outcome is Outcome.DELIVERED
    assert "not a public address" in push.send(parcel, replace(target, allow_networks=())).detail
    assert len(receiver.requests) == 1


def test_the_connection_goes_to_the_address_that_was_checked(receiver, parcel, target):
    """A name that resolves to another address a moment later changes nothing: it is asked once."""
    asked = []

    def resolver(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.255.255.1"]

    push = HttpPush(resolver=resolver)
    receipt = push.send(parcel, replace(target, url=f"http://rebind.test:{receiver.server_port}/in"))
    push.close()
    assert receipt.outcome is Outcome.DELIVERED
    assert asked == ["rebind.test"]
    assert receiver.requests[0][1]["host"] == f"rebind.test:{receiver.server_port}"


def test_the_second_address_of_a_name_is_tried(receiver, parcel, target):
    push = HttpPush(resolver=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    receipt = push.send(parcel, replace(target, url=f"http://two.test:{receiver.server_port}/in"))
    push.close()
    assert receipt.outcome is Outcome.DELIVERED


def test_a_name_that_does_not_exist_is_tried_again(parcel):
    def resolver(host, port):
        raise OSError("no such name")

    push = HttpPush(resolver=resolver)
    receipt = push.send(parcel, Target("https://none.test/"))
    push.close()
    assert receipt.outcome is Outcome.RETRY and "not found" in receipt.detail


@pytest.mark.parametrize(
    "url", ["http://2130706433/", "https://u:p@h/", "ftp://h/", "https://h\u00f6/", "https:///"]
)
def test_urls_that_are_no_endpoints_are_refused_before_anything_else(parcel, url):
    push = HttpPush(resolver=lambda host, port: pytest.fail("resolved"))
    receipt = push.send(parcel, Target(url))
    push.close()
    assert receipt.outcome is Outcome.RETRY and "refused" in receipt.detail


def test_proxies_of_the_environment_are_not_used(push, receiver, parcel, target, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    fresh = HttpPush()
    assert fresh.send(parcel, target).outcome is Outcome.DELIVERED
    fresh.close()


def test_a_certificate_that_nobody_vouches_for_is_refused(push, receiver, parcel, target):
    receipt = push.send(parcel, replace(target, url=receiver.url.replace("http:", "https:")))
    assert receipt.outcome is Outcome.RETRY and receipt.status is None


def test_a_wrong_secret_is_a_receipt_not_an_exception(push, parcel, target):
    assert push.send(parcel, replace(target, secret="whsec_***")).outcome is Outcome.RETRY


def test_connections_are_kept(push, receiver, parcel, target):
    ports = []
    receiver.answer = lambda handler: (ports.append(handler.client_address[1]), receiver.usual(handler))
    for _ in range(3):
        push.send(parcel, target)
    assert len(set(ports)) == 1
