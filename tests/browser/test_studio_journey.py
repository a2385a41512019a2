"""What an editor does all day, from a resident's message nobody understood to the answer the next one gets, and back.

Everything runs: the assistant, its worker, the web application; on a content repository of the test's own. The tests
stand in the order of the story and share one training.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from server import training
from server.launcher.stack import Stack
from staff.accounts import DEMO_PASSWORD
from studio.workshop.messages import DANGER, HELD_OUT
from tests.browser.conftest import axe, picture
from tests.live.conftest import settings_of
from tests.studio.parts import content_repository, git

pytestmark = [pytest.mark.browser, pytest.mark.stack]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
PATIENT = 60_000  # milliseconds; the machine may be busy
TRAINED_WITHIN = (
    1_800_000  # milliseconds; two cores need some two minutes, and other tests run beside this one
)
LIVE_WITHIN_SECONDS = 300.0  # the page promises a minute, on a machine that has nothing else to do

# Of nothing the council taught its assistant; with a name and an address that no editor may see.
SAID = "how do i get an allotment? Sandra Lee, 14 Mill Lane"
ANSWER = "A plot costs £60 a year"
PHRASES = """
is there a waiting list for a council plot to grow veg
i would like to put my name down for an allotment
what does an allotment cost a year
where can i grow my own vegetables, have you got any plots
my allotment neighbour gave hers up, can i have it
need a bit of ground to grow spuds on
giving up my allotment, who do i tell
how long till i get to the top of the allotment list
can i keep hens on my allotment"""
KEPT = "have you got an allotment i could rent"  # for testing; nobody teaches it
TWICE = "can the crew come back for my bin"
NOWHERE = "/articles/nope/nope"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("journey")
    content = with_fewer_messages(content_repository(folder / "content"))
    with Stack(settings_of(folder, content), logs=folder / "log") as running:
        yield running
    training.keep_models((), content)


def with_fewer_messages(content: Path) -> Path:
    """Each third message kept for testing: reading them is most of a comparison, as real with three hundred."""
    for path in (content / HELD_OUT, content / DANGER):
        first, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join([first, *rows[::3]]), encoding="utf-8")
    git(content, "commit", "--quiet", "--all", "--message=Fewer messages kept for testing")
    return content


class Browsers:
    """Everybody in a browser of their own, in which nothing may fail."""

    def __init__(self, chromium: Browser, house: Stack) -> None:
        self._chromium, self._house = chromium, house
        self._open: list[BrowserContext] = []
        self._staff: dict[str, Page] = {}
        self.complaints: list[str] = []

    def resident(self) -> Page:
        page = self._tab()
        page.goto("/chat")
        expect(page.get_by_role("log")).to_contain_text("help", timeout=PATIENT)
        return page

    def staff(self, name: str) -> Page:
        if name not in self._staff:
            page = self._tab()
            page.goto("/staff/sign-in?next=/studio")
            page.get_by_label("Email address").fill(f"{name}@marlbury.example")
            page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()
            self._staff[name] = page
        return self._staff[name]

    def close(self) -> None:
        for context in self._open:
            context.close()

    def _tab(self) -> Page:
        context = self._chromium.new_context(viewport=WIDE, base_url=self._house.url, locale="en-GB")
        context.set_default_timeout(PATIENT)
        self._open.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page


@pytest.fixture(scope="module")
def people(chromium: Browser, house: Stack) -> Iterator[Browsers]:
    browsers = Browsers(chromium, house)
    yield browsers
    browsers.close()
    assert browsers.complaints == []


def look(page: Page, shot: str) -> None:
    """Pictures for a person; nothing axe minds, and nothing to scroll sideways on a narrow screen."""
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert axe(page) == []
        picture(page, f"{shot}-{size['width']}")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size(WIDE)


def says(page: Page, words: str) -> str:
    """What the assistant answers to a resident's first message."""
    log = page.get_by_role("log")
    told = log.get_by_role("listitem").filter(has_text="assistant said")
    before = told.count()
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(told.nth(before)).to_be_visible(timeout=PATIENT)
    return log.inner_text()


def seconds_until(people: Browsers, *, understood: bool) -> float:
    """How long until a resident who begins now is answered, or is not."""
    began = time.monotonic()
    while time.monotonic() - began < LIVE_WITHIN_SECONDS:
        page = people.resident()
        answer = says(page, SAID)
        page.context.close()
        if (ANSWER in answer) == understood:
            return time.monotonic() - began
    raise AssertionError(f"after {LIVE_WITHIN_SECONDS:g} s a resident still hears: {answer}")


