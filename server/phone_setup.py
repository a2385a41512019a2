"""frontdoor phone: sets up the Twilio number, checks it, and tries the line. No secret is ever printed."""

from __future__ import annotations

import time
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.text import Text

from cases.phones import read_phone
from contacts.telephone import TelephoneError
from ivr.outgoing.number_settings import Found, NumberSettings, Standing, wanted_settings
from ivr.outgoing.twilio_rest import TWILIO, Repeat, TwilioRest
from server.settings import Settings, SettingsError, settings
from server.trial_call import Tried, try_line

app = typer.Typer(no_args_is_help=True, help="The phone line: its Twilio number, and a call to try it.")
out, errors = Console(soft_wrap=True, highlight=False), Console(stderr=True, soft_wrap=True, highlight=False)

COLOURS = {Standing.RIGHT: "green", Standing.WRONG: "red", Standing.CHANGED: "yellow"}
WATCH_SECONDS = 90.0  # how long a call to a real telephone is watched
LOOK_EVERY_SECONDS = 1.0
UNANSWERED = ("busy", "no-answer", "failed", "canceled")


@app.command()
def setup(
    apply: Annotated[bool, typer.Option("--apply", help="Set them at Twilio, and read them back")] = False,
) -> None:
    """Print what the Twilio number must be set to; with --apply, set it."""
    chosen = _settings()
    wanted = wanted_settings(chosen.public_base)
    if not apply:
        out.print(f"{chosen.twilio_number} must be set so at Twilio:\n", markup=False)
        for each in wanted:  # no table: an address that is folded cannot be copied
            out.print(f"{each.title} ({each.name})\n    {each.value or 'empty'}", markup=False)
        out.print("\n`frontdoor phone setup --apply` sets them; `frontdoor phone check` says how they are.")
        return
    _must_be_reachable(chosen)
    number = NumberSettings(_rest(chosen), chosen.twilio_number)
    try:
        with errors.status("Asking Twilio"):
            found, lacks = number.apply(wanted), number.lacks()
    except TelephoneError as refused:
        raise _failed(refused) from None
    _report(chosen, found, lacks)


@app.command()
def check() -> None:
    """Say whether the Twilio number is set as it must be, and whether we answer. Changes nothing."""
    chosen = _settings()
    number = NumberSettings(_rest(chosen), chosen.twilio_number)
    try:
        with errors.status("Asking Twilio"):
            found, lacks = number.check(wanted_settings(chosen.public_base)), number.lacks()
    except TelephoneError as refused:
        raise _failed(refused) from None
    with errors.status("Asking ourselves"):
        silent = _why_silent(chosen)
    _report(chosen, found, lacks, silent)


@app.command("test-call")
def call_to_try(
    number: Annotated[str | None, typer.Argument(help="A telephone to ring; none: a simulated call")] = None,
    say: Annotated[
        list[str] | None, typer.Option(help="What the simulated caller says; may be given again")
    ] = None,
) -> None:
    """Ring a telephone and let the line greet it; or, without a number, call the running line in simulation."""
    chosen = _settings()
    if number is None:
        with errors.status("Calling the line"):
            tried = try_line(chosen, say or [])
        _tell(tried)
    else:
        _ring(chosen, number)


def _settings() -> Settings:
    try:
        return settings()
    except SettingsError as error:
        raise _failed(error) from None


def _rest(chosen: Settings) -> TwilioRest:
    return TwilioRest(chosen.twilio_account_sid, chosen.twilio_auth_token, chosen.twilio_api)


def _failed(error: Exception) -> typer.Exit:
    errors.print(str(error), style="red", markup=False)
    return typer.Exit(1)


def _must_be_reachable(chosen: Settings) -> None:
    if chosen.twilio_api == TWILIO and not chosen.public_base.startswith("https://"):
        words = f"Twilio cannot reach {chosen.public_base}: set FRONTDOOR_PUBLIC_URL to an https:// address."
        raise _failed(ValueError(words))


def _report(chosen: Settings, found: list[Found], lacks: list[str], silent: str | None = None) -> None:
    """Print how the number stands, and leave with 1 when anything is wrong."""
    out.print(f"{chosen.twilio_number} at {chosen.twilio_api}:\n", markup=False)
    for each in found:
        out.print(
            Text(f"{each.standing:<8}", COLOURS[each.standing]), f"{each.wanted.title} ({each.wanted.name})"
        )
        out.print(Text(f"    {each.value or 'empty'}"))
        if each.standing is Standing.WRONG:
            out.print(Text(f"    must be {each.wanted.value or 'empty'}"))
        if each.standing is Standing.CHANGED:
            out.print(Text(f"    was {each.before or 'empty'}"))
    wrong = [each for each in found if each.standing is Standing.WRONG]
    for what in lacks:
        errors.print(f"The number cannot do {what}: it needs one that can.", style="red")
    if silent:
        errors.print(silent, style="red", markup=False)
    if wrong:
        errors.print(f"{len(wrong)} wrong. `frontdoor phone setup --apply` sets them.", style="red")
    if wrong or lacks or silent:
        raise typer.Exit(1)
    out.print("Everything is right.")


def _why_silent(chosen: Settings) -> str | None:
    """What is wrong with the way from outside to our fallback page, which answers whoever asks."""
    url = f"{chosen.public_base}/ivr/fallback"
    try:
        # On this machine no proxy stands between.
        answer = httpx.get(url, timeout=5, trust_env=chosen.public_base != chosen.web_url)
    except httpx.HTTPError as error:
        return f"{url} does not answer ({type(error).__name__}). Is Frontdoor running, and reachable from outside?"
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if answer.status_code != 200 or kind not in {"text/xml", "application/xml"}:
        return f"{url} answers with status {answer.status_code} and {kind or 'nothing'}, not with TwiML."
    return None


def _tell(tried: Tried) -> None:
    for who, words in tried.heard:
        out.print(f"{who}: {words}", markup=False)
    for wrong in tried.wrong:
        errors.print(wrong, style="red", markup=False)
    if tried.wrong:
        raise typer.Exit(1)
    out.print("Nothing was wrong.")


def _ring(chosen: Settings, number: str) -> None:
    from server.wiring import Wiring  # noqa: PLC0415  # the rest needs no database

    _must_be_reachable(chosen)
    rung = read_phone(number)
    if rung is None:
        raise _failed(ValueError(f"{number!r} is not a telephone number, such as 07700 900123."))
    wiring = Wiring(chosen)
    base = f"{chosen.public_base}/ivr"
    try:
        sid = wiring.telephone.ring(rung, f"{base}/voice", status_url=f"{base}/status")
        out.print(f"Ringing {rung} from {chosen.twilio_number}: {sid}")
        status = _watched(wiring.twilio, sid)
    except TelephoneError as refused:
        raise _failed(refused) from None
    if status in UNANSWERED or status in {"queued", "initiated", "ringing"}:
        raise _failed(ValueError(f"The call was not answered: {status}."))
    out.print(
        "Answered. The line greets whoever took it." if status == "in-progress" else "Answered, and over."
    )


def _watched(rest: TwilioRest, sid: str) -> str:
    """How the call stands when somebody has answered, it is over, or nobody has for long enough."""
    until, status = time.monotonic() + WATCH_SECONDS, "queued"
    with errors.status("Waiting for an answer"):
        while time.monotonic() < until:
            status = rest.ask(
                "The call could not be watched", lambda client: client.calls(sid).fetch(), Repeat.ALWAYS
            ).status
            if status not in {"queued", "initiated", "ringing"}:
                break
            time.sleep(LOOK_EVERY_SECONDS)
    return str(status)
