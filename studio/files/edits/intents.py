"""Enquiries split, merged, renamed and retired, with everything that refers to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evaluation.labelled import SIGNPOST
from studio.files.content import Content, owner_of
from studio.files.edits import references
from studio.files.edits.base import Rewriting, count, shown
from studio.files.edits.enquiries import NewEnquiry, put_part
from studio.files.edits.in_code import is_named, refuse_if_named
from studio.files.edits.names import check_name
from studio.files.edits.phrases import add, must_be_there, take
from studio.files.refused import Change, EditRefused


@dataclass(frozen=True)
class RenameIntent:
    """Everywhere it is named: phrases, catalogue, replies, rules, conversations, messages kept for testing."""

    old: str
    new: str

    def describe(self, content: Content | None = None) -> str:
        return f"{shown(content, self.old)} is now named {self.new}, before {self.old}"

    def apply(self, content: Content) -> Change:
        may_be_renamed(content, self.old)
        check_name(content, self.new, "new")
        if self.old.startswith(SIGNPOST) != self.new.startswith(SIGNPOST):
            raise EditRefused(
                f"The names of what other organisations do begin with {SIGNPOST}, and no other: comparisons count them"
                " together",
                "new",
            )
        files = Rewriting(content)
        for name, file in files.phrase_files(self.old):
            files.put(name, file.rewritten(rename={self.old: self.new}))
        references.rename(files, self.old, self.new)
        return files.change()


@dataclass(frozen=True)
class MergeIntents:
    """The phrases of one enquiry go to another, which takes its place; its replies go. Its article stays."""

    source: str
    target: str

    def describe(self, content: Content | None = None) -> str:
        phrases = f" with its {count(len(content.phrases(self.source)), 'phrase')}" if content else ""
        return f"{shown(content, self.source)} merged into {shown(content, self.target)}{phrases}"

    def apply(self, content: Content) -> Change:
        if self.source == self.target:
            raise EditRefused("Choose another enquiry to merge it with", "target")
        must_be_there(content, self.target, "target")
        may_go(content, self.source, "merged", "source")
        files = Rewriting(content)
        taken = take(files, self.source, (), all_of_them=True)
        own = set(content.phrases(self.target))
        add(files, self.target, [phrase for phrase in taken if phrase not in own])
        references.remove(files, self.source, instead=self.target)
        _hand_over(files, self.source, self.target)
        return files.change()


def _hand_over(files: Rewriting, source: str, target: str) -> None:
    """What the program does for an enquiry by a key of the catalogue it does from now on for the one in its place."""
    catalogue = files.content.catalogue()
    gone, stays = catalogue.get(source), catalogue.get(target)
    if gone and gone.known_as and stays:
        with files.yaml(f"council/services/{stays.service}.yml") as yaml:
            put_part(yaml, target, "known_as", list(dict.fromkeys([*stays.known_as, *gone.known_as])))


@dataclass(frozen=True)
class SplitIntent:
    """Some phrases of an enquiry become an enquiry of their own."""

    source: str
    new_enquiry: NewEnquiry
    phrases: tuple[str, ...]

    def describe(self, content: Content | None = None) -> str:
        moved = count(len(set(self.phrases)), "phrase")
        return f"{self.new_enquiry.title} split from {shown(content, self.source)} with {moved}"

    def apply(self, content: Content) -> Change:
        must_be_there(content, self.source, "source")
        if not self.phrases:
            raise EditRefused("Choose the phrases that belong to the new enquiry", "phrases")
        files = Rewriting(content)
        taken = take(files, self.source, self.phrases)
        replace(self.new_enquiry, phrases=(*taken, *self.new_enquiry.phrases)).make(files)
        return files.change()


@dataclass(frozen=True)
class RetireEnquiry:
    """An enquiry goes, with its phrases, its replies and the messages kept for testing it.

    Its article stays in the search unless `article` is set; it also stays while another enquiry answers from it.
    """

    name: str
    article: bool = False

    def describe(self, content: Content | None = None) -> str:
        return f"{shown(content, self.name)} retired"

    def apply(self, content: Content) -> Change:
        may_go(content, self.name, "retired", "name")
        files = Rewriting(content)
        take(files, self.name, (), all_of_them=True)
        references.remove(files, self.name)
        own = content.catalogue().get(self.name)
        if self.article and own and own.article:
            others = [each for each in content.catalogue() if each.article == own.article and each != own]
            if not others:
                files.delete(f"kb/articles/{own.article}.md")
        return files.change()


def may_be_renamed(content: Content, name: str) -> None:
    """Raises EditRefused when something that is no content goes by its name."""
    must_be_there(content, name, "old")
    for each in (name, *references.replies_of(content, name)):
        refuse_if_named(each, content.shown(name), "renamed", "new")


def bound_to_the_program(content: Content) -> list[str]:
    """The titles of all that may not be renamed, merged into another or retired."""
    titles = {view.name: view.shown for view in content.intents()}
    names = set(titles)
    owners = {owner_of(reply.name, names) for reply in content.all_replies() if is_named(reply.name)}
    return sorted(title for name, title in titles.items() if is_named(name) or name in owners)


def may_go(content: Content, name: str, what: str, field: str) -> None:
    """Raises EditRefused when something else would not work without the enquiry."""
    must_be_there(content, name, field)
    title = content.shown(name)
    refuse_if_named(name, title, what, field)
    if rules := references.rules_naming(content, name):
        raise EditRefused(
            f"A rule written by hand in {rules[0]} needs {title}, so it cannot be {what} here.", field
        )
    enquiry = content.catalogue().get(name)
    if enquiry is None:
        raise EditRefused(f"{title} is not in the catalogue, so it cannot be {what} here.", field)
    service = next(each for each in content.catalogue().services if each.name == enquiry.service)
    if len(service.enquiries) == 1:
        raise EditRefused(f"{title} is the last enquiry of {service.title}, and a service needs one.", field)
