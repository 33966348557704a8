"""`baps clinic`: serves the therapist's pages and opens them in the browser."""

from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from trainer.clinic.clinic import Clinic
    from trainer.clinic.serving import Tls
    from trainer.store import Store

SQLITE_PATIENCE_S = 2.0
"""A page says within three seconds that the database is busy."""
SERVER_LEFT_ALONE_S = 5.0
"""After a server did not answer, pages say so at once for so long, and do not wait for it again."""
FIRST = "This clinic has no account yet."
AGAIN = """\
Sign in once as

  name      {login}
  password  {password}

and choose a password of your own. This one is not shown again."""
WAITING = (
    "Nobody has chosen a password for admin yet. If the one-time password is lost: "
    "baps clinic --new-password admin"
)
BY = "baps clinic"
SERVED = "The clinic's pages are at {address} until Ctrl+C."


@click.command("clinic")
@click.option("--host", default="127.0.0.1", show_default=True, help="the address to serve at")
@click.option("--port", default=8433, show_default=True, type=click.IntRange(0, 65535))
@click.option("--tls", is_flag=True, help="with a certificate of this clinic's own")
@click.option("--certificate", type=click.Path(path_type=Path), help="your certificate, PEM")
@click.option("--key", type=click.Path(path_type=Path), help="the certificate's key, PEM")
@click.option("--plain-http", is_flag=True, help="without TLS at an address that others reach")
@click.option(
    "--new-password",
    metavar="NAME",
    help="give this account a one-time password: for whoever forgot theirs",
)
@click.option("--no-browser", is_flag=True, help="do not open the browser")
def command(
    host: str,
    port: int,
    tls: bool,
    certificate: Path | None,
    key: Path | None,
    plain_http: bool,
    new_password: str | None,
    no_browser: bool,
) -> None:
    """Serve the therapist's pages: patients, progress, plans, reports.

    The first start prints a one-time password for admin.

    \b
    Examples:
      baps clinic
      baps clinic --host 192.168.1.20 --tls
      baps clinic --new-password admin
    """
    from trainer.cli.db import opened_store
    from trainer.clinic.seals import LogKeyMissing
    from trainer.clinic.serving import NotServed, checked_address, free_port
    from trainer.store import places

    if bool(certificate) != bool(key):
        raise click.UsageError("give --certificate and --key together")
    try:
        used = _tls(places().home, host, certificate, key, own=tls)
        checked_address(host, used, plain=plain_http)
        taken = free_port(host, port)
        with opened_store(SQLITE_PATIENCE_S, SERVER_LEFT_ALONE_S) as store:
            clinic = _clinic(store)
            _tell_password(clinic, new_password)
            _serve(clinic, host, taken, used, browser=not no_browser)
    except (NotServed, LogKeyMissing) as error:
        raise click.ClickException(str(error)) from error


def _tls(
    home: Path, host: str, certificate: Path | None, key: Path | None, *, own: bool
) -> "Tls | None":
    from trainer.clinic.serving import Tls, own_certificate

    if certificate and key:
        return Tls(certificate, key)
    return own_certificate(home, host) if own else None


def _clinic(store: "Store") -> "Clinic":
    from trainer.clinic.clinic import Clinic
    from trainer.clinic.seals import Seals, log_key
    from trainer.sessions.settings import read_settings
    from trainer.store import places
    from trainer.texts import language_code

    empty = not store.newest_log(1)
    language = language_code(read_settings(places().settings).language)
    return Clinic(store, Seals(log_key(places().home, make=empty)), language=language)


def _tell_password(clinic: "Clinic", login: str | None) -> None:
    """That of the first admin, or a new one for somebody; whoever may start the pages may know."""
    from trainer.store import UnknownAccount

    if first := clinic.first_admin():
        click.echo(f"{FIRST} {AGAIN.format(login='admin', password=first)}")
    elif login:
        try:
            password = clinic.one_time_password(login, BY)
        except UnknownAccount as error:
            raise click.ClickException(str(error)) from None
        click.echo(AGAIN.format(login=login.casefold(), password=password))
    elif all(account.must_change for account in clinic.store.accounts()):
        click.echo(WAITING)


def _serve(clinic: "Clinic", host: str, port: int, tls: "Tls | None", *, browser: bool) -> None:
    from trainer.clinic.app import create_app
    from trainer.clinic.glance import work_out_ahead
    from trainer.clinic.serving import served

    address = f"http{'s' if tls else ''}://{_in_url(host)}:{port}/"

    def opened() -> None:
        click.echo(SERVED.format(address=address))
        if browser:
            click.launch(address)

    Thread(target=work_out_ahead, args=(clinic,), daemon=True).start()
    served(create_app(clinic), host, port, tls, opened)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
