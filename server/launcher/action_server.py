"""Starts the action server in one process, listening on loopback.

`python -m rasa_sdk` does the same with one process that watches another (Sanic 25). Killed, the first leaves
the second behind, which holds the port; stopped while it starts, it hangs. Our supervisor does the watching.
"""

from __future__ import annotations

import argparse
import logging

from rasa_sdk import utils
from rasa_sdk.endpoint import create_app_for_serve
from rasa_sdk.executor import ActionExecutor

from actions.wired import collaborators
from server.live.content import LiveContent
from server.logs import configure_logs
from server.settings import settings
from server.wiring import Wiring


def main() -> None:
    options = argparse.ArgumentParser(description="Runs the actions that Rasa calls.")
    options.add_argument("--port", type=int, default=5055, help="loopback port (%(default)s)")
    options.add_argument("--actions", default="actions", help="package of the actions (%(default)s)")
    chosen = options.parse_args()

    utils.configure_colored_logging(logging.INFO)
    utils.update_sanic_log_level()
    configure_logs()
    # Before the port opens: no resident's first turn waits for files to be read.
    content = LiveContent("actions", Wiring(settings()), Wiring.collaborators, collaborators.change)
    collaborators.use(lambda: content.current)
    executor = ActionExecutor()
    executor.register_package(chosen.actions)
    app = create_app_for_serve(executor)
    content.start()
    app.run(host="127.0.0.1", port=chosen.port, single_process=True, motd=False, access_log=False)


if __name__ == "__main__":
    main()
