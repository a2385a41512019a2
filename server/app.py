"""The web application: mounts the rooms and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Thread

import anyio
from fastapi import FastAPI, Request
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

import desk.router
import staff.accounts_page
import staff.handlers
import staff.password_page
import staff.sign_in
import studio.router
import webchat.routes
from cases.deliveries import Deliveries
from council.catalogue import Catalogue, Enquiry
from council.council import Council
from ivr import phone_page, webhook
from ivr.calls import Calls
from ivr.outgoing import call_backs, ringing_out
from ivr.relaying import relay
from ivr.relaying.hand_offs import HandOffs
from ivr.signature import TwilioForms
from ivr.texting import delivery_webhook, text_webhook
from ivr.texting.text_acts import Style
from ivr.texting.texts import Texts
from ivr.twiml import sorry
from ivr.waiting import task_router
from ivr.waiting.moved_on import MovedOn, moved_router
from ivr.waiting.queue_webhook import message_router, queue_router
from pages.masthead import Masthead
from pages.pages import Pages
from pages.security import SecurityHeaders
from server.logs import configure_logs
from server.migrate import is_current
from server.settings import Settings, settings
from server.wiring import Wiring
from staff.accounts import Accounts
from staff.errors import AccountExists
from staff.models import Role
from staff.sessions import Sessions, is_fetch
from staff.too_large import TooLargePage
from studio.articles.searching import Searches
from studio.enquiries.looked import Looking
from studio.enquiries.scores import ComparedScores
from studio.masking.marks import shown
from studio.masking.masking import mask
from studio.trying import door
from studio.warming import Warming

NOT_FOUND = ("Page not found", "If you typed the address, check that it is right.")
THREADS = 100


class DatabaseNotMigrated(RuntimeError):
    """The tables are not those this version expects; `frontdoor migrate` brings them up."""


def create_app(chosen: Settings | None = None, wiring: Wiring | None = None) -> FastAPI:
    """The application with everything mounted. uvicorn calls this without arguments."""
    chosen = chosen or settings()
    wiring = wiring or Wiring(chosen)
    configure_logs()
    if not is_current(wiring.database.engine):
        raise DatabaseNotMigrated("run `frontdoor migrate`")

    warming = Warming(wiring.drafts, Looking(), Searches(wiring.learn_meaning))

    def ready_drafts() -> None:
        wiring.drafts.clean_up()
        if not chosen.rehearsal:  # of which nobody opens the studio
            warming.run()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # A turn holds a thread while Rasa thinks; the default of 40 would make quick pages wait behind slow turns.
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        Thread(target=ready_drafts, name="drafts", daemon=True).start()
        yield
        wiring.draft_ears.close()
        wiring.database.close()

    app = FastAPI(
        title="Frontdoor",
        summary="A council's front door: chat with the assistant, and with people.",
        version="0.1.0",
        lifespan=lifespan,
        docs_url=None,  # FastAPI's own loads scripts from elsewhere; ours is in _add_front
        redoc_url=None,
    )
    pages = Pages(Masthead.of(wiring.council), widget_origins=chosen.widget_sites)
    app.add_middleware(TooLargePage, pages=pages)
    app.add_middleware(SecurityHeaders)
    _add_staff_rooms(app, chosen, wiring, pages, warming)
    app.include_router(webchat.routes.router(wiring.turns, wiring.events, pages, wiring.articles))
    _add_phone(app, chosen, wiring, pages)
    if chosen.rehearsal:  # of the studio's: it may see how its turns were understood
        app.include_router(door.router(wiring.database, wiring.assistant, chosen.rasa_token))
    pages.mount_assets(app)
    _add_front(app, pages)
    return app


def _add_staff_rooms(app: FastAPI, chosen: Settings, wiring: Wiring, pages: Pages, warming: Warming) -> None:
    accounts = Accounts(wiring.database, demo=chosen.demo)
    if chosen.demo:
        accounts.seed_demo()
    elif chosen.staff_password:
        _first_administrator(accounts, chosen.staff_email, chosen.staff_password)
    sessions = Sessions(accounts, chosen.secret_key, secure=chosen.public_base.startswith("https://"))
    homes = dict.fromkeys((Role.EDITOR, Role.APPROVER), "/studio")
    app.include_router(staff.sign_in.router(accounts, sessions, pages, homes))
    teams = {key: team.title for key, team in wiring.council.teams.items()}
    app.include_router(staff.accounts_page.router(accounts, sessions, pages, teams))
    app.include_router(staff.password_page.router(accounts, sessions, pages))
    staff.handlers.add_handlers(app, pages)
    app.include_router(
        desk.router.router(
            wiring.queue,
            wiring.turns,
            outbox=wiring.outbox,
            events=wiring.events,
            pages=pages,
            sessions=sessions,
            database=wiring.database,
            line=wiring.watch,
            teams=teams,
            calling_back=wiring.calling_back if wiring.call_back_calls else None,
            clock=wiring.clock,
            ringing=wiring.ringing,
            passing_on=wiring.passing_on,
            enquiries={enquiry.name: enquiry.title for enquiry in _by_title(wiring.council.catalogue)},
        )
    )
    streets = tuple(wiring.gazetteer.streets)
    app.include_router(
        studio.router.router(
            chosen.content_folder,
            database=wiring.database,
            pages=pages,
            sessions=sessions,
            drafts=wiring.drafts,
            jobs=wiring.jobs,
            comparisons=wiring.comparisons,
            releases=wiring.releases,
            live_ears=wiring.live_ears,
            trial=wiring.trial,
            draft_ears=wiring.draft_ears,
            clock=wiring.clock,
            scores=ComparedScores(wiring.database, wiring.comparisons),
            mask=lambda words, entities: shown(mask(words, entities, streets)),
            learn_meaning=wiring.learn_meaning,
            looking=warming.looking,
            searches=warming.searches,
        )
    )


def _by_title(catalogue: Catalogue) -> list[Enquiry]:
    return sorted(catalogue, key=lambda enquiry: enquiry.title.casefold())


def _first_administrator(accounts: Accounts, email: str, password: str) -> None:
    """The account that makes the others; left alone once it is there."""
    with suppress(AccountExists):
        accounts.create(email, "Administrator", Role.ADMINISTRATOR, "contact_centre", password)


def _add_phone(app: FastAPI, chosen: Settings, wiring: Wiring, pages: Pages) -> None:
    base, calls = wiring.line.base, Calls(wiring.database)
    notes = HandOffs(chosen.secret_key) if chosen.voice_route == "relay" else None
    waiting = wiring.waiting_line(calls)
    phone = webhook.Phone(
        wiring.turns, wiring.queue, calls, wiring.council, wiring.words, wiring.line, notes, waiting
    )
    forms = TwilioForms(chosen.twilio_auth_token, chosen.twilio_account_sid, chosen.public_base)
    # Not the number people ring, which is ours: the last resort would ring ourselves.
    switchboard, faults = wiring.council.team("contact_centre").phone, wiring.line_faults
    last_resort = sorry(webhook.SORRY, switchboard, chosen.voice, last_words=webhook.LAST_WORDS)
    app.include_router(
        webhook.router(phone, forms, switchboard=switchboard, voice=chosen.voice, faults=faults)
    )
    app.include_router(
        message_router(phone, wiring.voicemails, calls, forms, last_resort, faults, wiring.recordings.made)
    )
    moved_on = MovedOn(phone, wiring.places, wiring.queue, wiring.council, wiring.words)
    app.include_router(moved_router(moved_on, forms, last_resort, faults))
    if waiting:
        app.include_router(queue_router(phone, waiting, forms, wiring.line, last_resort, faults))
    if chosen.taskrouter_workflow:
        decides = task_router.TaskRouter(wiring.tasks, chosen.twilio_number, records=chosen.record_calls)
        app.include_router(task_router.router(decides, forms))
    if notes:
        app.include_router(relay.router(forms, phone, notes))
    if wiring.call_back_calls:
        app.include_router(call_backs.router(wiring.call_back_calls, forms, wiring.line_faults))
    app.include_router(text_webhook.router(_texts(chosen, wiring), forms, wiring.text_status_url))
    reports = delivery_webhook.Reports(Deliveries(wiring.database), faults)
    app.include_router(delivery_webhook.router(reports, forms))
    if chosen.demo:  # the page signs requests for whoever opens it
        app.include_router(ringing_out.router(pages, wiring.network, _telephones(wiring.council)))
        app.include_router(
            phone_page.router(
                pages,
                voice_url=f"{base}/voice",
                status_url=f"{base}/status",
                fallback_url=f"{base}/fallback",
                auth_token=chosen.twilio_auth_token,
                account_sid=chosen.twilio_account_sid,
                called=chosen.twilio_number,
                base_url=chosen.public_base,
                switchboard=wiring.switchboard,
                ringing_out=True,
            )
        )


def _texts(chosen: Settings, wiring: Wiring) -> Texts:
    return Texts(
        wiring.turns,
        wiring.arrivals,
        wiring.consent,
        wiring.council,
        wiring.danger,
        Style(wiring.words, f"{chosen.public_base}/chat/articles"),
        own_number=chosen.twilio_number,
    )


def _telephones(council: Council) -> dict[str, str]:
    """Whose telephone is whose, by number."""
    people = {person.phone: person.name for person in council.people if person.phone}
    return people | {team.phone: team.title for team in council.teams.values()}


def _add_front(app: FastAPI, pages: Pages) -> None:
    @app.get("/", include_in_schema=False)
    def front() -> Response:
        return RedirectResponse("/chat")

    @app.get("/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        return pages.render_api(request, app.openapi())

    @app.get("/health", include_in_schema=False)
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.exception_handler(RequestValidationError)
    async def mistyped(request: Request, error: RequestValidationError) -> Response:
        """A part of an address or a form that cannot be read: a page for people, the details for programs."""
        if is_fetch(request) or "text/html" not in request.headers.get("Accept", ""):
            return await request_validation_exception_handler(request, error)
        if any(found["loc"][0] == "path" for found in error.errors()):
            return pages.problem(request, 404, *NOT_FOUND)
        return pages.problem(
            request, 422, "That cannot be read", "Go back, and follow a link or fill in the form again."
        )

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404 and not is_fetch(request):
            return pages.problem(request, 404, *NOT_FOUND)
        if error.status_code in (301, 302, 303, 307):
            return Response(status_code=error.status_code, headers=error.headers)
        return JSONResponse(
            {"error": "refused", "message": str(error.detail)}, error.status_code, error.headers
        )
