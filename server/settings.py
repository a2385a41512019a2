"""Every setting, read once from the environment. Demo values exist only in the demo setting."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
DEMO = "demo-only-"  # every demo secret begins so, and production refuses to start with one


class SettingsError(ValueError):
    """The environment is not fit to start with; the message says which variable and why."""


class Settings(BaseSettings):
    """Read from variables that begin with FRONTDOOR_, such as FRONTDOOR_DATABASE_URL."""

    model_config = SettingsConfigDict(env_prefix="FRONTDOOR_", env_file=None, frozen=True)

    mode: Literal["demo", "production"] = Field("demo", description="demo makes accounts and secrets itself")

    pretend_now: AwareDatetime | None = Field(
        None, description="Demo only: the clock starts at this moment, with its zone, and runs on from there"
    )

    database_url: str = Field(
        f"sqlite:///{ROOT}/var/frontdoor.db",
        description="SQLAlchemy URL; PostgreSQL is postgresql+psycopg://...",
    )
    redis_url: str | None = Field(None, description="Set when several web processes run")
    content_folder: Path = Field(
        ROOT, description="The git checkout whose council/, data/, domain/ and kb/ are live"
    )
    state_folder: Path = Field(
        ROOT / "var", description="Where the processes find which content is live, on this machine's own disk"
    )
    drafts_folder: Path = Field(
        ROOT / "var" / "drafts",
        description="Where the work trees of editors' drafts are, on this machine's own disk",
    )
    inbox_days: int = Field(
        90,
        ge=1,
        description="How long the studio keeps masked messages the assistant did not understand well",
    )
    encoder_folder: Annotated[Path | None, BeforeValidator(lambda value: value or None)] = Field(
        ROOT / ".cache" / "encoder",
        description="The sentence encoder, for search; empty: search by keywords alone",
    )

    web_host: str = Field("127.0.0.1", description="Address the web application listens on")
    web_port: int = Field(8000, description="Port of the web application")
    public_url: str | None = Field(
        None, description="The https address the world (and Twilio) sees; signatures are checked against it"
    )
    widget_origins: str = Field(
        "", description="Sites that may show the chat widget, with commas: https://www.marlbury.example"
    )
    rasa_port: int = Field(5005, description="Rasa's loopback port")
    more_rasa_urls: str = Field(
        "", description="Further Rasa processes, with commas, which are told of a new model too"
    )
    rasa_token: str = Field(DEMO + "rasa-token", description="Secret between us and Rasa")
    rasa_tracker_database: str = Field(
        f"{ROOT}/var/rasa.db", description="File of Rasa's own tracker store (SQLite)"
    )
    actions_port: int = Field(5055, description="The action server's loopback port")
    chat_seconds: float = Field(5.0, gt=0, description="How long a chat turn waits for Rasa")
    phone_seconds: float = Field(8.0, gt=0, description="How long a phone turn waits for Rasa")

    secret_key: str = Field(DEMO + "secret-key-not-for-production", description="Signs sessions, seals PINs")
    staff_email: str = Field(
        "administrator@council.example", description="The first administrator signs in so"
    )
    staff_password: str | None = Field(None, description="Makes the first administrator, production only")

    rehearsal: bool = Field(
        False,
        description="Whether this is a rehearsal of the studio's, which tells whoever has rasa_token why it answered "
        "as it did; the studio sets it, in the demo mode only",
    )

    twilio_account_sid: str = Field("AC" + "0" * 32, description="The Twilio account calls come from")
    twilio_auth_token: str = Field(DEMO + "twilio-token", description="Primary auth token; signs webhooks")
    twilio_number: str = Field("+441632960001", description="The number people ring, E.164")
    taskrouter_workflow: str | None = Field(
        None,
        pattern="^WW[0-9a-f]{32}$",
        description="SID of a Twilio TaskRouter workflow, which then chooses the adviser; unset: we ring the teams",
    )
    voice_route: Literal["gather", "relay"] = Field(
        "gather",
        description="gather: a webhook for each turn; relay: Twilio's ConversationRelay over a WebSocket, "
        "whose AI terms the account must have accepted",
    )
    twilio_api_url: str | None = Field(
        None, description="Twilio's REST API; unset: api.twilio.com, and in the demo our own simulator"
    )
    record_calls: bool = Field(
        False, description="Record what caller and adviser say; then callers are told so before anything else"
    )
    recording_days: int = Field(
        90, ge=1, le=3650, description="Days after which recordings, and messages left, are deleted at Twilio"
    )
    ring_call_backs: bool = Field(
        True, description="Make call-backs by ourselves, where there is a telephone; no: advisers dial"
    )
    voice: str = Field("Polly.Amy-Neural", description="Twilio voice for everything spoken")
    speech_model: str = Field("googlev2_telephony", description="Twilio speech model, one that knows en-GB")

    library_host: str = Field("127.0.0.1", description="SIP2 server of the library system")
    library_port: int = Field(6001, description="Its port")
    library_login: str = Field("frontdoor", description="SIP2 login name")
    library_password: str = Field(DEMO + "library", description="SIP2 login password")
    library_seconds: float = Field(
        4.0, gt=0, description="How long the library may take; below the chat limit"
    )
    library_institution: str = Field("marlbury", description="SIP2 institution id")

    @property
    def council_folder(self) -> Path:
        """What this council sets."""
        return self.content_folder / "council"

    @property
    def articles_folder(self) -> Path:
        return self.content_folder / "kb" / "articles"

    @property
    def demo(self) -> bool:
        return self.mode == "demo"

    @property
    def web_url(self) -> str:
        # 0.0.0.0 is for listening on, not for calling.
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.web_host, self.web_host)  # noqa: S104
        return f"http://{host}:{self.web_port}"

    @property
    def public_base(self) -> str:
        """Scheme and host without a final slash."""
        return (self.public_url or self.web_url).rstrip("/")

    @property
    def twilio_api(self) -> str:
        """Where the telephone network is asked, without a final slash."""
        ours = f"{self.web_url}/phone/twilio" if self.demo else "https://api.twilio.com"
        return (self.twilio_api_url or ours).rstrip("/")

    @property
    def plays_network(self) -> bool:
        """Whether the telephone network is our own simulator, and whoever tries it plays everybody on it."""
        return self.demo and self.twilio_api_url is None

    @property
    def widget_sites(self) -> list[str]:
        return [site.strip() for site in self.widget_origins.split(",") if site.strip()]

    @property
    def rasa_url(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def rasa_urls(self) -> list[str]:
        """Every Rasa process, the first ours."""
        more = (url.strip().rstrip("/") for url in self.more_rasa_urls.split(","))
        return [self.rasa_url, *filter(None, more)]

    @property
    def actions_url(self) -> str:
        return f"http://127.0.0.1:{self.actions_port}"

    @model_validator(mode="after")
    def _production_has_its_own_secrets(self) -> Self:
        if self.demo:
            return self
        if self.rehearsal:
            raise ValueError("FRONTDOOR_REHEARSAL is set by the studio alone: unset it")
        secrets = ("rasa_token", "secret_key", "twilio_auth_token", "library_password")
        demo = [f"FRONTDOOR_{name.upper()}" for name in secrets if getattr(self, name).startswith(DEMO)]
        if demo:
            raise ValueError(f"production needs secrets of its own: set {', '.join(demo)}")
        if self.pretend_now:
            raise ValueError(
                "FRONTDOOR_PRETEND_NOW is for the demo: promises made by a wrong clock are broken"
            )
        if not (self.public_url or "").startswith("https://"):
            raise ValueError("production needs FRONTDOOR_PUBLIC_URL, an https:// address")
        if not self.twilio_api.startswith("https://"):
            raise ValueError(
                "production needs https:// in FRONTDOOR_TWILIO_API_URL: the auth token is sent there"
            )
        if self.twilio_account_sid == "AC" + "0" * 32:
            raise ValueError("production needs FRONTDOOR_TWILIO_ACCOUNT_SID")
        return self


@cache
def settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a variable is missing or wrong; the message names each.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            ": ".join([*(f"FRONTDOOR_{part}".upper() for part in map(str, issue["loc"])), issue["msg"]])
            for issue in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from None
