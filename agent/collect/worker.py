"""Reading foreign files, alone in a process of its own: `python -m agent.collect.worker`.

Parsers of foreign files can be made to take all memory, or all time. Here they may take so much memory and
write no file; who waits for them ends the process when it takes too long. One JSON line a question, followed
by the file's bytes; one JSON line an answer.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

from agent.collect.outcome import Unusable

MOST_MEMORY = 2_000_000_000
"""Bytes of address space: what the parsers' libraries map, and a gigabyte to work in."""


def _feed(data: bytes, content_type: str) -> dict[str, Any]:
    from agent.collect.feeds import read_feed

    return read_feed(data, content_type).model_dump(mode="json")


def _page(data: bytes, content_type: str) -> dict[str, Any]:
    from agent.collect.pages import decode_page, read_page

    return dataclasses.asdict(read_page(decode_page(data)))


def _links(data: bytes, content_type: str) -> dict[str, Any]:
    from agent.collect.discover import links_of
    from agent.collect.pages import decode_page

    return links_of(decode_page(data)).model_dump(mode="json")


def _opml(data: bytes, content_type: str) -> dict[str, Any]:
    from agent.collect.opml import read_opml

    return read_opml(data).model_dump(mode="json")


def _pdf(data: bytes, content_type: str) -> dict[str, Any]:
    from agent.collect.pdf import read_pdf

    return dataclasses.asdict(read_pdf(data))


def _mail(data: bytes, content_type: str) -> dict[str, Any]:
    from agent.collect.mail import read_mail

    return dataclasses.asdict(read_mail(data))


JOBS: dict[str, Callable[[bytes, str], dict[str, Any]]] = {
    "feed": _feed,
    "page": _page,
    "links": _links,
    "opml": _opml,
    "pdf": _pdf,
    "mail": _mail,
}
"""What can be read, each given the bytes and what the server says they are."""


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until there are no more."""
    for line in questions:
        asked = json.loads(line)
        data = questions.read(asked["bytes"])
        answers.write(json.dumps(_answered(asked["read"], data, asked["content_type"])).encode() + b"\n")
        answers.flush()


def _answered(name: str, data: bytes, content_type: str) -> dict[str, Any]:
    try:
        return {"answer": JOBS[name](data, content_type)}
    except Unusable as problem:
        return {"unusable": str(problem)}
    except MemoryError:
        return {"unusable": "reading it takes more memory than it may"}
    except RecursionError:
        return {"unusable": "it is nested too deeply to be read"}
    except Exception as error:  # whatever a parser raises on a foreign file is a verdict on the file
        return {"unusable": f"the reader of such files fails on it ({type(error).__name__})"}


def confine() -> None:
    """Take from this process what reading does not need; where the system cannot, nothing is taken."""
    tempfile.tempdir = os.curdir  # nothing can be written there either, and nobody looks for a place that can
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    # Whatever a library prints must not be taken for an answer.
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    confine()
    serve(sys.stdin.buffer, stream)
