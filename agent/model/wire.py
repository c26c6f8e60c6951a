"""The connections to a language model, with a limit to what one answer may weigh."""

from collections.abc import AsyncIterator

import httpx2
from openai import DefaultAsyncHttpx2Client

MOST_BYTES = 4_000_000  # a stream spends some 300 bytes on a token


class AnswerTooLong(Exception):
    """More came than any answer of ours can have."""


class _Limited(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, most_bytes: int) -> None:
        self._stream = stream
        self._left = most_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            self._left -= len(part)
            if self._left < 0:
                raise AnswerTooLong
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


def client_with_limit(
    timeout: float, most_bytes: int = MOST_BYTES, *, auth: tuple[str, str] | None = None
) -> httpx2.AsyncClient:
    """An HTTP client for the `openai` package; a larger answer raises `AnswerTooLong` while it is read.

    `auth` is a name and a password, sent in place of a key.
    """

    async def limit(response: httpx2.Response) -> None:
        assert isinstance(response.stream, httpx2.AsyncByteStream), "an asynchronous client has asynchronous streams"
        response.stream = _Limited(response.stream, most_bytes)

    return DefaultAsyncHttpx2Client(timeout=timeout, event_hooks={"response": [limit]}, auth=auth)


def without_password(address: str) -> tuple[str, tuple[str, str] | None]:
    """An address without the name and password that it may hold, and these two."""
    url = httpx2.URL(address)
    if not url.userinfo:
        return address, None
    return str(url.copy_with(userinfo=b"")), (url.username, url.password)
