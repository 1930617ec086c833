"""`regiodeal demo`: the example deal, from its files to a record that is served."""

from pathlib import Path

import click

from regiodeal.accounts.roles import RoleCode
from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.config import demo_month, demo_office
from regiodeal.config.commands.deal import load_deal
from regiodeal.config.commands.options import acting, now
from regiodeal.config.commands.project import load_projects
from regiodeal.config.commands.serve import no_worker_option, require_free, run
from regiodeal.config.database import prepare
from regiodeal.config.records import build_record
from regiodeal.decisions.queries import meeting as find_meeting
from regiodeal.programme import deal_file
from regiodeal.programme.models import Deal
from regiodeal.publication.actions import editions
from regiodeal.publication.actions.editions import Publisher
from regiodeal.publication.choices import EditionKind
from regiodeal.reading.actions import meetings

EXAMPLES = Path(__file__).parents[4] / "examples" / "zuid-en-oost-drenthe"


@click.command()
@click.option("--examples", default=EXAMPLES, type=click.Path(path_type=Path), help="The folder with the example.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--build-only", is_flag=True, help="Build the record, and do not serve it.")
@no_worker_option
@acting
def demo(*, examples: Path, host: str, port: int, build_only: bool, no_worker: bool, by: Actor) -> None:
    """Build the example deal in the data home and serve its record. Each step is done once, however often it runs."""
    if not (examples / "deal.yaml").is_file():
        raise Refusal(f"there is no example in {examples}; run this in a checkout, or name the folder with --examples")
    if not build_only:
        require_free(host, port)
    prepare()
    deal = build_example(examples, by)
    password = demo_office.open_for(deal, by=by, at=now())
    demo_month.open_for(deal, examples, by=by, at=now())
    report = build_record(deal, at=now())
    click.echo(f"{deal.name}: {report}")
    click.echo(f"office: http://{host}:{port}/kantoor/  password of every account of the demo: {password}")
    for role in RoleCode:
        click.echo(f"  {demo_office.address(role)}")
    if not build_only:
        run(host, port, worker=not no_worker)


def build_example(examples: Path, by: Actor) -> Deal:
    """Load the deal and its projects, publish the programme, then register and publish each meeting in turn."""
    deal, _ = load_deal(deal_file.read(examples / "deal.yaml"), by)
    load_projects(deal, examples / "projects.yaml", by)
    if not deal.editions.exists():
        editions.publish_programme(deal, Publisher(by=by, at=now()))
    for file in sorted(examples.glob("meeting-*.yaml")):
        content = meetings.read(file, deal)
        reference = content.meeting.reference
        meetings.register_meeting(deal, content, by=by, at=now())
        if not deal.editions.filter(kind=EditionKind.DECISION_LIST, subject=reference).exists():
            editions.publish_meeting(find_meeting(deal, reference), Publisher(by=by, at=now()))
    return deal
