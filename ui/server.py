"""Runs the app on a port and says where it is."""

import socket
import sys

import uvicorn

from ui.app import create_app
from ui.settings import BadSettings, Settings


def serve(settings: Settings) -> int:
    """Serve until stopped. Raises `BadSettings` when the address cannot be had."""
    listener = _listener(settings)
    app = create_app(settings)
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=10)
    server = _Server(config, _address(settings, listener))
    server.run(sockets=[listener])
    return 0 if server.started else 1


class _Server(uvicorn.Server):
    """Prints the address once requests are answered."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"LLM investment advisor: {self._address}  (API: {self._address}docs, stop with Ctrl+C)")
            sys.stdout.flush()


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadSettings(
            f"Cannot listen on {settings.host}, port {settings.port} ({reason}); "
            "set ADVISOR_PORT or ADVISOR_HOST to a free one."
        ) from error


def _address(settings: Settings, listener: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}/"