def test_a_message_nobody_understood_is_in_the_inbox_without_name_and_address(people: Browsers) -> None:
    assert ANSWER not in says(people.resident(), SAID)
    emma = people.staff("emma")
    deadline = time.monotonic() + PATIENT / 1000
    while not emma.get_by_role("link", name="allotment").count() and time.monotonic() < deadline:
        time.sleep(1)
        emma.reload()
    look(emma, "today")
    emma.get_by_role("link", name="Go through the inbox").click()
    for words in ("how do i get an allotment?", "a name", "an address"):
        expect(emma.locator("#groups")).to_contain_text(words)
    expect(emma.locator("body")).not_to_contain_text("Sandra")
    expect(emma.locator("body")).not_to_contain_text("Mill Lane")
    look(emma, "inbox")


def test_of_two_who_decide_about_the_same_messages_the_second_is_told_who_was_first(people: Browsers) -> None:
    emma, morgan = people.staff("emma"), people.staff("morgan")
    emma.get_by_role("link", name="allotment").click()
    expect(emma.locator("#heard")).to_contain_text("Live now:")
    look(emma, "group")
    morgan.goto(emma.url)
    emma.get_by_role("button", name="New enquiry").click()
    expect(emma.get_by_role("alert")).to_contain_text("1 message taken for a new enquiry")
    morgan.get_by_role("button", name="Nothing we do").click()
    expect(morgan.get_by_role("alert")).to_contain_text("Emma Whitlock has decided")
    look(morgan, "second")


def test_a_new_enquiry_is_written_with_what_residents_said_and_its_draft_says_what_changes(
    people: Browsers,
) -> None:
    emma = people.staff("emma")
    emma.get_by_role("button", name="Write the new enquiry").click()
    expect(emma.get_by_label("Phrases")).to_have_value(re.compile("^how do i get an allotment"))
    brought = emma.get_by_label("Phrases").input_value()
    assert "Sandra" not in brought
    emma.get_by_label("Phrases").fill(brought + PHRASES)
    expect(emma.locator("#typed-warnings")).to_contain_text("10 phrases")
    emma.get_by_label("More ways to say it").fill(KEPT)
    expect(emma.locator("#typed-test-warnings")).to_contain_text("1 test message, nothing to look at")
    emma.get_by_label("Title", exact=True).fill("Rent an allotment")
    emma.get_by_label("Spoken name").fill("renting an allotment")
    emma.get_by_label("Service").select_option("leisure")
    emma.get_by_label("No, write it now").check()
    emma.get_by_label("Summary").fill(
        f"You can rent an allotment from us. {ANSWER}, and there is a waiting list."
    )
    emma.get_by_label("Spoken answer").fill(
        "You can rent an allotment from us. It costs sixty pounds a year."
    )
    emma.get_by_role("textbox", name="Whole answer").fill(
        "## How\n\nPut your name down, and we write to you."
    )
    emma.get_by_label("Source").fill("Allotment policy 2026, section 1")
    look(emma, "new-enquiry")
    emma.get_by_role("button", name="Teach it").click()
    expect(emma.get_by_role("alert")).to_contain_text("New enquiry: Rent an allotment, with 10 phrases")
    look(emma, "enquiry")
    emma.get_by_label("Draft").get_by_role("link", name="Emma Whitlock").click()
    changes = emma.get_by_role("region", name="What it changes")
    for sentence in (
        "Enquiry new: Rent an allotment",
        "10 phrases added to Rent an allotment",
        "Article new",
    ):
        expect(changes).to_contain_text(sentence)
    look(emma, "draft")


