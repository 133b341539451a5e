"""Which addresses may be pushed to."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from gateway.transports import AddressRefused
from gateway.transports.addresses import check_url, checked, is_public

PUBLIC = [
    "93.184.216.34",
    "8.8.8.8",
    "2606:2800:220:1:248:1893:25c8:1946",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]
PRIVATE = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "2001:0:7f00:1::",
    "2001:0:808:808::",
    "100::1",
    "3fff::1",
    "192.88.99.1",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses(text):
    assert is_public(ip_address(text))
    assert checked("h", 443, (), encrypted=True, resolver=lambda host, port: [text]) == [text]


@pytest.mark.parametrize("text", PRIVATE)
def test_addresses_of_ones_own_networks_are_refused(text):
    with pytest.raises(AddressRefused, match="not a public address"):
        checked("h", 443, (), encrypted=True, resolver=lambda host, port: [text])


def test_one_private_address_among_public_ones_is_refused():
    with pytest.raises(AddressRefused):
        checked("h", 443, (), encrypted=True, resolver=lambda host, port: ["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize("text", ["10.1.2.3", "::ffff:10.1.2.3"])
def test_an_allowed_network_may_be_private_and_plain(text):
    allowed = (ip_network("10.1.0.0/16"),)
    assert checked("h", 80, allowed, encrypted=False, resolver=lambda host, port: [text]) == [text]
    with pytest.raises(AddressRefused):
        checked("h", 80, allowed, encrypted=True, resolver=lambda host, port: ["10.2.0.1"])


def test_public_addresses_are_reached_by_https_only():
    with pytest.raises(AddressRefused, match="not https"):
        checked("h", 80, (), encrypted=False, resolver=lambda host, port: ["8.8.8.8"])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "//host/a",
        "host/a",
        "ftp://host/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/_x",
        "javascript:alert(1)",
        "http:///path",
        "https://user@host/",
        "https://user:secret@host/",
        "https://host@evil.example/",
        "https://:pw@host/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://1.2.3.4.5/",
        "http://0/",
        "http://127.0.0.1./",
        "http://host:99999/",
        "http://host:x/",
        "http://[::1/",
        "http://ho st/",
        "http://host\\@evil.example/",
        "http://host/\r\nX: y",
        "http://h\u00f6st/",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http://\u24db\u24de\u24d2alhost/",
    ],
)
def test_urls_that_are_no_endpoints(url):
    with pytest.raises(AddressRefused):
        check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org:8443/a?b=c",
        "http://127.0.0.1:8080/",
        "https://[2606:2800::1]/",
    ],
)
def test_urls_that_may_be_resolved(url):
    check_url(url)
