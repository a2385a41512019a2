"""Understands messages without a running server: JSON lines in (strings), JSON lines out.

`bot/understand.py MODEL` in the folder of a content; server/understanding.py drives it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
import warnings
from pathlib import Path
from typing import Any


async def main(model: str) -> None:
    # Imported here, after the warnings are quiet.
    from rasa.core.agent import load_agent  # noqa: PLC0415
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    from bot import quicker_running  # noqa: PLC0415

    quicker_running.install()
    configure_structlog(logging.ERROR)  # its debug lines would go to standard output, between the answers

    agent = await load_agent(model_path=model)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(await _understand(agent, json.loads(line))), flush=True)


async def _understand(agent: Any, text: str) -> dict[str, Any]:
    from bot.contact_channel import understanding  # noqa: PLC0415

    started = time.perf_counter()
    parsed = await agent.parse_message(text.lstrip("/ ") or "?")
    milliseconds = (time.perf_counter() - started) * 1000
    return {"text": text, **understanding(parsed), "milliseconds": round(milliseconds, 2)}


if __name__ == "__main__":
    # Code is this checkout's own, whatever stands in the current folder, which may be a draft's.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    warnings.simplefilter("ignore")
    asyncio.run(main(sys.argv[1]))
