"""Trains a model from the content of the current folder, with the code of this checkout: `bot/train.py OUT NAME`.

`rasa train` does the same, but first reads everything once more to validate it, which `frontdoor check` has done with
words an editor understands; imports code from the current folder, which may be a draft's; and packs slowly.

Prints what it is doing, line by line, for server/training.py; when the content is at fault the last line says
`Problem: ...` in words for an editor, and the exit code is 2.
"""

from __future__ import annotations

import argparse
import errno
import gc
import logging
import os
import sys
import warnings
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PROBLEM, FAULT_OF_CONTENT = "Problem: ", 2
FORMAT = "%(levelname)s %(name)s %(message)s"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path, help="folder for the model")
    options.add_argument("name", help="its name, without .tar.gz")
    options.add_argument("--force", action="store_true", help="use nothing of earlier trainings")
    chosen = options.parse_args()

    tell("Reading the files")
    from council.yaml_files import CouncilDataError, read_mapping  # noqa: PLC0415

    try:
        for folder in ("data", "domain"):
            for path in sorted(Path(folder).rglob("*.yml")):
                read_mapping(path)
        return train(chosen.out, chosen.name, force=chosen.force)
    except CouncilDataError as error:
        return at_fault("; ".join(str(mistake) for mistake in error.mistakes))
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        return at_fault("The disk is full, so the model could not be saved")


def train(out: Path, name: str, *, force: bool) -> int:
    tell("Starting Rasa")
    # Imported here: they take seconds, and the files have been looked through by then.
    from rasa.model_training import train as train_with_rasa  # noqa: PLC0415
    from rasa.shared.exceptions import RasaException  # noqa: PLC0415
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    from bot import quicker_packing, quicker_training  # noqa: PLC0415

    logging.basicConfig(level=logging.INFO, format=FORMAT, stream=sys.stdout, force=True)
    configure_structlog(logging.INFO)  # its debug lines tell of every rule
    quicker_packing.install()
    quicker_training.install()
    gc.disable()
    tell("Reading the phrases")
    try:
        result = train_with_rasa(
            "domain", "config.yml", ["data"], str(out), fixed_model_name=name, force_training=force
        )
    except RasaException as error:
        return at_fault(" ".join(str(error).split()))
    return 0 if result.model else result.code or 1


def at_fault(words: str) -> int:
    tell(PROBLEM + words)
    return FAULT_OF_CONTENT


def tell(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    # Code is this checkout's own, whatever stands in the current folder. This folder's modules must not hide others.
    sys.path[0] = str(PROJECT)
    os.environ.setdefault("RASA_CACHE_DIRECTORY", str(PROJECT / ".cache" / "rasa"))  # what all contents share
    warnings.simplefilter("ignore")
    sys.exit(main())
