"""An answer's body within bounds: bytes on the wire, bytes unpacked, and how far it may unpack.

httpx and aiohttp unpack a chunk whole, however large it becomes (980 bytes can become 512 MiB),
so they hand over raw chunks and the unpacking is done here, piece by piece.
"""

import zlib
from collections.abc import Iterator

from bot.errors import FetchFailed

MIB = 1 << 20
WIRE = 2 * MIB  # most bytes of a packed body on the wire
RATIO = 200  # most bytes out of one packed byte, once FREE bytes are out
FREE = MIB
PIECE = 1 << 16
FEED, ARTICLE = "a feed", "an article"
SETTINGS = {FEED: "[fetch] max_bytes", ARTICLE: "[articles] max_bytes"}
GZIP = 31  # zlib's window bits that mean: a gzip header, RFC 1952


class Body:
    """Collects one body; ``add`` every raw chunk, then ``finish``. Raises FetchFailed.

    ``what``: what is read, one of SETTINGS; it says whose ``limit`` of bytes this is.
    """

    def __init__(self, encoding: str | None, *, limit: int, what: str = FEED) -> None:
        packed = (encoding or "identity").strip().lower()
        if packed not in {"", "identity", "gzip", "x-gzip"}:
            raise FetchFailed(
                f"The answer is packed as {packed[:40]}, and only gzip was asked for. "
                "The publisher has to repair it."
            )
        self._zip = zlib.decompressobj(GZIP) if packed.endswith("gzip") else None
        self._limit = limit
        self._what = what
        self._wire = 0
        self._size = 0
        self._pieces: list[bytes] = []

    def add(self, chunk: bytes) -> None:
        """Take the next raw chunk."""
        self._wire += len(chunk)
        if self._zip is None:
            self._keep(chunk)
            return
        if self._wire > WIRE:
            raise FetchFailed(
                f"The answer is larger than {_size(WIRE)} packed, more than {self._what} needs. "
                "Check the address."
            )
        try:
            for piece in self._unpacked(self._zip, chunk):
                self._keep(piece)
        except zlib.error:
            raise FetchFailed(
                "The answer says it is gzip but cannot be unpacked. "
                "Try again later; if it stays so, the publisher has to repair it."
            ) from None

    def _unpacked(self, unpack: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
        full = False  # a full piece may leave more inside zlib than is left of the chunk
        while chunk or full:
            if unpack.eof:  # RFC 1952, 2.2: a file may be several members in a row
                if not chunk.startswith(b"\x1f"):
                    return
                unpack = self._zip = zlib.decompressobj(GZIP)
            piece = unpack.decompress(chunk, PIECE)
            full = len(piece) == PIECE
            chunk = unpack.unconsumed_tail or unpack.unused_data
            yield piece

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise _too_large(self._limit, " unpacked" if self._zip else "", self._what)
        if self._zip and self._size > FREE and self._size > RATIO * self._wire:
            raise FetchFailed(
                f"The answer unpacks to more than {RATIO} times its size, which {self._what} "
                "never does. Check the address."
            )
        self._pieces.append(piece)

    def finish(self) -> bytes:
        """Give the whole body."""
        if self._zip and self._wire and not self._zip.eof:
            raise FetchFailed("The answer broke off before its end. Try again later.")
        return b"".join(self._pieces)


def _size(count: int) -> str:
    return f"{count / MIB:g} MiB" if count >= MIB else f"{count} bytes"


def _too_large(limit: int, how: str, what: str) -> FetchFailed:
    return FetchFailed(
        f"The answer is larger than {_size(limit)}{how}, more than {what} needs. "
        f"Check the address; the operator can raise {SETTINGS[what]}."
    )
