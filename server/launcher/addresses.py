"""Where everything is once it runs, and how to sign in to the demo."""

from __future__ import annotations

from rich.table import Table

from server.launcher.suggestion import sentence
from server.settings import Settings
from staff.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD

PAGES = (
    ("Chat", "/chat"),
    ("Advisers' desk", "/desk"),
    ("Studio: teach, test, release", "/studio"),
    ("Phone line: live calls, faults", "/desk/phone-line"),
    ("Outbox: texts and e-mails", "/desk/outbox"),
    ("Accounts", "/staff/accounts"),
    ("API documentation", "/docs"),
)
DEMO_PAGES = (("Phone simulator", "/phone"),)  # it signs calls as Twilio would, for whoever opens it


def table(settings: Settings, url: str) -> Table:
    """Two columns, what and where; sign-ins only in the demo setting."""
    rows = Table.grid(padding=(0, 3))
    for what, path in (*PAGES, *(DEMO_PAGES if settings.demo else ())):
        rows.add_row(f"  {what}", f"{url}{path}")
    if settings.demo:
        for account in DEMO_ACCOUNTS:
            rows.add_row(f"  Sign in as {account.role.value}", f"{account.email}   {DEMO_PASSWORD}")
        if words := sentence(settings):
            rows.add_row("  Try in the chat", words)
    return rows
