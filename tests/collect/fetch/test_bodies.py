from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.fetch.bodies import packing, unpacked
from agent.collect.fetch.outcome import Reason, Stopped

TEXT = b"The harbour of Port Marren was closed on Monday. " * 20


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@given(st.binary(max_size=3000))
def test_what_was_packed_comes_out_as_it_went_in(data: bytes) -> None:
    assert unpacked(gzip.compress(data, mtime=0), "gzip", 3000) == data
    assert unpacked(zlib.compress(data), "deflate", 3000) == data
    assert unpacked(data, "", 3000) == data


def test_deflate_without_its_wrapper_is_read_as_some_servers_send_it() -> None:
    assert unpacked(bare(TEXT), "deflate", 10_000) == TEXT


def test_an_empty_body_needs_no_packing() -> None:
    assert unpacked(b"", "gzip", 10) == b""


@pytest.mark.parametrize("size", [999, 1000, 1001])
@pytest.mark.parametrize("how", ["gzip", "deflate", ""])
def test_the_limit_is_the_last_size_that_passes(size: int, how: str) -> None:
    data = b"x" * size
    wire = {"gzip": gzip.compress(data, mtime=0), "deflate": zlib.compress(data), "": data}[how]
    if size <= 1000:
        assert unpacked(wire, how, 1000) == data
    else:
        with pytest.raises(Stopped) as caught:
            unpacked(wire, how, 1000)
        assert caught.value.reason is Reason.TOO_LARGE


def test_a_bomb_takes_no_more_memory_than_the_limit() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    tracemalloc.start()
    with pytest.raises(Stopped, match="more than"):
        unpacked(bomb, "gzip", 100_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    assert peak < 1_000_000
    assert len(unpacked(bomb, "gzip", 50_000_000)) == 50_000_000  # the defence off
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak >= 50_000_000


@pytest.mark.parametrize(
    ("wire", "how"),
    [
        (gzip.compress(TEXT, mtime=0)[:-9], "gzip"),
        (zlib.compress(TEXT)[:-5], "deflate"),
        (gzip.compress(TEXT, mtime=0)[:-8] + b"\0" * 8, "gzip"),
        (b"no gzip at all", "gzip"),
        (TEXT, "deflate"),
        (b"\x78", "deflate"),
        (gzip.compress(TEXT, mtime=0) + gzip.compress(TEXT, mtime=0), "gzip"),
        (gzip.compress(TEXT, mtime=0) + b"tail", "gzip"),
    ],
)
def test_what_is_damaged_or_cut_off_or_continued_is_refused(wire: bytes, how: str) -> None:
    with pytest.raises(Stopped) as caught:
        unpacked(wire, how, 100_000)
    assert caught.value.reason is Reason.BAD_ENCODING


@pytest.mark.parametrize(
    ("encoding", "how"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("X-GZip", "gzip"),
        ("deflate", "deflate"),
        ("identity, gzip", "gzip"),
    ],
)
def test_what_was_asked_for_is_understood(encoding: str, how: str) -> None:
    assert packing(encoding) == how


@pytest.mark.parametrize(
    "encoding", ["br", "zstd", "compress", "gzip, gzip", "deflate,gzip", "gzip,br", "nonsense"]
)
def test_what_was_not_asked_for_or_is_packed_twice_is_refused(encoding: str) -> None:
    with pytest.raises(Stopped) as caught:
        packing(encoding)
    assert caught.value.reason is Reason.BAD_ENCODING
