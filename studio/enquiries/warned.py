"""What there is to look at in some phrases, in words for the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checks.alike import check_alike
from checks.personal import check_personal
from checks.phrases import Phrase
from studio import known
from studio.files.content import Content


@dataclass(frozen=True)
class Warned:
    """`stops`: it must be mended before the phrases go live."""

    message: str
    stops: bool


def typed_warnings(content: Content, intent: str, phrases: list[str]) -> list[Warned]:
    typed = [Phrase(text, intent, Path(intent), line) for line, text in enumerate(phrases, 1)]
    found = [*check_personal(typed, set(known.areas(content.root))), *check_alike(typed, [], None)]
    return [
        Warned(f"{finding.what.problem}. {finding.what.remedy}.", finding.kind.mistake) for finding in found
    ]


def warnings_of(content: Content, intent: str) -> list[Warned]:
    return typed_warnings(content, intent, content.phrases(intent))
