"""What an enquiry and an article may be called."""

from __future__ import annotations

import re

from studio.files.content import Content
from studio.files.refused import EditRefused

LONGEST_NAME = 60  # characters
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_ARTICLE = re.compile(r"[a-z][a-z0-9_]*/[a-z0-9]+(?:-[a-z0-9]+)*")
# What Rasa, or a reader of YAML, takes for something of its own.
_TAKEN = {
    *("nlu_fallback", "out_of_scope", "session_start", "restart", "back", "none"),
    *("yes", "no", "on", "off", "true", "false", "null", "y", "n"),
}


def check_name(content: Content, name: str, field: str) -> None:
    """Raises EditRefused when nothing can be called so."""
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise EditRefused(
            "Write the name in small letters with _ for a space, such as report_missed_bin", field
        )
    if name in _TAKEN:
        raise EditRefused(f"{name} means something of its own. Choose another name.", field)
    if content.intent(name):
        raise EditRefused(f"There is already an enquiry called {name}", field)


def check_article_key(content: Content, key: str, field: str) -> None:
    """Raises EditRefused when no new article can be called so."""
    if not _ARTICLE.fullmatch(key) or len(key) > 2 * LONGEST_NAME:
        raise EditRefused(
            "Write the service and a short name in small letters, such as waste/missed-bins", field
        )
    if content.article(key):
        raise EditRefused(f"There is already an article called {key}", field)
