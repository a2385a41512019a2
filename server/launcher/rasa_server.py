"""Starts Rasa with its token taken from the environment, so that a list of processes does not show it.

Run as a script by bot's Python, from the checkout: `rasa_server.py run --enable-api ...`. Rasa itself takes
the token only on its command line. Without --enable-api it has no /status and no way to swap the model.
"""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    sys.path[0] = os.getcwd()  # as `python -m rasa` has it: this folder's modules must not hide others
    from rasa.__main__ import main  # type: ignore[import-not-found]

    sys.argv += ["--auth-token", os.environ["FRONTDOOR_RASA_TOKEN"]]
    main()
