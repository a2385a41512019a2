"""Enquiries that have another name now, so that what only follows from that is not told as a change of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from studio.versions.followed import fates


@dataclass(frozen=True)
class Renamed:
    """The name the files have for an enquiry; residents see `title`."""

    title: str
    old: str
    new: str

    def sentence(self) -> str:
        return f"Enquiry renamed from {self.old} to {self.new}: {self.title}"


def renames_in(old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Old names and new: an intent that is gone, and one that is new with nearly all of its phrases."""
    return {name: fate.name for name, fate in fates(old, new).items() if fate.kind == "renamed"}


def under_new_names(content: bytes | None, renames: Mapping[str, str]) -> bytes | None:
    """A file as it would have been had the enquiries had their new names before."""
    if content is None or not renames:
        return content
    text = content.decode(errors="surrogateescape")
    for old, new in renames.items():
        text = re.sub(_naming(old), new, text)
    return text.encode(errors="surrogateescape")


def _naming(name: str) -> str:
    """Where the name stands for the enquiry. A name of one word is that word as well, so it must be a setting's or the
    end of a reply's name: the rest is told as it is."""
    end = rf"{re.escape(name)}(?![A-Za-z0-9_])"
    return rf"(?<![A-Za-z0-9]){end}" if "_" in name else rf"(?:(?<=_)|(?m:(?<=^  ))){end}(?=:)"
