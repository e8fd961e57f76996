"""What a command may end with: a product on stdout, or one plain sentence on stderr, and an exit code.

0 done · 1 refuted, not true, or gate red · 2 usage, configuration or disk · 3 done, some items skipped ·
4 refused: nothing to say · 5 busy · 70 a fault of the program itself · 130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from traceback import extract_tb
from typing import Literal

from agent.errors import AletheiaError, Refused, StoreFull
from agent.logs import line
from agent.text.safe import one_line

INTERRUPTED = 130
FAULT = 70
"""EX_SOFTWARE of sysexits.h: never to be taken for a verdict (1)."""
FULL = (ENOSPC, EDQUOT, EFBIG)
"""What a system says when there is no room: disk, quota, file size."""


def guarded(work: Callable[[], int]) -> int:
    """Run a command and return its exit code; whatever goes wrong becomes a sentence on stderr."""
    try:
        _speak_utf8()
        code = work()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except AletheiaError as error:
        return _ended(str(error), error.exit_code)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one must not cut the sentence short
        return _ended("Interrupted; what was finished is kept.", INTERRUPTED)
    except BrokenPipeError:
        _let_go_of_stdout()  # nobody reads on: as when `head` has seen enough
        return 0
    except OSError as error:
        _let_go_of_stdout()
        return _ended(str(plain(error)), AletheiaError.exit_code)
    except SystemExit:
        raise
    except BaseException as error:  # panics of the engines' Rust code are no Exception
        if sys.flags.dev_mode:
            raise
        return _ended(fault(error), FAULT)


def plain(error: OSError, subject: str = "") -> AletheiaError:
    """Return what the system complains about as an error of ours."""
    name = subject or str(error.filename or "standard output")
    if error.errno in FULL:
        return StoreFull(name)
    return Refused(name, error.strerror or str(error))


def say(text: str, level: Literal["info", "error"] = "info") -> None:
    """Tell the person at the terminal, beside the product; where it is set so, in JSON for a program."""
    print(line(text, level), file=sys.stderr)


def _ended(sentence: str, code: int) -> int:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _let_go_of_stdout()
    with suppress(OSError):  # nobody listens either
        say(one_line(sentence), "error")
    return code


def fault(error: BaseException) -> str:
    """Name the fault and its place, which is what a report of it needs."""
    frames = extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"
    told = f"{type(error).__name__} at {place}: {error}"[:300]
    return (
        f"This is a fault of aletheia itself ({told}). Nothing that was finished is lost; please report the "
        "line, and run `aletheia doctor`."
    )


def _speak_utf8() -> None:
    """Write UTF-8 into files and pipes whatever the locale, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _let_go_of_stdout() -> None:
    """Point stdout nowhere, so that the interpreter does not complain about it again at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass
