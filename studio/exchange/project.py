"""Everything as a plain Rasa project: phrases, rules, replies and forms, with stock components and no code of ours.

What only our code can do is left out or made plain: an enquiry with an article answers with it, one that opens a case
asks its questions in a form and says the promise, one that leads to a person says how to ask for one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from council.catalogue import Enquiry
from studio.files.content import Content
from studio.files.yaml_files import Reply

FOLDER = "assistant"
FALLBACK = "nlu_fallback"  # what Rasa calls a message it is not sure of
# Of the intents that are no enquiry, the reply that suits, where it is not called after the intent.
SMALL_TALK = {FALLBACK: "not_understood", "affirm": "ask_what_else", "deny": "goodbye"}
ADDRESS = (
    "utter_ask_postcode"  # our form finds an address by its postcode; a plain form takes it as it is said
)
README = """A Rasa 3 project made from the council's content: `rasa train` trains it, `rasa shell` talks to it.
Phrases are in data/nlu, rules in data/rules.yml, replies, slots and forms in domain.yml, whole answers in articles.
Rasa needs nothing else; council has the council's other files, and tests its messages and conversations for testing.
"""
CONFIG = """recipe: default.v1
assistant_id: council
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 2
    max_ngram: 4
  - name: LogisticRegressionClassifier # quick; DIETClassifier in its place learns entities as well
  - name: FallbackClassifier
    threshold: 0.2
    ambiguity_threshold: 0.02
policies:
  - name: RulePolicy
"""
FIXED = {
    "README.md": README,
    "config.yml": CONFIG,
    "credentials.yml": "rest:\n",
    "endpoints.yml": "{}\n",
}


def as_zip(content: Content) -> bytes:
    """The project in one folder of a zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files_of(content).items()):
            archive.writestr(f"{FOLDER}/{name}", data)
    return held.getvalue()


def files_of(content: Content) -> dict[str, bytes]:
    """The project's files by their names. The phrases are the council's own files, byte for byte."""
    files = {name: text.encode() for name, text in FIXED.items()}
    for phrases in content.phrase_files():
        files[f"data/nlu/{phrases.path.name}"] = phrases.path.read_bytes()
    for article in content.articles():
        files[f"articles/{article.key}.md"] = article.path.read_bytes()
    for path in _beside(content.root):
        files[path.relative_to(content.root).as_posix()] = path.read_bytes()
    project = _Project(content)
    files["data/rules.yml"] = _yaml({"version": "3.1", "rules": list(project.rules())})
    files["domain.yml"] = _yaml(project.domain())
    return files


def _beside(root: Path) -> Iterator[Path]:
    """What the assistant's editors wrote that Rasa has no place for."""
    for pattern in (
        "council/**/*.yml",
        "council/**/*.csv",
        "tests/nlu/*.csv",
        "tests/conversations/**/*.yml",
    ):
        yield from root.glob(pattern)


