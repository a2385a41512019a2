"""What an editor is asked before phrases are saved: where one belongs that another enquiry has, and whether a name or
a number in one is anybody's. Once saved, personal data stays in the history of the files for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from checks.findings import Kind
from checks.personal import check_personal
from checks.phrases import Phrase, plain
from studio import known
from studio.enquiries.personal import Perhaps, perhaps_personal
from studio.files.content import Content
from studio.files.edits.base import spot
from studio.files.edits.phrases import sort_out
from studio.files.refused import EditRefused
from studio.sent import SentForm

MOST_PLACED = 30  # phrases that are asked about one by one; the others stay where they are
MOST_SHOWN = 50  # phrases with what may be personal
MOVE, LEAVE = "move", "leave"


@dataclass(frozen=True)
class Placed:
    """A phrase that another enquiry has: `there` is its title. `belongs`: MOVE, LEAVE, or nothing said yet."""

    phrase: str
    there: str
    belongs: str = ""


@dataclass(frozen=True)
class AskedFirst:
    """
    Attributes:
        personal: of the new phrases and test messages, those that may hold personal data.
        read: the editor has said that nobody is in them.
        refused: why some cannot be saved at all, by field.
        unsaid: an answer was sent, and something is still without one.
    """

    placed: tuple[Placed, ...] = ()
    more_placed: int = 0
    personal: tuple[Perhaps, ...] = ()
    read: bool = False
    refused: dict[str, str] = field(default_factory=dict)
    unsaid: bool = False

    @property
    def is_settled(self) -> bool:
        return all(one.belongs for one in self.placed) and (self.read or not self.personal)

    @property
    def moved(self) -> tuple[str, ...]:
        return tuple(one.phrase for one in self.placed if one.belongs == MOVE)

    def errors(self) -> dict[str, str]:
        """What is still to be answered, by field of the page."""
        if not self.unsaid:
            return {}
        found = {
            f"place-{number}": f"Select where {spot(one.phrase)} belongs"
            for number, one in enumerate(self.placed)
            if not one.belongs
        }
        if self.personal and not self.read:
            one = len(self.personal) == 1
            found["nobodys"] = f"Tick that nobody is in {'it' if one else 'them'}, or change what you wrote"
        return found


def asked_first(
    content: Content, intent: str, phrases: Iterable[str], form: SentForm, tests: Iterable[str] = ()
) -> AskedFirst:
    """What is to be asked of phrases for an intent and of messages for testing, with what the form says to it already.

    Args:
        intent: a name nobody has, for a new enquiry.
    """
    try:
        found = sort_out(content, intent, phrases)
    except EditRefused:  # there is nothing in them, which the edit itself says
        found = None
    new = found.to_add if found else []
    tests = list(tests)
    refused = {
        name: message
        for name, lines in (("phrases", new), ("test_messages", tests))
        if (message := _somebodys(content, lines))
    }
    said = {form.words(f"placed-{n}"): form.words(f"place-{n}") for n in range(MOST_PLACED)}
    placed = [
        Placed(phrase, content.shown(other.intent), said.get(phrase, ""))
        for phrase, other in (found.elsewhere if found else ())
    ]
    return AskedFirst(
        tuple(placed[:MOST_PLACED]),
        len(placed[MOST_PLACED:]),
        tuple(perhaps_personal([*(found.new if found else ()), *tests])),
        form.words("nobodys") == "yes",
        refused,
        unsaid=bool(form.words("asked")),
    )


def without_left(phrases: Iterable[str], asked: AskedFirst, content: Content, intent: str) -> tuple[str, ...]:
    """The phrases without those that stay where they are."""
    phrases = tuple(phrases)
    try:
        found = sort_out(content, intent, phrases)
    except EditRefused:  # one is no phrase at all, which the edit itself says
        return phrases
    kept = {plain(phrase) for phrase in asked.moved}
    elsewhere = {plain(phrase) for phrase, _ in found.elsewhere}
    return tuple(phrase for phrase in phrases if plain(phrase) not in elsewhere - kept)


def _somebodys(content: Content, lines: Iterable[str]) -> str:
    """Why lines cannot be saved: what is in one is surely somebody's, and no check would let it go live."""
    found = check_personal(
        [Phrase(line, "", content.root, 1) for line in lines], set(known.areas(content.root))
    )
    problems = [finding.what for finding in found if finding.kind is Kind.PERSONAL]
    if not problems:
        return ""
    more = f", and {len(problems) - 1} more" if len(problems) > 1 else ""
    return f"{problems[0].problem}{more}. Take it out: nothing was saved"
