"""The web page on `/`: mounts the widgets (`page_blocks`) on the application that serves the API."""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from agent.advisor import Advisor

if TYPE_CHECKING:
    import gradio as gr

_HERE = Path(__file__).parent


def mount_page(
    app: FastAPI,
    advisor: Callable[[], Advisor],
    *,
    secret: str,
    owner_of: "Callable[[gr.Request | None], str | None]",
) -> FastAPI:
    """Mount the page on `/`, after the routes that `app` has.

    `advisor` is called when something happens on the page, for it opens in the application's lifespan. `secret` must
    be the same after a restart, or browsers lose sight of their conversations. `owner_of` gives the owner on a page
    that asks for a key, and `None` on an open one: there the owner is a token that the browser keeps.
    """
    with _quick_import():
        import gradio as gr  # noqa: PLC0415  takes seconds, and only this door needs it

        from ui.page_blocks import Page, theme  # noqa: PLC0415
    gr.mount_gradio_app(
        app,
        Page(advisor, secret, owner_of).blocks,
        path="/",
        theme=theme(),
        css_paths=_HERE / "page.css",
        head=_head(),
        favicon_path=str(_HERE / "page.svg"),
        footer_links=[],
        run_history=False,  # would keep what users write in a second place
        show_error=False,  # errors are sentences in the page, and traces are for the log
        max_file_size="1kb",  # the page takes no files
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
    )
    return app


def _head() -> str:
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    return f"<script>{script}</script>"


@contextmanager
def _quick_import() -> Iterator[None]:
    """Halves the time that importing Gradio takes.

    At import it parses the source of every component and writes type stubs beside it, into site-packages. It skips a
    component whose source file cannot be found, so for the time of the import no file can be.
    """
    getfile = inspect.getfile

    def getfile_or_nothing(object: Any) -> str:  # noqa: A002  the name that it goes by in `inspect`
        if sys._getframe(1).f_code.co_name == "create_or_modify_pyi":  # noqa: SLF001  who asks decides
            raise OSError
        return getfile(object)

    inspect.getfile = getfile_or_nothing
    try:
        yield
    finally:
        inspect.getfile = getfile
