"""One message for each enquiry, said to a running stack: whether it ends where the catalogue says."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

import httpx

from council.catalogue import Catalogue, Enquiry, load_catalogue
from council.yaml_files import read_mapping
from kb.articles import Articles
from server.dialogues import Caller, NotAsWritten, Resident

# Where the catalogue names an action: what is heard when it is done. In office hours, as the stack's clock is set.
ACTIONS = {"hand_off": "put|adviser|person|team", "call_back": "number|ring|call", "emergency": "999"}


class EnquiryMessages:
    """Of a content, whose catalogue, articles and replies say what must be heard.

    Raises:
        CouncilDataError: from what reads them, when they have mistakes.
    """

    def __init__(self, content: Path) -> None:
        self._content = content

    def play(self, name: str, message: str, resident: Resident) -> None:
        """Say a message as the first of a contact, and yes if that is asked.

        Raises:
            NotAsWritten: it led elsewhere, or no answer came.
        """
        enquiry = self._catalogue.get(name)
        if enquiry is None:
            raise NotAsWritten(f"There is no enquiry {name}, so {message!r} can lead nowhere")
        try:
            resident.begins()
            heard = confirmed(resident, resident.says(message), enquiry)
        except httpx.HTTPError as error:
            raise NotAsWritten(f"No answer came to {message!r} ({error!r})") from error
        if not self.leads(enquiry, heard, spoken=isinstance(resident, Caller)):
            raise NotAsWritten(f"{message!r} did not lead to {enquiry.title}\n  heard: {heard}")

    def leads(self, enquiry: Enquiry, heard: str, *, spoken: bool) -> bool:
        """Whether what was heard is what the catalogue says the enquiry leads to."""
        if enquiry.fields:
            begins = self._replies.get(f"utter_begin_{enquiry.name}", [])
            return any(text.split("{")[0].strip() in heard for text in begins)
        article = self._articles.get(enquiry.article) if enquiry.article else None
        if article and enquiry.action != "call_back":
            return (article.spoken if spoken else article.summary) in " ".join(heard.split())
        return bool(re.search(ACTIONS[enquiry.action or ""], heard))

    @cached_property
    def _catalogue(self) -> Catalogue:
        return load_catalogue(self._content / "council")

    @cached_property
    def _articles(self) -> Articles:
        return Articles.load(self._content / "kb" / "articles")

    @cached_property
    def _replies(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in (self._content / "domain").glob("*.yml"):
            for name, texts in (read_mapping(path).get("responses") or {}).items():
                found[name] = [entry["text"] for entry in texts if entry.get("text")]
        return found


def confirmed(resident: Resident, heard: str, enquiry: Enquiry) -> str:
    """What is heard once the enquiry is chosen, where it was asked about: on the phone that comes sooner."""
    offered = re.search(rf"For {re.escape(enquiry.spoken)}, press (\d)", heard, re.IGNORECASE)
    if offered and isinstance(resident, Caller):
        return resident.presses(offered[1])
    if re.search(rf"about {re.escape(enquiry.spoken)}\?", heard, re.IGNORECASE):
        return resident.says("yes")
    return heard