class _Project:
    def __init__(self, content: Content) -> None:
        self._content = content
        self._intents = [intent for intent in content.intents() if intent.phrases]
        self._replies = {reply.name: reply for reply in content.all_replies()}
        self._forms = [
            intent.enquiry
            for intent in self._intents
            if intent.enquiry and intent.enquiry.fields and not intent.enquiry.action
        ]

    def rules(self) -> Iterator[dict[str, Any]]:
        names = [intent.name for intent in self._intents]
        for name in names if FALLBACK in names else [*names, FALLBACK]:
            enquiry = self._content.catalogue().get(name)
            if enquiry in self._forms:
                yield from _rules_of_form(enquiry, begins=f"utter_begin_{name}" in self._replies)
            else:
                yield {
                    "rule": enquiry.title if enquiry else name.replace("_", " ").capitalize(),
                    "steps": [{"intent": name}, {"action": self._answer(name, enquiry)}],
                }

    def _answer(self, name: str, enquiry: Enquiry | None) -> str:
        """The reply an intent leads to."""
        if enquiry and enquiry.article and self._content.article(enquiry.article):
            return f"utter_answer_{name}"
        leads = enquiry.action if enquiry and enquiry.action else SMALL_TALK.get(name, name)
        found = (f"utter_{each}" for each in (leads, "offer_person", "not_understood"))
        return next(each for each in (*found, f"utter_answer_{name}") if each in self.responses())

    def responses(self) -> dict[str, list[dict[str, Any]]]:
        written = {name: _variants(reply) for name, reply in self._replies.items()}
        for intent in self._intents:
            article = (
                intent.enquiry and intent.enquiry.article and self._content.article(intent.enquiry.article)
            )
            if article and not article.problem:
                said = {"text": str(article.front.get("summary") or article.title)}
                spoken = {"text": str(article.front.get("spoken") or said["text"]), "channel": "voice"}
                written[f"utter_answer_{intent.name}"] = [said, spoken]
        promises = self._content.council_file("promises").values.get("promises")
        for enquiry in self._forms:
            for field in enquiry.fields:
                written[f"utter_ask_{_form(enquiry)}_{field}"] = self._question(enquiry, field)
            row = promises.get(enquiry.case.promise) if enquiry.case and isinstance(promises, dict) else None
            says = str(row["says"]) if isinstance(row, dict) and row.get("says") else enquiry.title
            written[f"utter_taken_{enquiry.name}"] = [{"text": says}]
        return written

    def _question(self, enquiry: Enquiry, field: str) -> list[dict[str, Any]]:
        names = [f"utter_ask_{field}_{enquiry.name}", f"utter_ask_{field}"]
        for name in (*names, *([ADDRESS] if field == "address" else [])):
            if name in self._replies:
                return _variants(self._replies[name])
        return [{"text": f"{field.replace('_', ' ').capitalize()}?"}]

    def domain(self) -> dict[str, Any]:
        names = [intent.name for intent in self._intents]
        fields = sorted({field for enquiry in self._forms for field in enquiry.fields})
        return {
            "version": "3.1",
            "intents": names if FALLBACK in names else [*names, FALLBACK],
            "slots": {field: self._slot(field) for field in fields},
            "forms": {_form(enquiry): {"required_slots": list(enquiry.fields)} for enquiry in self._forms},
            "responses": self.responses(),
            "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": False},
        }

    def _slot(self, field: str) -> dict[str, Any]:
        """Whatever is said when a form asks for it."""
        asked = [
            {"active_loop": _form(enquiry), "requested_slot": field}
            for enquiry in self._forms
            if field in enquiry.fields
        ]
        mapping = {"type": "from_text", "conditions": asked}
        return {"type": "text", "influence_conversation": False, "mappings": [mapping]}


def _form(enquiry: Enquiry) -> str:
    return f"{enquiry.name}_form"


def _rules_of_form(enquiry: Enquiry, *, begins: bool) -> Iterator[dict[str, Any]]:
    form = _form(enquiry)
    first = [{"action": f"utter_begin_{enquiry.name}"}] if begins else []
    yield {
        "rule": enquiry.title,
        "steps": [{"intent": enquiry.name}, *first, {"action": form}, {"active_loop": form}],
    }
    yield {
        "rule": f"{enquiry.title}: all is told",
        "condition": [{"active_loop": form}],
        "steps": [
            {"action": form},
            {"active_loop": None},
            {"slot_was_set": [{"requested_slot": None}]},
            {"action": f"utter_taken_{enquiry.name}"},
        ],
    }


def _variants(reply: Reply) -> list[dict[str, Any]]:
    return [
        {"text": text} if channel is None else {"text": text, "channel": channel}
        for channel, text in reply.texts
    ]


def _yaml(values: Mapping[str, Any]) -> bytes:
    yaml, held = YAML(), io.BytesIO()
    yaml.width = 4096
    yaml.default_flow_style = False
    yaml.dump(dict(values), held)
    return held.getvalue()