def test_the_draft_is_trained_beside_the_live_assistant_and_compared_with_it(
    people: Browsers, capsys: pytest.CaptureFixture[str]
) -> None:
    emma = people.staff("emma")
    emma.get_by_role("link", name="Hold it against the rules, and release it").click()
    expect(emma.get_by_text("The draft cannot go live yet.")).to_be_visible()
    look(emma, "gate-untrained")
    emma.get_by_role("link", name=re.compile("Train and compare.*Compared with live")).click()
    began, load = time.monotonic(), os.getloadavg()[0]
    emma.get_by_role("button", name="Train and compare").click()
    # Not before the machine has shown how quick it is, if it never trained.
    left = emma.get_by_text(re.compile(r"\d+%, about \d+ (seconds|minutes) left"))
    expect(left).to_be_visible(timeout=TRAINED_WITHIN)
    look(emma, "training")
    assert ANSWER not in says(people.resident(), SAID), "nobody meets it before it is released"
    over = emma.get_by_role("link", name="See how the draft compares").or_(emma.get_by_role("alert"))
    expect(over).to_be_visible(timeout=TRAINED_WITHIN)
    expect(over).to_have_text("See how the draft compares with the live assistant")
    with capsys.disabled():
        print(f"\nTrained and compared in {time.monotonic() - began:.0f} s; load before {load:.1f}")
    look(emma, "trained")
    emma.get_by_role("link", name="See how the draft compares").click()
    expect(emma.get_by_role("heading", name="Comparison with the live assistant")).to_be_visible()
    for part in ("Test messages as typed", "Test messages as spoken", "Cross-validation", "Danger"):
        expect(emma.get_by_role("row", name=re.compile(f"^{part}")).first).to_be_visible()
    all_led_to = re.compile(r"Of (\d+) enquiries, each asked for in one message, \1 are led to")
    expect(emma.get_by_role("main")).to_contain_text(all_led_to)
    expect(emma.get_by_role("main")).not_to_contain_text("Nothing measures")
    look(emma, "comparison")


def test_what_is_tried_is_answered_by_the_draft_alone_and_told_why(people: Browsers) -> None:
    emma = people.staff("emma")
    compared = emma.url
    emma.get_by_role("link", name="Try it").click()
    emma.get_by_role("button", name="Start live and draft").click()
    emma.get_by_role("button", name="New chat").click(timeout=TRAINED_WITHIN)
    words = emma.get_by_label("What the resident says")
    words.fill(SAID)
    words.press("Enter")
    exchange = emma.locator(".trying-exchange").last
    expect(exchange).to_contain_text("Different answer")
    live, draft = exchange.locator(".studio-pair > div").all()
    expect(live).not_to_contain_text(ANSWER)
    for told in (ANSWER, "Rent an allotment", "council/services/leisure.yml", "how do i get an allotment"):
        expect(draft).to_contain_text(told)
    look(emma, "tried")
    emma.get_by_role("button", name="New call").click()
    emma.get_by_label("What the caller says").fill("my bin was missed")
    emma.get_by_label("How sure the recogniser is").fill("40")
    emma.keyboard.press("Enter")
    expect(emma.locator(".trying-exchange").last.get_by_text("the recogniser was not sure")).to_have_count(2)
    emma.get_by_role("link", name="Play a conversation from the tests").click()
    emma.get_by_label("Conversation", exact=True).select_option("too_late")
    emma.get_by_role("button", name="Play it on both").click()
    expect(emma.get_by_role("main")).to_contain_text(re.compile(r"No of \d+ answers differ"))
    expect(emma.get_by_text("Expected, and not there")).to_have_count(0)
    emma.get_by_role("button", name="Stop").click()
    expect(emma.get_by_role("button", name="Start live and draft")).to_be_visible(timeout=TRAINED_WITHIN)
    emma.goto(compared)


def test_the_editor_cannot_approve_and_the_approver_releases_what_is_live_within_a_minute(
    people: Browsers, capsys: pytest.CaptureFixture[str]
) -> None:
    emma, ravi = people.staff("emma"), people.staff("ravi")
    emma.get_by_role("link", name="Hold the draft against the rules").click()
    expect(emma.get_by_text("Only the approval is missing.")).to_be_visible()
    expect(emma.get_by_text("Approvers can approve and release it.")).to_be_visible()
    expect(emma.get_by_role("button", name="Approve")).to_have_count(0)
    look(emma, "gate-editor")
    ravi.goto(emma.url)
    ravi.get_by_label("Note").fill("Read every phrase")
    look(ravi, "gate-approver")
    ravi.get_by_role("button", name="Approve").click()
    expect(ravi.get_by_text("The draft passes every rule.")).to_be_visible()
    ravi.get_by_label("Why").fill("Residents ask for it")
    look(ravi, "gate-approved")
    ravi.get_by_role("button", name="Release now").click()
    took = seconds_until(people, understood=True)
    expect(ravi.get_by_text("Went live")).to_be_visible()
    look(ravi, "released")
    with capsys.disabled():
        print(f"\nA resident is answered {took:.1f} s after the release")


