"""Where results and messages go: files that are there whole or not at all, stdout, stderr."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from stance.excerpt import clean
from stance.reading import STDIN

STDOUT = "-"


class Report:
    """Counts what could not be answered, and says each on stderr: ``FILE:LINE: what``."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, where: str, what: str) -> None:
        self.count += 1
        complain(f"{where}: {what}")

    @property
    def exit_code(self) -> int:
        """0 when nothing was reported, else 1."""
        return 1 if self.count else 0


def complain(message: str) -> None:
    """Says something on stderr, in one line and without control characters."""
    sys.stderr.write(clean(message).strip() + "\n")


@contextmanager
def open_output(path: str | None, inputs: Sequence[str] = ()) -> Iterator[IO[str]]:
    """A text stream to the file `path`, or to standard output for None and "-".

    The file appears under its name only when the block ends well; whatever stood there
    stays as it is until then. ValueError when it is one of the `inputs`.
    """
    if path is None or path == STDOUT:
        yield _stdout()
        return
    if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):
        # A device or a pipe cannot be replaced; what it is called by may be no real path.
        with open(path, "w", encoding="utf-8", errors="replace", newline="\n") as stream:
            yield stream
        return
    # A link is followed: what it points to is written, the link stays.
    target = Path(os.path.realpath(path))
    if any(name != STDIN and _same(target, Path(name)) for name in inputs):
        raise ValueError(f"{path}: the output would overwrite the input")
    if target.is_dir():
        raise ValueError(f"{path}: a folder, not a file")
    if not target.parent.is_dir():
        raise ValueError(f"{path}: there is no folder {target.parent}")
    with _replacing(target) as stream:
        yield stream


@contextmanager
def _replacing(target: Path) -> Iterator[IO[str]]:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with open(handle, "w", encoding="utf-8", errors="replace", newline="\n") as stream:
            yield stream
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:  # Ctrl-C too must leave nothing behind
        os.unlink(temporary)
        raise


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    umask = os.umask(0)
    os.umask(umask)
    return umask


def _same(target: Path, source: Path) -> bool:
    return target.exists() and source.exists() and target.samefile(source)


def _stdout() -> IO[str]:
    """Standard output: UTF-8 into files and pipes, what the terminal takes on a terminal."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return sys.stdout
