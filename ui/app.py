"""Where the parts of the server meet: the façade, the API, the page. The only place."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from agent.advisor import Advisor
from agent.documents import MOST_BYTES
from ui.access import BodyLimit, Guard, Keys, login_routes, secret_of
from ui.api import api_routes
from ui.late_page import LatePage
from ui.metrics import Metrics
from ui.problems import handle_problems
from ui.settings import Settings

# Twenty thousand characters of any script, escaped as JSON, with room to spare; a larger message gets a clear refusal.
MOST_BODY_BYTES = 1_000_000


def create_app(settings: Settings, *, with_page: bool = True) -> FastAPI:
    """The server's app. Raises `BadSettings` for an open door that nobody asked for, `OSError` for the data folder."""
    settings.refuse_open_door()
    settings.home.mkdir(parents=True, exist_ok=True)
    secret = secret_of(settings.home)
    keys = Keys(settings.api_keys, secret)

    page = LatePage(lambda: _page(app, keys, secret)) if with_page else None

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with Advisor.open(
            settings.home,
            chroma_url=settings.chroma_url,
            model=settings.language_model(),
            on_usage=app.state.metrics.count_usage,
        ) as advisor:
            app.state.advisor = advisor
            async with page.running() if page else nullcontext():
                yield
            app.state.advisor = None

    app: FastAPI = FastAPIOffline(
        title="LLM investment advisor",
        version="1",
        summary="Helps leaders decide how to put money into language models: cited, checkable, reproducible.",
        lifespan=lifespan,
    )
    app.state.metrics = Metrics(lambda: app.state.advisor.removed_sentences if app.state.advisor else 0)
    app.state.advisor = None
    handle_problems(app)
    app.include_router(api_routes(keys))
    app.include_router(login_routes(keys))
    app.add_middleware(BodyLimit, most_bytes=MOST_BODY_BYTES, most_bytes_of_document=MOST_BYTES)
    app.add_middleware(Guard, keys=keys)
    if page:
        app.mount("/", page)
    return app


def _page(app: FastAPI, keys: Keys, secret: str) -> FastAPI:
    from ui.page import mount_page  # noqa: PLC0415  Gradio takes seconds to import; doors without a page skip it

    return mount_page(
        FastAPI(),
        lambda: app.state.advisor,
        secret=secret,
        owner_of=lambda request: None if keys.open or request is None else keys.owner(request.headers, request.cookies),
    )
