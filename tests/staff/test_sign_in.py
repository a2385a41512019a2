"""Signing in and out in a browser, and what keeps strangers and other sites out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import starlette.responses
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from itsdangerous import URLSafeTimedSerializer

from database.engine import Database
from staff import sessions
from staff.accounts import TRIES, Accounts
from staff.models import Role, Staff
from tests.staff.conftest import PASSWORD

FETCH = {"Sec-Fetch-Mode": "cors", "Accept": "*/*"}


def token(page: Response) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def sign_in(browser: TestClient, password: str = PASSWORD, after: str = "", **fields: str) -> Response:
    page = browser.get("/staff/sign-in")
    form = {"csrf_token": token(page), "email": "aisha@marlbury.example", "password": password, "next": after}
    return browser.post("/staff/sign-in", data=form | fields)


def test_signing_in_opens_the_desk(browser: TestClient, aisha: Staff):
    answer = sign_in(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert browser.get("/desk").json()["name"] == "Aisha Rahman"


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(browser: TestClient, aisha: Staff):
    cookie = sign_in(browser).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=28800"} <= set(cookie.split("; "))
    assert "Secure" not in cookie  # this one is served over http


def test_over_https_the_cookie_is_secure(accounts: Accounts, aisha: Staff):
    page = starlette.responses.Response()
    sessions.Sessions(accounts, "key", secure=True).write(page, sessions.Session.new(aisha))
    assert "Secure" in page.headers["set-cookie"].split("; ")


def test_a_wrong_password_says_so_without_saying_which_was_wrong(browser: TestClient, aisha: Staff):
    wrong = sign_in(browser, "not the password")
    unknown = sign_in(browser, email="nobody@marlbury.example")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "The email address or password is not right" in wrong.text
    assert wrong.text.count("is not right") == unknown.text.count("is not right")
    assert 'value="aisha@marlbury.example"' in wrong.text
    assert "not the password" not in wrong.text
    assert browser.get("/desk").status_code == 303


def test_empty_fields_are_named(browser: TestClient):
    answer = sign_in(browser, "", email="")
    assert answer.status_code == 422
    assert '<a href="#email">Enter your email address</a>' in answer.text
    assert '<a href="#password">Enter your password</a>' in answer.text


def test_a_huge_form_is_refused_before_it_costs_anything(browser: TestClient, aisha: Staff):
    assert sign_in(browser, "x" * 20_000).status_code == 413


def test_what_was_typed_is_escaped(browser: TestClient):
    answer = sign_in(browser, email='"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text


def test_a_locked_account_says_how_long_to_wait(browser: TestClient, aisha: Staff, accounts: Accounts):
    for _ in range(TRIES):
        sign_in(browser, "not the password")
    answer = sign_in(browser)
    assert answer.status_code == 429
    assert "too many wrong passwords" in answer.text


def test_not_signed_in_a_page_goes_to_sign_in_and_comes_back(browser: TestClient, aisha: Staff):
    answer = browser.get("/desk?team=waste&note=a b")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/staff/sign-in?next=/desk%3Fteam%3Dwaste%26note%3Da%2520b"
    page = browser.get(answer.headers["location"])
    form = {"csrf_token": token(page), "email": aisha.email, "password": PASSWORD}
    form["next"] = re.search(r'name="next" value="([^"]*)"', page.text)[1].replace("&amp;", "&")  # type: ignore[index]
    assert browser.post("/staff/sign-in", data=form).headers["location"] == "/desk?team=waste&note=a%20b"


def test_not_signed_in_a_script_gets_401(browser: TestClient):
    answer = browser.get("/desk", headers=FETCH)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/staff/sign-in")
    assert browser.get("/desk", headers={"HX-Request": "true"}).status_code == 401


def test_the_wrong_role_is_told_so_in_plain_words(browser: TestClient, accounts: Accounts):
    accounts.create("ed@marlbury.example", "Ed Editor", Role.EDITOR, "waste", PASSWORD)
    sign_in(browser, email="ed@marlbury.example")
    answer = browser.get("/desk")
    assert answer.status_code == 403
    assert "Your account cannot open this page" in answer.text
    assert 'action="/staff/sign-out"' in answer.text  # not a dead end
    assert browser.get("/desk", headers=FETCH).json()["error"] == "role_refused"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/desk\r\nSet-Cookie: a=b",
        "//[",
    ],
)
def test_signing_in_never_leads_to_another_site(browser: TestClient, aisha: Staff, elsewhere: str):
    assert sign_in(browser, after=elsewhere).headers["location"] == "/desk"
    assert browser.get("/staff/sign-in", params={"next": elsewhere}).headers["location"] == "/desk"


def test_a_form_without_the_token_changes_nothing(browser: TestClient, aisha: Staff):
    sign_in(browser)
    for forged in ({}, {"csrf_token": ""}, {"csrf_token": "guessed"}, {"csrf_token": "ü"}):
        answer = browser.post("/desk/change", data=forged)
        assert answer.status_code == 403
        assert "This form has expired" in answer.text
    assert browser.post("/desk/change", headers=FETCH).json()["error"] == "form_expired"


def test_the_token_is_taken_from_a_field_or_from_a_header(browser: TestClient, aisha: Staff):
    sign_in(browser)
    mine = browser.get("/desk").json()["csrf_token"]
    assert browser.post("/desk/change", data={"csrf_token": mine}).json() == {"changed_by": "Aisha Rahman"}
    assert browser.post("/desk/change", headers={"X-CSRF-Token": mine}).status_code == 200


def test_another_session_s_token_is_worth_nothing(app: FastAPI, browser: TestClient, aisha: Staff):
    other = TestClient(app, headers={"Accept": "text/html"}, follow_redirects=False)
    for one in (browser, other):
        sign_in(one)
    theirs = other.get("/desk").json()["csrf_token"]
    assert browser.post("/desk/change", data={"csrf_token": theirs}).status_code == 403


def test_signing_in_needs_the_form_s_own_token(browser: TestClient, aisha: Staff):
    form = {"email": aisha.email, "password": PASSWORD, "csrf_token": "guessed"}
    assert browser.post("/staff/sign-in", data=form).status_code == 403


def test_signing_in_starts_a_session_nobody_could_have_planted(browser: TestClient, aisha: Staff):
    browser.get("/staff/sign-in")
    before = browser.cookies[sessions.COOKIE]
    planted = token(browser.get("/staff/sign-in"))
    sign_in(browser)
    assert browser.cookies[sessions.COOKIE] != before
    assert browser.get("/desk").json()["csrf_token"] != planted


def test_a_forged_cookie_opens_nothing(browser: TestClient, aisha: Staff):
    mine = vars(sessions.Session.new(aisha))
    salt, sha = "staff-session", sessions.SIGNER
    forged = [
        URLSafeTimedSerializer("another key", salt=salt, signer_kwargs=sha).dumps(mine),
        URLSafeTimedSerializer("a-secret-of-the-tests", salt="another use", signer_kwargs=sha).dumps(mine),
        "nonsense",
        "",
    ]
    for cookie in forged:
        browser.cookies.set(sessions.COOKIE, cookie)
        assert browser.get("/desk").status_code == 303, cookie


def test_a_changed_cookie_opens_nothing(browser: TestClient, aisha: Staff):
    sign_in(browser)
    payload, rest = browser.cookies[sessions.COOKIE].split(".", 1)
    swapped = payload[:-2] + ("A" if payload[-2] != "A" else "B") + payload[-1]
    browser.cookies.clear()
    browser.cookies.set(sessions.COOKIE, f"{swapped}.{rest}")
    assert browser.get("/desk").status_code == 303


def test_a_session_lasts_eight_hours(browser: TestClient, aisha: Staff, monkeypatch: pytest.MonkeyPatch):
    sign_in(browser)
    monkeypatch.setattr(sessions, "LASTS", timedelta(seconds=-1))
    assert browser.get("/desk").status_code == 303


def test_a_new_password_ends_the_sessions_under_the_old(
    browser: TestClient, aisha: Staff, accounts: Accounts
):
    sign_in(browser)
    accounts.set_password(aisha.id, "a new and longer password")
    assert browser.get("/desk").status_code == 303


def test_closing_an_account_ends_its_sessions(browser: TestClient, aisha: Staff, database: Database):
    sign_in(browser)
    with database.session() as session:
        session.get_one(Staff, aisha.id).active = False
    assert browser.get("/desk").status_code == 303


def test_after_signing_out_a_copy_of_the_cookie_opens_nothing(browser: TestClient, aisha: Staff):
    sign_in(browser)
    copy = browser.cookies[sessions.COOKIE]
    mine = browser.get("/desk").json()["csrf_token"]
    answer = browser.post("/staff/sign-out", data={"csrf_token": mine})
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in")
    assert sessions.COOKIE not in browser.cookies
    browser.cookies.set(sessions.COOKIE, copy)
    assert browser.get("/desk").status_code == 303


def test_signing_out_in_one_browser_leaves_the_other_signed_in(
    app: FastAPI, browser: TestClient, aisha: Staff
):
    other = TestClient(app, headers={"Accept": "text/html"}, follow_redirects=False)
    for one in (browser, other):
        sign_in(one)
    browser.post("/staff/sign-out", data={"csrf_token": browser.get("/desk").json()["csrf_token"]})
    assert other.get("/desk").status_code == 200


def test_another_site_cannot_sign_somebody_out(browser: TestClient, aisha: Staff):
    sign_in(browser)
    assert browser.post("/staff/sign-out").status_code == 403
    assert browser.get("/desk").status_code == 200


def test_a_guarded_form_sent_after_the_session_ran_out_leads_to_sign_in(browser: TestClient):
    answer = browser.post("/desk/change")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in")


def test_the_page_is_not_kept_and_holds_no_inline_script(browser: TestClient):
    page = browser.get("/staff/sign-in")
    assert page.headers["cache-control"] == "no-store"
    assert "<script>" not in page.text
    assert "style=" not in page.text
    assert "<title>Sign in" in page.text