def test_what_is_taken_back_is_not_understood_again(
    people: Browsers, capsys: pytest.CaptureFixture[str]
) -> None:
    ravi = people.staff("ravi")
    ravi.get_by_role("link", name="Take this release back").click()
    ravi.get_by_label("Why").fill("The price is wrong")
    look(ravi, "take-back")
    ravi.get_by_role("button", name="Take it back").click()
    took = seconds_until(people, understood=False)
    expect(ravi.get_by_text("Went live")).to_be_visible()
    ravi.goto("/studio/releases")
    expect(ravi.get_by_role("main")).to_contain_text("The price is wrong")
    look(ravi, "releases")
    with capsys.disabled():
        print(f"\nAnd is not {took:.1f} s after that was taken back")


def test_two_editors_of_one_draft_keep_each_others_work_and_choose_where_it_is_the_same_words(
    people: Browsers,
) -> None:
    emma, morgan = people.staff("emma"), people.staff("morgan")
    emma.goto("/studio/drafts/new")
    emma.get_by_label("What is it about?").fill("Bins")
    emma.get_by_role("button", name="Start draft").click()
    morgan.goto(emma.url)
    morgan.get_by_role("button", name="Work on this draft").click()
    for page in (emma, morgan):
        page.goto("/studio/enquiries/report_missed_bin")
    for page, phrase in ((emma, "the lorry has gone straight past ours"), (morgan, TWICE)):
        page.get_by_label("Add phrases").fill(phrase)
        page.get_by_role("button", name="Add phrases").click()
        expect(page.get_by_role("alert")).to_contain_text("1 phrase added to Report a missed bin")
    expect(morgan.get_by_role("checkbox", name="the lorry has gone straight past ours")).to_be_visible()
    for page in (emma, morgan):
        page.goto("/studio/articles/waste/missed-bins")
    for page, source in ((emma, "Waste policy 2027"), (morgan, "Waste policy 2028")):
        page.get_by_label("Source").fill(source)
        page.get_by_role("button", name="Save the article").click()
        if page is emma:
            expect(page.get_by_role("alert")).to_contain_text("Article")
    expect(morgan.get_by_role("main")).to_contain_text("Waste policy 2027")
    expect(morgan.get_by_role("main")).to_contain_text("Waste policy 2028")
    look(morgan, "choice")


def test_a_phrase_under_two_enquiries_is_stopped_when_it_is_added_and_a_broken_link_by_the_gate(
    people: Browsers,
) -> None:
    emma = people.staff("emma")
    emma.goto("/studio/enquiries/query_bin_collection_day")
    emma.get_by_label("Add phrases").fill(TWICE)
    expect(emma.locator("#typed-warnings")).to_contain_text("Report a missed bin")
    look(emma, "typing-twice")
    emma.get_by_role("button", name="Add phrases").click()
    expect(emma.get_by_role("heading", name="Before this is saved")).to_be_visible()
    emma.get_by_label("Leave it with Report a missed bin").check()
    emma.get_by_role("button", name="Save").click()
    expect(emma.get_by_role("heading", name="Find out your bin day")).to_be_visible()
    emma.goto("/studio/articles/waste/missed-bins")
    whole = emma.get_by_role("textbox", name="Whole answer")
    whole.fill(f"{whole.input_value()}\n\nSee [the tip]({NOWHERE}).\n")
    emma.get_by_role("button", name="Save the article").click()
    expect(emma.get_by_role("alert")).to_contain_text("Article")
    emma.get_by_label("Draft").get_by_role("link", name="Bins").click()
    emma.get_by_role("link", name="Hold it against the rules, and release it").click()
    expect(emma.get_by_text("The draft cannot go live yet.")).to_be_visible()
    rule = emma.locator(".govuk-summary-list__row").filter(has_text="No mistakes in the files")
    expect(rule).to_contain_text("Not passed")
    expect(rule).to_contain_text(NOWHERE)
    look(emma, "gate-mistake")
    ravi = people.staff("ravi")
    ravi.goto(emma.url)
    expect(ravi.get_by_text("It can be approved once the other rules are passed.")).to_be_visible()
    expect(ravi.get_by_role("button", name="Approve")).to_have_count(0)
    expect(ravi.get_by_role("button", name="Release now")).to_have_count(0)
