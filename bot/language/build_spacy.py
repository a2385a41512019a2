"""Builds the spaCy pipeline that finds entities: a blank English one with rules, nothing downloaded."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import spacy

from council.yaml_files import read_mapping

OUTPUT = Path(".cache/spacy/frontdoor_en")
BINS = Path("council/collections.yml")

# Rasa's SpacyNLP lower-cases the words before they get here.
_INWARD = {"LOWER": {"REGEX": r"^\d[abd-hjlnp-uw-z]{2}$"}}  # never C I K M O V (BS 7666)
_BIN_NOUNS = ["bin", "bins", "been", "box", "caddy", "sack", "lid", "collection", "wheelie"]


def patterns() -> list[dict[str, Any]]:
    """Entity ruler patterns; `id` is the value a slot gets."""
    found: list[dict[str, Any]] = [
        # MB1 4QP, in one token or two
        {"label": "postcode", "pattern": [{"LOWER": {"REGEX": r"^[a-z]{1,2}\d[a-z\d]?$"}}, _INWARD]},
        {"label": "postcode", "pattern": [{"LOWER": {"REGEX": r"^[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}$"}}]},
        # 4821 9937, the shape of our references
        {"label": "case_reference", "pattern": [{"SHAPE": "dddd"}, {"SHAPE": "dddd"}]},
        {"label": "case_reference", "pattern": [{"TEXT": {"REGEX": r"^\d{8}$"}}]},
        {"label": "case_reference", "pattern": [{"TEXT": {"REGEX": r"^\d{4}-\d{4}$"}}]},
        # number 14, no. 14a, flat 2
        {
            "label": "house_number",
            "pattern": [
                {"LOWER": {"IN": ["number", "no", "no.", "flat"]}},
                {"LOWER": {"REGEX": r"^\d{1,4}[a-z]?$"}},
            ],
        },
    ]
    for kind, bin_ in read_mapping(BINS)["bins"].items():
        for word in bin_["words"]:
            tokens: list[dict[str, Any]] = [{"LOWER": part} for part in word.split()]
            if word.split()[-1] not in _BIN_NOUNS:
                tokens += [{"LOWER": "waste", "OP": "?"}, {"LOWER": {"IN": _BIN_NOUNS}}]
            found.append({"label": "bin_type", "pattern": tokens, "id": kind})
    return found


def build(output: Path = OUTPUT) -> Path:
    """Write the pipeline to disk, whole or not at all."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler", config={"overwrite_ents": True})
    ruler.add_patterns(patterns())  # type: ignore[attr-defined]
    draft = output.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    nlp.to_disk(draft)
    shutil.rmtree(output, ignore_errors=True)
    draft.rename(output)
    return output


if __name__ == "__main__":
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    build()
