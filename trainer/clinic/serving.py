"""How the pages are served: on this computer alone, or to others with TLS.

Another address than loopback is refused without TLS: passwords and patients would cross the room in
the clear. Whoever has TLS in front of this already says so.
"""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

CERTIFICATE, KEY = "clinic.crt", "clinic.key"
LASTS = timedelta(days=825)
"""The longest that browsers take for one made by hand."""


class NotServed(Exception):
    """The pages cannot be served so; the text says what to do."""


@dataclass(frozen=True)
class Tls:
    """A certificate and its key, as files."""

    certificate: Path
    key: Path


def checked_address(host: str, tls: Tls | None, *, plain: bool) -> None:
    """`NotServed` for an address that others reach, without TLS, unless `plain` says so."""
    if not is_loopback(host) and tls is None and not plain:
        raise NotServed(
            f"{host} can be reached by other computers: add --tls for a certificate of this "
            "clinic's own, --certificate and --key for yours, or --plain-http if something in "
            "front of this has TLS already"
        )
    for file in (tls.certificate, tls.key) if tls else ():
        if not file.is_file():
            raise NotServed(f"there is no file {file}: name the certificate and its key, both PEM")


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def own_certificate(folder: Path, host: str, now: datetime | None = None) -> Tls:
    """A certificate of this clinic's own for an address, made where there is none, or it is over.

    Browsers warn of it until it is installed on them as trusted.
    """
    from cryptography import x509  # noqa: PLC0415  slow

    moment = now or datetime.now(UTC)
    tls = Tls(folder / CERTIFICATE, folder / KEY)
    if tls.certificate.exists() and tls.key.exists():
        known = x509.load_pem_x509_certificate(tls.certificate.read_bytes())
        if known.not_valid_after_utc > moment and host in _names_in(known):
            return tls
    folder.mkdir(parents=True, exist_ok=True)
    _make(tls, host, moment)
    return tls


def _names_in(certificate: "object") -> set[str]:
    from cryptography import x509  # noqa: PLC0415  slow

    assert isinstance(certificate, x509.Certificate)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = names.get_values_for_type(x509.IPAddress)
    return {*names.get_values_for_type(x509.DNSName), *map(str, addresses)}


def _make(tls: Tls, host: str, moment: datetime) -> None:
    from cryptography import x509  # noqa: PLC0415  slow
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "BAPS trainer of this clinic")])
    names: list[x509.GeneralName] = [x509.DNSName(socket.gethostname()), x509.DNSName("localhost")]
    try:
        names.append(x509.IPAddress(ipaddress.ip_address(host)))
    except ValueError:
        names.append(x509.DNSName(host))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(hours=1))
        .not_valid_after(moment + LASTS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    tls.key.touch(mode=0o600)
    tls.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    tls.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def free_port(host: str, wanted: int) -> int:
    """The port that was wanted, or `NotServed` if somebody has it; 0 is any."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, wanted))
        except OSError as error:
            raise NotServed(
                f"nothing can be served at {host}, port {wanted} ({error.strerror}): is it running "
                "already? Another --port may be free"
            ) from error
        return int(probe.getsockname()[1])


def served(
    app: ASGIApp, host: str, port: int, tls: Tls | None, opened: Callable[[], object]
) -> None:
    """Serve until Ctrl+C; `opened` is called as soon as pages can be asked for."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )
    _Server(config, opened).run()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, opened: Callable[[], object]) -> None:
        super().__init__(config)
        self._opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._opened()
