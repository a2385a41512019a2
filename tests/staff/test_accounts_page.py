"""Administrators open and close accounts and give roles; everybody changes their own password."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from staff.accounts import Accounts
from staff.models import Role, Staff
from tests.staff.conftest import PASSWORD
from tests.staff.test_sign_in import sign_in

NEW = {"name": "Noor Khan", "email": "Noor@marlbury.example", "role": "editor", "team": "waste"}


@pytest.fixture
def morgan(accounts: Accounts) -> Staff:
    return accounts.create("morgan@marlbury.example", "Morgan Ellis", Role.ADMINISTRATOR, "waste", PASSWORD)


@pytest.fixture
def administrator(browser: TestClient, morgan: Staff) -> TestClient:
    sign_in(browser, email=morgan.email)
    return browser


def token(browser: TestClient, page: str = "/staff/password") -> dict[str, str]:
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page).text)
    assert found
    return {"csrf_token": found[1]}


def send(browser: TestClient, path: str, **fields: str) -> str:
    return browser.post(path, data=token(browser) | fields).text


def test_an_administrator_opens_an_account_whose_first_password_is_shown_once(
    administrator: TestClient, accounts: Accounts
):
    page = send(administrator, "/staff/accounts", **NEW)
    password = re.search(r'account__secret">([^<]+)<', page)
    assert password
    account = accounts.check("noor@marlbury.example", password[1])
    assert (account.name, account.role, account.team) == ("Noor Khan", "editor", "waste")
    assert password[1] not in administrator.get("/staff/accounts").text


@pytest.mark.parametrize(
    ("field", "given", "says"),
    [
        ("name", " ", "Enter their name"),
        ("name", "x" * 101, "100 ordinary characters or fewer"),
        ("email", "noor", "Enter an email address, like name@council.gov.uk"),
        ("role", "wizard", "Select what they do"),
        ("team", "", "Select their team"),
        ("email", "morgan@marlbury.example", "There is already an account with this email address"),
    ],
)
def test_a_field_that_does_not_do_is_named_and_the_rest_is_kept(
    administrator: TestClient, accounts: Accounts, field: str, given: str, says: str
):
    page = send(administrator, "/staff/accounts", **{**NEW, field: given})
    assert says in page
    assert (field == "name") or 'value="Noor Khan"' in page
    assert len(accounts.all()) == 1


def test_a_role_counts_from_the_next_click(administrator: TestClient, accounts: Accounts, aisha: Staff):
    page = send(administrator, f"/staff/accounts/{aisha.id}", role="approver", team="waste")
    assert "Saved" in page
    assert (accounts.get(aisha.id).role, accounts.get(aisha.id).team) == ("approver", "waste")


def test_a_closed_account_cannot_come_in(administrator: TestClient, accounts: Accounts, aisha: Staff):
    send(administrator, f"/staff/accounts/{aisha.id}", role="adviser", team="waste", closed="yes")
    assert not accounts.get(aisha.id).active


@pytest.mark.parametrize("change", [{"role": "editor"}, {"role": "administrator", "closed": "yes"}])
def test_the_last_administrator_stays(
    administrator: TestClient, accounts: Accounts, morgan: Staff, change: dict[str, str]
):
    page = send(administrator, f"/staff/accounts/{morgan.id}", team="waste", **change)
    assert "only open administrator account" in page
    assert (accounts.get(morgan.id).role, accounts.get(morgan.id).active) == ("administrator", True)


def test_a_forgotten_password_is_replaced_by_one_shown_once(
    administrator: TestClient, accounts: Accounts, aisha: Staff
):
    page = send(administrator, f"/staff/accounts/{aisha.id}/password")
    password = re.search(r'account__secret">([^<]+)<', page)
    assert password
    assert accounts.check(aisha.email, password[1]).id == aisha.id


def test_an_account_nobody_has_is_a_page_and_no_error(administrator: TestClient):
    for answer in (
        administrator.get("/staff/accounts/999"),
        administrator.post("/staff/accounts/999/password", data=token(administrator)),
        administrator.post(
            "/staff/accounts/999", data=token(administrator) | {"role": "editor", "team": "waste"}
        ),
    ):
        assert answer.status_code == 404


def test_accounts_are_for_administrators(browser: TestClient, aisha: Staff):
    sign_in(browser, email=aisha.email)
    assert browser.get("/staff/accounts").status_code == 403
    assert browser.post("/staff/accounts", data=token(browser) | NEW).status_code == 403


def test_a_new_password_keeps_this_session_and_ends_the_others(
    browser: TestClient, accounts: Accounts, aisha: Staff
):
    sign_in(browser, email=aisha.email)
    old_cookie = browser.cookies["frontdoor_staff"]
    fields = {"present": PASSWORD, "new": "three unusual words"}
    assert browser.post("/staff/password", data=token(browser) | fields).status_code == 303
    assert browser.get("/staff/password/changed").status_code == 200
    assert accounts.check(aisha.email, "three unusual words").id == aisha.id
    browser.cookies.clear()
    browser.cookies.set("frontdoor_staff", old_cookie)
    assert browser.get("/staff/password").status_code == 303


@pytest.mark.parametrize(
    ("present", "new", "says"),
    [
        ("wrong", "three unusual words", "This is not your present password"),
        (PASSWORD, "short", "must have 12 to 256 characters"),
    ],
)
def test_a_password_is_changed_only_by_whoever_knows_it(
    browser: TestClient, accounts: Accounts, aisha: Staff, present: str, new: str, says: str
):
    sign_in(browser, email=aisha.email)
    assert says in send(browser, "/staff/password", present=present, new=new)
    assert accounts.check(aisha.email, PASSWORD).id == aisha.id
