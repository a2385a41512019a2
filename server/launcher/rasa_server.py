"""Starts Rasa with its token taken from the environment, so that a list of processes does not show it.

Run as a script by bot's Python, in the folder of a content: `rasa_server.py run --enable-api ...`. Rasa itself takes
the token only on its command line. Without --enable-api it has no /status and no way to swap the model.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def token_arguments(token: str) -> list[str]:
    """In one argument: a random token may begin with a hyphen, and would be taken for an option of its own."""
    return [f"--auth-token={token}"]


if __name__ == "__main__":
    # Code is this checkout's own: neither this folder's modules nor the content's, a draft perhaps, hide others.
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    from rasa.__main__ import main  # type: ignore[import-not-found]

    sys.argv += token_arguments(os.environ["FRONTDOOR_RASA_TOKEN"])
    main()
