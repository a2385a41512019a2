"""What a form collects and what becomes of it: a case with its promise, or a task done on the spot.

Read by the root project and by the bot; see catalogue.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from council.yaml_files import Section, did_you_mean

# What a form may collect. Each has a module in forms/fields/.
FIELDS = (
    "address",
    "bin_type",
    "case_reference",
    "collection_date",
    "description",
    "library_card",
    "library_pin",
    "library_loan",
    "location",
    "name",
    "phone",
    "postcode",
)
# What a filled form may do instead of opening a case. Each is a function in actions/tasks.py.
TASKS = ("bin_days", "case_status", "renew_loans")
CHECKS = ("missed_bin",)  # named rules in cases/checks/
# What a team may be unable to do without and a story may lack: see forms/fields/needed.py.
NEEDS = ("addresses", "date", "vehicle_registration")
# The questions an enquiry may put in words of its own: utter_ask_description becomes utter_ask_description_<enquiry>.
OWN_WORDS = ("description", "more", "your_postcode")
_TOLD = "description"  # the field that a story is told in


@dataclass(frozen=True)
class CaseType:
    """What is collected for a case and what the resident is promised.

    Attributes:
        check: a rule that may refuse it.
        needs: what is asked for once more where the story lacks it.
        same_when: the fields that make two open cases at one address one, so that the second is not opened.
        about_a_case: whether a case made before may be behind it: "I lost the reference" speaks of that one.
        own_words: the questions that it puts in words of its own.
    """

    fields: tuple[str, ...]
    promise: str
    check: str | None = None
    needs: tuple[str, ...] = ()
    same_when: tuple[str, ...] = ()
    about_a_case: bool = False
    own_words: tuple[str, ...] = ()

    def asking(self, fields: tuple[str, ...]) -> CaseType:
        """The same case that collects something else: less what only makes sense of a field that it had."""
        return replace(
            self,
            fields=fields,
            needs=self.needs if _TOLD in fields else (),
            same_when=tuple(name for name in self.same_when if name in fields),
        )


@dataclass(frozen=True)
class Task:
    """Something finished on the spot once its fields are filled. `own_words`: as of a case."""

    fields: tuple[str, ...]
    does: str
    own_words: tuple[str, ...] = ()


def read_case(part: Section, promises: Mapping[str, bool]) -> CaseType:
    """`promises`: by name, and whether each gives a date."""
    part.known_names(("fields", "promise", "check", "needs", "same_when", "about_a_case", "own_words"))
    fields = _fields(part)
    needs, same_when = part.some_of("needs", NEEDS), part.some_of("same_when", fields or FIELDS)
    if needs and fields and _TOLD not in fields:
        part.wrong(
            "needs",
            f"{part.what} needs what is told, and asks for no {_TOLD!r}",
            f"Add {_TOLD} to its fields",
        )
    case = CaseType(
        fields,
        part.one_of("promise", promises),
        part.one_of("check", CHECKS) if "check" in part.values else None,
        needs,
        same_when,
        part.yes_or_no("about_a_case"),
        part.some_of("own_words", OWN_WORDS),
    )
    if not promises.get(case.promise, True):
        part.wrong(
            "promise",
            f"{case.promise!r} is not a number of working days",
            "A case needs a promise that gives a date; see promises.yml",
        )
    return case


def read_task(part: Section) -> Task:
    part.known_names(("fields", "does", "own_words"))
    return Task(_fields(part), part.one_of("does", TASKS), part.some_of("own_words", OWN_WORDS))


def _fields(part: Section) -> tuple[str, ...]:
    if not part.values.get("fields"):
        part.wrong("fields", f"{part.what} asks for nothing", "Add a line `fields: [...]`")
    fields = part.texts("fields")
    for name in fields:
        if name not in FIELDS:
            part.wrong("fields", f"there is no field called {name!r}", did_you_mean(name, FIELDS))
    return fields
