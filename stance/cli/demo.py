"""`stance demo`: a page in the browser to try the toolkit with."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from stance.cli.output import complain
from stance.models import DEFAULT_STANCE

if TYPE_CHECKING:
    from stance.cli.options import Commands
    from stance.demo import Server

PORT = 8321

DESCRIPTION = """\
Open a page in the browser to try the toolkit: paste an article or open a file, see its report,
and save that as HTML, JSON or CSV. The page is served and the texts are read on this machine;
nothing is loaded from anywhere else and nothing is sent. Ctrl-C ends it."""

EPILOG = """\
examples:
  stance demo
  stance demo --model models/stance-base --port 9000 --no-browser"""


def add_parser(commands: Commands) -> None:
    """Adds `demo` to the command line."""
    parser = commands.add_parser(
        "demo",
        help="try it on a page in the browser",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address or name to listen on (%(default)s)"
    )
    parser.add_argument(
        "--port", type=_port, default=PORT, help="port to listen on; 0: any free one (%(default)s)"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="only say where the page is, do not open it"
    )
    parser.add_argument(
        "--model",
        default=DEFAULT_STANCE,
        metavar="NAME",
        help="the stance model that is chosen at first (%(default)s)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serves the page until Ctrl-C; the exit code."""
    from stance.demo import Analyst, Server, offered

    analyst = Analyst(offered(args.model))
    with Server(analyst, args.host, args.port) as server:
        try:
            _announce(server, args.no_browser)
            server.serve_forever()
        except KeyboardInterrupt:
            sys.stdout.write("\nstance demo: ended\n")
    if analyst.busy:
        # Python would take the model's threads down with it while they run, and crash.
        sys.stdout.flush()
        os._exit(0)
    return 0


def _announce(server: Server, no_browser: bool) -> None:
    """Says where the page is and opens it."""
    import threading
    import webbrowser

    sys.stdout.write(f"stance demo: {server.url} (Ctrl-C ends it)\n")
    sys.stdout.flush()
    if not server.is_private:
        complain(f"stance demo: whoever reaches {server.host} can use the page without a password")
    if not no_browser and _has_screen():
        # In a thread: a browser may take its time, or the terminal.
        threading.Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()


def _has_screen() -> bool:
    """Whether there is a screen for a browser: over SSH and in a container there is none."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _port(value: str) -> int:
    number = int(value) if value.isascii() and value.isdecimal() else -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{value!r} is no port, a number from 0 to 65535")
    return number
