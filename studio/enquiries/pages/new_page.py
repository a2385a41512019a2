"""A new enquiry in five minutes: what it is, ten phrases and an answer, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from checks.phrases import plain
from checks.plain_english import unspeakable
from council.hours import LONDON
from staff.sessions import SignedIn
from studio import known
from studio.articles.filled import FilledArticle
from studio.articles.reading import read
from studio.enquiries.asked_first import asked_first, without_left
from studio.enquiries.filled import FilledEnquiry
from studio.enquiries.names import name_of, slug_of, slugs
from studio.enquiries.pages.asking import ask, wants_change
from studio.enquiries.pages.details_page import choices
from studio.enquiries.pages.intent_page import not_found
from studio.enquiries.pages.phrase_forms import tests_warnings_page, warnings_page
from studio.files.content import Content
from studio.files.edits.articles import SaveArticle
from studio.files.edits.base import Edit, spot
from studio.files.edits.enquiries import NewEnquiry
from studio.files.edits.intents import SplitIntent
from studio.room import Room
from studio.sent import Sent, SentForm
from studio.working import Working, answer

WANTED = 10  # phrases to begin with; `checks` asks for more before it goes live
EXISTING, NEW = "existing", "new"  # the article that answers
REVIEW_YEARS = 1  # when a new answer is to be read again, unless the editor says otherwise


@dataclass(frozen=True)
class FilledPage:
    """The whole page as typed. `answers_by` is EXISTING, NEW or nothing yet; `source` the intent that is split."""

    enquiry: FilledEnquiry = field(default_factory=FilledEnquiry)
    service: str = ""
    phrases: tuple[str, ...] = ()
    answers_by: str = ""
    article: FilledArticle = field(default_factory=FilledArticle)
    source: str = ""
    test_messages: tuple[str, ...] = ()

    @classmethod
    def sent(cls, form: SentForm) -> FilledPage:
        return cls(
            FilledEnquiry.sent(form),
            form.words("service"),
            tuple(form.lines("phrases")),
            form.words("answers_by"),
            FilledArticle.sent(form.under("article-")),
            form.words("source"),
            tuple(form.lines("test_messages")),
        )

    def tidied(self, owner: str) -> FilledPage:
        """What the editor need not say twice: the article's title and owner, and one answer of the two."""
        article = replace(
            self.article, title=self.article.title or self.enquiry.title, owner=self.article.owner or owner
        )
        enquiry = self.enquiry if self.answers_by == EXISTING else replace(self.enquiry, article="")
        return replace(self, article=article, enquiry=enquiry)

    def errors(self, content: Content, name: str) -> dict[str, str]:
        """A message for each field that needs mending, in the order of the page."""
        offered = choices(content)
        errors = self.enquiry.errors(offered["articles"], offered["promises"], leads=self.answers_by == NEW)
        errors = {where: errors[where] for where in errors if where != "article"}
        if self.enquiry.title and not name:
            errors["title"] = "Use some letters in the title"
        if self.service not in known.services(content.root):
            errors["service"] = "Select the service it belongs to"
        if len(self.phrases) < WANTED and not self.source:
            needed = WANTED - len(self.phrases)
            errors["phrases"] = (
                f"Enter {WANTED} phrases: {needed} more {'is' if needed == 1 else 'are'} needed"
            )
        elif not self.phrases:
            errors["phrases"] = "Enter the phrases it takes over"
        if self.answers_by not in (EXISTING, NEW):
            errors["answers_by"] = "Select whether the answer is there already"
        elif self.answers_by == EXISTING and self.enquiry.article not in offered["articles"]:
            errors["article"] = "Select the article that answers it"
        elif self.answers_by == NEW:
            wrong = self.article.errors(known.teams(content.root))
            if not wrong and (cannot := unspeakable(self.article.spoken)):  # no preview here would say so
                wrong["spoken"] = f"{cannot} cannot be said aloud: write how the phone says it"
            errors |= {f"article-{where}": message for where, message in wrong.items()}
            if not slug_of(self.article.title, ()):
                errors["article-title"] = "Use some letters in the title"
        taught = {plain(phrase) for phrase in self.phrases}
        if both := next((message for message in self.test_messages if plain(message) in taught), None):
            # Before anything is asked about the phrases: an editor would answer all of it for nothing.
            errors["test_messages"] = (
                f"{spot(both)} is one of the phrases. What the assistant was taught cannot measure it"
            )
        return errors

    def edit(self, content: Content, name: str, moved: tuple[str, ...] = ()) -> Edit:
        """One edit of all of it. Asked for only when there are no errors.

        Args:
            moved: phrases that other enquiries have, and which belong here.
        """
        enquiry, new_article = self.enquiry, None
        if self.answers_by == NEW:
            slug = slug_of(self.article.title, slugs(content, self.service))
            new_article = SaveArticle(f"{self.service}/{slug}", self.article.front(), self.article.body)
        own = set(content.phrases(self.source)) if self.source else set()
        new = NewEnquiry(
            service=self.service,
            name=name,
            title=enquiry.title,
            spoken=enquiry.spoken,
            demand=enquiry.demand,
            phrases=tuple(phrase for phrase in self.phrases if phrase not in own),
            article=enquiry.article or None,
            new_article=new_article,
            hints=enquiry.hint_list,
            test_messages=self.test_messages,
            moved=moved,
        )
        taken_over = tuple(phrase for phrase in self.phrases if phrase in own)
        return SplitIntent(self.source, new, taken_over) if taken_over else new


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    def page(
        request: Request,
        me: SignedIn,
        filled: FilledPage,
        errors: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        working = Working.of(room, me)
        content = working.content
        if filled.source and content.intent(filled.source) is None:
            return not_found(request, room, me, filled.source)
        return room.page(
            request,
            "enquiries/new.html",
            me,
            status=status,
            working=working,
            filled=filled,
            services=known.services(content.root),
            teams=known.teams(content.root),
            source=content.shown(filled.source) if filled.source else "",
            wanted=WANTED,
            errors=errors or {},
            **choices(content),
        )

    def begin(phrases: list[str], service: str = "", source: str = "") -> FilledPage:
        today = room.clock().astimezone(LONDON).date()
        due = FilledArticle().due(today.replace(year=today.year + REVIEW_YEARS, day=min(today.day, 28)))
        return FilledPage(service=service, phrases=tuple(phrases), article=due, source=source)

    @routes.get("/enquiries/new")
    def new(request: Request, service: str = "", me: SignedIn = editor) -> Response:
        return page(request, me, begin([], service))

    @routes.post("/enquiries/new/from")
    def begun(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        """With phrases brought along: from the inbox, one to a line (`phrases`), or ticked to be split (`phrase`)."""
        source = form.words("source")
        phrases = [*form.ticked("phrase"), *form.lines("phrases")]
        view = Working.of(room, me).content.intent(source) if source else None
        return page(request, me, begin(phrases, view.service if view else "", source))

    @routes.post("/enquiries/new/check")
    def check(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        """What there is to say about the phrases while they are typed."""
        return warnings_page(request, room, me, form.words("source"), form.lines("phrases"))

    @routes.post("/enquiries/new/check-tests")
    def check_tests(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        """What there is to say about the messages for testing while they are typed."""
        return tests_warnings_page(request, room, me, form.lines("test_messages"))

    @routes.post("/enquiries/new/check-article")
    def check_article(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        """How the answer reads while it is typed."""
        content, today = Working.of(room, me).content, room.clock().astimezone(LONDON).date()
        article = FilledPage.sent(form).article.article("new/article", today)
        return room.page(request, "articles/typed.html", me, reading=read(article, content, today))

    @routes.post("/enquiries/new")
    def make(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        content = Working.of(room, me).content
        filled = FilledPage.sent(form)
        filled = filled.tidied(known.team_of(content.root, filled.service))
        if filled.source and content.intent(filled.source) is None:
            return not_found(request, room, me, filled.source)
        name = name_of(filled.enquiry.title, {intent.name for intent in content.intents()})

        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, filled, errors, status)

        if wants_change(form):
            return page(request, me, filled)
        if errors := filled.errors(content, name):
            return again(errors, 422)
        own = set(content.phrases(filled.source)) if filled.source else set()
        asked = asked_first(
            content, name, [one for one in filled.phrases if one not in own], form, filled.test_messages
        )
        if asked.refused:
            return again(asked.refused, 422)
        if not asked.is_settled:
            return ask(request, room, me, form, asked, filled.enquiry.title)
        stays = set(filled.phrases) - own - set(without_left(filled.phrases, asked, content, name))
        filled = replace(filled, phrases=tuple(one for one in filled.phrases if one not in stays))
        if errors := filled.errors(content, name):  # too few are left
            return again(errors, 422)
        return answer(
            request,
            room,
            me,
            form,
            filled.edit(content, name, asked.moved),
            after=f"/studio/enquiries/{name}",
            again=again,
        )
