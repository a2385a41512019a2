"""The way from the simulator to the webhook, and to nowhere else."""

from __future__ import annotations

import httpx


class OwnWebhookOnly(httpx.BaseTransport):
    """Sends requests for the public address to the address where this application listens, and no others.

    The signature and the Host header stay those of the public address, as they would through a proxy.
    """

    def __init__(self, public: str, local: str, through: httpx.BaseTransport) -> None:
        self._public, self._local, self._through = httpx.URL(public), httpx.URL(local), through

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if (request.url.scheme, request.url.netloc) != (self._public.scheme, self._public.netloc):
            raise httpx.ConnectError(
                "only the council's own webhook can be reached from here", request=request
            )
        request.url = request.url.copy_with(
            scheme=self._local.scheme, host=self._local.host, port=self._local.port
        )
        return self._through.handle_request(request)
