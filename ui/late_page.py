"""The page, mounted once it is there: its library takes seconds to import, and the API need not wait for it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

logger = logging.getLogger(__name__)


class LatePage:
    """An ASGI app that says "starting" until `build` has made the page."""

    def __init__(self, build: Callable[[], FastAPI]) -> None:
        self._build = build
        self._page: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._page is not None:
            await self._page(scope, receive, send)
            return
        text = Path(__file__).with_name("starting.html").read_text(encoding="utf-8")
        await HTMLResponse(text, status_code=503, headers={"Retry-After": "1"})(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Build and run the page in the background for as long as the server runs."""
        stop = asyncio.Event()
        task = asyncio.create_task(self._run(stop))
        try:
            yield
        finally:
            stop.set()
            await task

    async def _run(self, stop: asyncio.Event) -> None:
        try:
            page = await asyncio.to_thread(self._build)
            async with page.router.lifespan_context(page):
                self._page = page
                await stop.wait()
        except Exception:
            logger.exception("the page cannot be shown; the API goes on without it")
