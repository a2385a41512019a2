"""Runs code where the language components live: the bot's own Python, which the tests' Python cannot import."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from server import training
from server.settings import ROOT

_FRAME = """
import json, sys
given = json.load(sys.stdin)
def answer(value):
    print("ANSWER", json.dumps(value))
"""


def in_bot(code: str, given: Any = None) -> Any:
    """What some code passes to `answer`; it finds in `given` what it is to work on."""
    done = subprocess.run(
        [str(ROOT / training.BOT_PYTHON), "-c", _FRAME + code],
        cwd=ROOT,
        env=training.environment(),
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(next(line for line in done.stdout.splitlines() if line.startswith("ANSWER "))[7:])
