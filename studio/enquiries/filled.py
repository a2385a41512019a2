"""An enquiry as an editor has typed it, right or not yet right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from council.case_types import CHECKS, FIELDS, CaseType
from council.catalogue import DEMANDS, Enquiry
from studio.sent import SentForm

LONGEST_TITLE = 80  # characters; it is a button in the chat
LONGEST_SPOKEN = 120  # characters; it ends a question on the phone


@dataclass(frozen=True)
class FilledEnquiry:
    """`hints` has commas between them. `promise` is empty where no case is opened."""

    title: str = ""
    spoken: str = ""
    demand: str = "value"
    article: str = ""
    promise: str = ""
    check: str = ""
    fields: tuple[str, ...] = ()
    hints: str = ""
    related: tuple[str, ...] = ()
    begin: str = ""  # what is said when its form opens, where nobody has written that yet
    before: CaseType | None = None  # what it opened: of a case no page has all that the catalogue says

    @classmethod
    def of(cls, enquiry: Enquiry) -> FilledEnquiry:
        case = enquiry.case
        return cls(
            title=enquiry.title,
            spoken=enquiry.spoken,
            demand=enquiry.demand,
            article=enquiry.article or "",
            promise=case.promise if case else "",
            check=(case.check or "") if case else "",
            fields=case.fields if case else (),
            hints=", ".join(enquiry.hints),
            related=enquiry.related,
            before=case,
        )

    @classmethod
    def sent(cls, form: SentForm, before: Enquiry | None = None) -> FilledEnquiry:
        """Boxes on a page have no order of the editor's: what was there `before` keeps its place, and what is new comes
        after it."""
        asked = before.case.fields if before and before.case else ()
        return cls(
            title=form.line("title"),
            spoken=form.line("spoken"),
            demand=form.words("demand"),
            article=form.words("article"),
            promise=form.words("promise"),
            check=form.words("check"),
            fields=_in_order(asked, form.ticked("fields")),
            hints=form.line("hints"),
            related=_in_order(before.related if before else (), form.ticked("related")),
            begin=form.line("begin"),
            before=before.case if before else None,
        )

    @property
    def hint_list(self) -> tuple[str, ...]:
        parts = (" ".join(part.split()) for part in self.hints.split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    @property
    def case(self) -> CaseType | None:
        if not self.promise:
            return None
        before = self.before or CaseType(self.fields, self.promise)
        return replace(before.asking(self.fields), promise=self.promise, check=self.check or None)

    def errors(self, articles: Collection[str], promises: Collection[str], *, leads: bool) -> dict[str, str]:
        """A message for each field that needs mending, in the order of the page.

        Args:
            leads: it leads somewhere by itself, without an article or a case.
        """
        errors = {}
        if not self.title:
            errors["title"] = "Enter a title"
        elif len(self.title) > LONGEST_TITLE:
            errors["title"] = f"The title must be {LONGEST_TITLE} characters or fewer: it is a button"
        if not self.spoken:
            errors["spoken"] = "Enter how it is said, to end the question “Is it about …?”"
        elif len(self.spoken) > LONGEST_SPOKEN:
            errors["spoken"] = f"The spoken name must be {LONGEST_SPOKEN} characters or fewer"
        if self.demand not in DEMANDS:
            errors["demand"] = "Select what kind of demand it is"
        if self.article and self.article not in articles:
            errors["article"] = "Select an article from the list"
        elif not self.article and not self.promise and not leads:
            errors["article"] = "Select an article, or let it open a case"
        if self.promise and self.promise not in promises:
            errors["promise"] = "Select a promise from the list"
        elif self.promise and not (self.fields and set(self.fields) <= set(FIELDS)):
            errors["fields"] = "Select what is asked for to open a case"
        if self.check and self.check not in CHECKS:
            errors["check"] = "Select a check from the list"
        return errors


def _in_order(before: Sequence[str], ticked: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(name for name in before if name in ticked), *ticked]))
