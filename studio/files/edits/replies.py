"""Replies: what chat shows and what the phone says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.files.content import Content, owner_of
from studio.files.edits.base import Rewriting, shown
from studio.files.edits.cleaning import clean_text
from studio.files.refused import Change, EditRefused
from studio.files.scalars import Quoted, Value
from studio.files.yaml_text import YamlText

VOICE = "voice"
_BLANK = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class ChangeReply:
    """The words of a reply: for the phone when `channel` is voice, else for chat and, without words of its own, the
    phone as well. Empty words for the phone take its version away. A reply nobody has written yet is added."""

    name: str
    channel: str | None
    text: str

    def describe(self, content: Content | None = None) -> str:
        names = {view.name for view in content.intents()} if content else set()
        owner = owner_of(self.name, names)
        of = (
            shown(content, owner)
            if owner
            else self.name.removeprefix("utter_").replace("_", " ").capitalize()
        )
        way = "spoken reply" if self.channel == VOICE else "reply"
        return f"{of}: {way} {'changed' if clean_text(self.text).strip() else 'removed'}"

    def apply(self, content: Content) -> Change:
        if self.channel not in (None, VOICE):
            raise EditRefused("A reply is for chat or for the phone", "channel")
        text = clean_text(self.text).strip()
        if not text and self.channel is None:
            raise EditRefused("Write what residents are told", "text")
        files = Rewriting(content)
        reply = content.reply(self.name)
        if reply is None:
            self._first(files, text)
            return files.change()
        with files.yaml(reply.file) as yaml:
            if text:
                known = _blanks_of(yaml, self.name)
                check_blanks(text, known)
            _change(yaml, self.name, self.channel, text)
        return files.change()

    def _first(self, files: Rewriting, text: str) -> None:
        content = files.content
        owner = owner_of(self.name, {enquiry.name for enquiry in content.catalogue()})
        enquiry = content.catalogue().get(owner)
        if enquiry is None or not self.name.startswith("utter_"):
            raise EditRefused(f"Nothing says a reply called {self.name}", "name")
        if self.channel == VOICE:
            raise EditRefused("Write what chat says first", "text")
        check_blanks(text, set())
        add_reply(files, enquiry.service, self.name, text)


def add_reply(files: Rewriting, service: str, name: str, text: str, spoken: str = "") -> None:
    """A reply nobody has written, at the end of its service's file. Raises EditRefused."""
    for words in (text, spoken):
        check_blanks(words, set())
    variants: list[dict[str, Value]] = [{"text": Quoted(text)}]
    if spoken and spoken != text:
        variants.append({"text": Quoted(spoken), "channel": VOICE})
    path = f"domain/{service}.yml"
    if not files.exists(path):
        title = next(each.title for each in files.content.catalogue().services if each.name == service)
        files.put(path, f'version: "3.1"\n# {title}.\n')
    with files.yaml(path) as yaml:
        if yaml.has("responses"):
            yaml.add("responses", name=name, value=variants)
        else:
            yaml.add(name="responses", value={name: variants})


def check_blanks(text: str, known: set[str], field: str = "text") -> None:
    """Raises EditRefused for a blank nobody fills, which a resident would see with its braces."""
    for blank in _BLANK.findall(text):
        if blank not in known:
            fillable = (
                f" Blanks here are {', '.join(sorted(known))}." if known else " No blanks are filled here."
            )
            raise EditRefused(f"Nobody fills {{{blank}}}.{fillable}", field)
    if re.search(r"[{}]", _BLANK.sub("", text)):
        raise EditRefused("Take out the braces { and }", field)


def _blanks_of(yaml: YamlText, name: str) -> set[str]:
    """Those its texts have, and those the comment above it names."""
    texts = [
        variant.get("text", "") for variant in yaml.items("responses", name) if isinstance(variant, dict)
    ]
    return set(_BLANK.findall(" ".join([*texts, yaml.comment_above("responses", name)])))


def _change(yaml: YamlText, name: str, channel: str | None, text: str) -> None:
    variants = yaml.items("responses", name)
    place = next((place for place, each in enumerate(variants) if each.get("channel") == channel), None)
    if place is not None and text:
        yaml.set("responses", name, place, "text", value=Quoted(text))
    elif place is not None:
        yaml.remove("responses", name, place)
    elif text:
        new: dict[str, Value] = {"text": Quoted(text)}
        yaml.append("responses", name, value=new | ({"channel": channel} if channel else {}))
