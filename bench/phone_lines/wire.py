"""What lies between the simulated caller and a line.

It takes the time, loses an answer when told to, and puts a language where a question has none.
"""

from __future__ import annotations

import re
import time

import httpx

STATUS = "/status"  # reports that a call is over: nobody waits for the answer
# Without a language Twilio listens for American English, and the simulator refuses the question. Neither is the point.
_QUESTION_WITHOUT_LANGUAGE = re.compile(rb"<Gather(?![^>]*\slanguage=)")


class Wire(httpx.BaseTransport):
    """One for each line. `milliseconds` has one figure for each document that was asked for."""

    def __init__(self, inner: httpx.BaseTransport | None = None) -> None:
        self._inner = inner or httpx.HTTPTransport()
        self.milliseconds: list[float] = []
        self.loses_next_answer = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._timed(request)
        if self.loses_next_answer:
            self.loses_next_answer = False
            answer = self._timed(request)
        return answer

    def close(self) -> None:
        self._inner.close()

    def _timed(self, request: httpx.Request) -> httpx.Response:
        began = time.perf_counter()
        answer = self._inner.handle_request(request)
        try:
            content = answer.read()
        finally:
            answer.close()
        if not request.url.path.endswith(STATUS):
            self.milliseconds.append((time.perf_counter() - began) * 1000)
        kept = [(name, value) for name, value in answer.headers.items() if name not in _OF_THE_BYTES]
        content = _QUESTION_WITHOUT_LANGUAGE.sub(b'<Gather language="en-GB"', content)
        return httpx.Response(answer.status_code, headers=kept, content=content)


_OF_THE_BYTES = (
    "content-length",
    "content-encoding",
    "transfer-encoding",
)  # true of what came, not of what is left
