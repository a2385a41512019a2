"""Understands messages without a running server: JSON lines in (strings), JSON lines out.

`python -m bot.understand MODEL` from the project's root; server/cli.py drives it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
import warnings
from typing import Any

from bot.contact_channel import understanding


async def main(model: str) -> None:
    # Imported here, after the warnings are quiet.
    from rasa.core.agent import load_agent  # noqa: PLC0415
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    configure_structlog(logging.ERROR)  # its debug lines would go to standard output, between the answers

    agent = await load_agent(model_path=model)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(await _understand(agent, json.loads(line))), flush=True)


async def _understand(agent: Any, text: str) -> dict[str, Any]:
    started = time.perf_counter()
    parsed = await agent.parse_message(text.lstrip("/ ") or "?")
    milliseconds = (time.perf_counter() - started) * 1000
    return {"text": text, **understanding(parsed), "milliseconds": round(milliseconds, 2)}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    asyncio.run(main(sys.argv[1]))
