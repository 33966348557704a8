"""`baps patient background` and `screen`: what is known of a patient before the training."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import click

from trainer.cli.db import opened_store
from trainer.cli.options import FiniteRange, json_option, operator_option, typed, words
from trainer.cli.terminal import local
from trainer.cli.typed_in import Day
from trainer.plans.checklist import checklist
from trainer.plans.ordered import lacks_figure, order_words, part_of
from trainer.plans.screening import QUESTIONS, findings
from trainer.plans.symptoms import question_words
from trainer.recording.background import Background, Screening, WeightBearing
from trainer.recording.json_form import Json, to_json
from trainer.recording.load import HEAVIEST_KG
from trainer.recording.vocabulary import did_you_mean
from trainer.store import Store

GIVEN = ("diagnosis", "surgery", "weight_bearing", "percent", "kg", "no_figure")
HOW_MUCH = (
    "partial weight bearing: say how much with --percent or --kg, or --no-figure if the order does "
    "not say"
)
NO_WEIGHT = "--kg is kept as a part of the body weight: baps patient weight {code} --kg N first"
FIRST_QUESTION = next(iter(QUESTIONS))


@click.command("background", short_help="show or note diagnosis, surgery, weight bearing")
@click.argument("code")
@click.option("--diagnosis", metavar="TEXT", help="in the therapist's words")
@click.option("--surgery", type=Day(), help="its date, YYYY-MM-DD")
@click.option("--weight-bearing", type=words(WeightBearing), help="as it was ordered")
@click.option(
    "--percent", type=FiniteRange(1, 100), help="of the body weight, that a partial order allows"
)
@click.option(
    "--kg",
    type=FiniteRange(1, HEAVIEST_KG),
    help="kilograms that a partial order allows; kept as part of the body weight",
)
@click.option("--no-figure", is_flag=True, help="the partial order does not say how much")
@operator_option
@json_option
@click.pass_context
def background(
    context: click.Context,
    code: str,
    diagnosis: str | None,
    surgery: datetime | None,
    weight_bearing: str | None,
    percent: float | None,
    kg: float | None,
    no_figure: bool,
    operator: str,
    as_json: bool,
) -> None:
    """Show what was found and ordered for patient CODE, or note what is given; the rest stays.

    \b
    Examples:
      baps patient background K7
      baps patient background K7 --diagnosis "ACL, hamstring graft" --surgery 2026-01-12
      baps patient background K7 --weight-bearing partial --percent 50
    """
    with opened_store() as store:
        known = store.background(code)
        if typed(context, *GIVEN):
            before = known or Background(datetime.now(UTC))
            order = WeightBearing(weight_bearing) if weight_bearing else before.weight_bearing
            figures = [percent is not None, kg is not None, no_figure]
            if any(figures) and order is not WeightBearing.PARTIAL:
                raise click.UsageError(
                    "--percent, --kg and --no-figure belong to --weight-bearing partial"
                )
            if sum(figures) > 1:
                raise click.UsageError("say one of --percent, --kg and --no-figure")
            percent = percent if kg is None else _part(store, code, kg)
            same_order = order is before.weight_bearing and not any(figures)
            known = replace(
                before,
                noted_at=datetime.now(UTC),
                diagnosis=before.diagnosis if diagnosis is None else diagnosis.strip(),
                surgery_on=surgery.astimezone().date() if surgery else before.surgery_on,
                weight_bearing=order,
                weight_bearing_pct=before.weight_bearing_pct if same_order else percent,
                operator=operator,
            )
            if weight_bearing and lacks_figure(known) and not no_figure:
                raise click.UsageError(HOW_MUCH)
            store.add_background(code, known)
    if as_json:
        click.echo(json.dumps(to_json(known), ensure_ascii=False))
    elif known is None:
        click.echo(f"no background of {code} is noted: give --diagnosis or --weight-bearing")
    else:
        click.echo(f"{code}: {background_words(known)}, since {local(known.noted_at)}")


def _part(store: Store, code: str, kg: float) -> float:
    weight = store.newest_weight(code)
    if weight is None:
        raise click.UsageError(NO_WEIGHT.format(code=code))
    try:
        return part_of(kg, weight.kg)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def background_words(known: Background) -> str:
    """A background in one line, without its date."""
    return "; ".join(
        (
            known.diagnosis or "no diagnosis noted",
            *((f"surgery {known.surgery_on}",) if known.surgery_on else ()),
            order_words(known, str),
        )
    )


class Answer(click.ParamType[tuple[str, bool]]):
    """The answer to one question: `NAME=yes` or `NAME=no`."""

    name = "NAME=yes|no"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, bool]:
        name, _, word = str(value).strip().lower().replace("-", "_").partition("=")
        if name not in QUESTIONS:
            near = did_you_mean(name, QUESTIONS) or f": there are {', '.join(QUESTIONS)}"
            self.fail(f"there is no question {name!r}{near}", param, ctx)
        if word not in ("yes", "no"):
            self.fail(f"{value!r} is no answer: give {name}=yes or {name}=no", param, ctx)
        return name, word == "yes"


@click.command(
    "screen",
    short_help="show or answer the checklist before single-leg work",
    help=f"""Show the checklist before single-leg work of patient CODE, or answer questions of it.

    Answers of one day belong together; the first of another day begins a new checklist.

    \b
    Examples:
      baps patient screen K7
      baps patient screen K7 --answer {FIRST_QUESTION}=yes --operator JD
    """,
)
@click.argument("code")
@click.option("--answer", "answers", type=Answer(), multiple=True, help="repeatable")
@operator_option
@json_option
def screen(code: str, answers: tuple[tuple[str, bool], ...], operator: str, as_json: bool) -> None:
    with opened_store() as store:
        known, noted = store.screening(code), store.background(code)
        if answers:
            now = datetime.now(UTC)
            earlier = known.answers if known is not None and _same_day(known, now) else {}
            known = Screening(now, {**earlier, **dict(answers)}, operator)
            store.add_screening(code, known)
        episode = store.episode(code)
    found = findings(known, noted) if known is not None else ()
    if as_json:
        click.echo(json.dumps(_form(known, found), ensure_ascii=False))
        return
    given = known.answers if known is not None else {}
    for question in checklist(episode.involved if episode else None, noted):
        said = {True: "yes", False: "no", None: "–"}[given.get(question.name)]
        click.echo(f"{said:<4}{question.name}: {question_words(question)}")
    if known is None:
        click.echo(f"{code} was not screened yet: answer with --answer NAME=yes or NAME=no")
    else:
        click.echo(f"screened {local(known.done_at)}: " + ("; ".join(found) or "nothing found"))


def _same_day(known: Screening, now: datetime) -> bool:
    return known.done_at.astimezone().date() == now.astimezone().date()


def _form(known: Screening | None, found: tuple[str, ...]) -> Json:
    form = to_json(known)
    return {**form, "findings": to_json(found)} if isinstance(form, dict) else None
