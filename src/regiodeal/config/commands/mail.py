"""`regiodeal mail`: show lists, take in addresses, and show or erase all that is kept of a person."""

import json
import os
from pathlib import Path

import click

from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.config import delivery
from regiodeal.config.commands.options import acting, deal_option, file_argument, now
from regiodeal.config.database import prepare
from regiodeal.event_month import kept
from regiodeal.event_month.actions import guests
from regiodeal.mailing import addresses, dkim, import_sheet, queries
from regiodeal.mailing.actions import imports, persons
from regiodeal.office.projects.register.workbook import CannotOpen
from regiodeal.office.spreadsheets import files
from regiodeal.programme.actions.holding import held
from regiodeal.programme.queries import deal as find_deal

_SHOWN = 200
"""Faults of a file that are told at once."""


class NothingKept(Refusal):
    """There is no such person on any list."""


class CannotRead(Refusal):
    """The file is not there, or no list of addresses."""


class CannotWrite(Refusal):
    """The file of a key is there already, or cannot be made."""


@click.group()
def mail() -> None:
    """Show lists, take in addresses, and show or erase what is kept of a person."""


@mail.command("list")
@deal_option
def list_lists(code: str | None) -> None:
    """Show the lists of a deal with how many are on each."""
    prepare()
    for one in queries.counted_lists(find_deal(code).code):
        own = one.mailing_list
        kind = "closed" if own.closed_at else "open to all" if own.open_to_all else "kept by the office"
        click.echo(f"{own.code}  {own.name}  {kind}: {one.active} active, {one.asked} to confirm, {one.left} left")


@mail.command("import")
@file_argument
@click.option("--list", "name", required=True, metavar="CODE", help="Which list; see: regiodeal mail list.")
@click.option("--partly", is_flag=True, help="Store the rows that are right, and leave out the others.")
@deal_option
@acting
def import_file(file: Path, name: str, partly: bool, code: str | None, by: Actor) -> None:
    """Put the addresses of FILE (.xlsx, .ods or .csv) on a list; nothing is stored when a row is wrong."""
    prepare()
    deal = find_deal(code)
    own = queries.mailing_list(deal.code, name)
    try:
        sheet = import_sheet.read(files.rows(file.read_bytes()))
    except OSError as error:
        raise CannotRead(f"{file} cannot be read: {error.strerror}") from error
    except CannotOpen as error:
        raise CannotRead(f"{file} is no spreadsheet that can be read ({error.trouble})") from error
    for fault in sheet.faults[:_SHOWN]:
        click.echo(f"{fault.cell or file.name}: {fault.what}", err=True)
    if len(sheet.faults) > _SHOWN:
        click.echo(f"and {len(sheet.faults) - _SHOWN} more", err=True)
    with held(deal):
        done = imports.take_in(mailing_list=own, sheet=sheet, file=file.name, partly=partly, by=by, at=now())
    click.echo(
        f"{own.code}: {len(done.new)} added, {len(done.there)} on the list already, "
        f"{len(done.twice)} twice in the file, {done.kept_out} stay out"
    )


@mail.command("key")
@click.argument("name", metavar="SELECTOR._domainkey.DOMAIN")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--rsa", is_flag=True, help="For receivers that do not know Ed25519 yet; sign with a key of each kind.")
def make_key(name: str, file: Path, rsa: bool) -> None:
    """Make a key that signs mail, write it to FILE, and print what belongs in the DNS and in the settings."""
    pem = dkim.new_key(rsa=rsa)
    written = f"{name}={file.absolute()}"
    signer = delivery.signer_of(written, pem)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(pem)
    except OSError as error:
        raise CannotWrite(
            f"{file} cannot be written: {error.strerror}; a key never takes the place of a file"
        ) from error
    click.echo(f"In the DNS, TXT at {signer.selector}._domainkey.{signer.domain}:\n{signer.record}")
    click.echo(f"In the settings, with a comma between several:\nREGIODEAL_DKIM={written}")


@mail.group()
def person() -> None:
    """Show or erase all that is kept of a person."""


@person.command()
@click.argument("address")
@deal_option
def show(address: str, code: str | None) -> None:
    """Print all that is kept of ADDRESS as JSON, in event months too."""
    prepare()
    deal = find_deal(code)
    found = {**queries.everything(deal.code, address), "event_months": kept.everything(deal, address)}
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


@person.command()
@click.argument("address")
@deal_option
@acting
def erase(address: str, code: str | None, by: Actor) -> None:
    """Erase all that is kept of ADDRESS, in event months too; it stays out of every list by a hash."""
    prepare()
    deal = find_deal(code)
    with held(deal):
        found = queries.subscriber(deal.code, address)
        places = guests.erase_address(deal=deal, email=address, by=by, at=now())
        if found is not None:
            persons.erase(subscriber=found, source="office", by=by, at=now())
        elif not places:
            raise NothingKept(f"nothing is kept of {addresses.tidy(address)} in {deal.name}")
    click.echo("erased")
