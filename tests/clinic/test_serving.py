"""How the pages are served: to this computer alone, or to others with TLS."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trainer.clinic.serving import (
    LASTS,
    NotServed,
    Tls,
    checked_address,
    free_port,
    is_loopback,
    own_certificate,
)

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_only_loopback_is_served_without_tls() -> None:
    for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost"):
        assert is_loopback(host)
        checked_address(host, None, plain=False)
    for host in ("0.0.0.0", "192.168.1.20", "::", "clinic.local", "localhost.example.org"):
        with pytest.raises(NotServed, match="add --tls"):
            checked_address(host, None, plain=False)
        checked_address(host, None, plain=True)


def test_a_certificate_that_is_not_there_is_named(tmp_path: Path) -> None:
    tls = Tls(tmp_path / "no.crt", tmp_path / "no.key")
    with pytest.raises(NotServed, match=r"no file .*no\.crt"):
        checked_address("127.0.0.1", tls, plain=False)


def test_the_clinic_s_own_certificate_is_made_once_and_anew_when_it_is_over(
    tmp_path: Path,
) -> None:
    made = own_certificate(tmp_path, "192.168.1.20", NOW)
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(made.certificate, made.key)
    assert made.key.stat().st_mode & 0o077 == 0
    first = made.certificate.read_bytes()
    own_certificate(tmp_path, "192.168.1.20", NOW + timedelta(days=1))
    assert made.certificate.read_bytes() == first
    own_certificate(tmp_path, "192.168.1.21", NOW + timedelta(days=1))
    second = made.certificate.read_bytes()
    assert second != first
    own_certificate(tmp_path, "192.168.1.21", NOW + LASTS + timedelta(days=2))
    assert made.certificate.read_bytes() != second


def test_a_port_that_is_taken_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NotServed, match="Another --port"):
            free_port("127.0.0.1", port)
    assert free_port("127.0.0.1", 0) > 0
