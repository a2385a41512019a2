"""What a Say sounds like, in words: the SSML marks are carried out and the text is left."""

from __future__ import annotations

from xml.etree.ElementTree import Element

# Read out one sign at a time. What is heard is compared with this, not with what was written.
ONE_BY_ONE = frozenset({"character", "characters", "spell-out", "digits", "telephone"})
# Marks that part what stands before them from what stands after.
APART = frozenset({"s", "p", "break"})


def spoken_words(say: Element) -> str:
    """The words a caller hears, with single spaces: `B 7 K 2` for a B7K2 that is to be spelled out."""
    return " ".join("".join(_pieces(say)).split())


def _pieces(element: Element) -> list[str]:
    if element.tag == "sub":
        return [element.get("alias", "")]
    if element.tag == "say-as" and element.get("interpret-as") in ONE_BY_ONE:
        return [" ".join("".join((element.text or "").split()))]
    pieces = [element.text or ""]
    for child in element:
        gap = " " if child.tag in APART else ""
        pieces += [gap, *_pieces(child), gap, child.tail or ""]
    return pieces
