"""Opens the TCP socket on which the server listens."""

import os
import socket
from contextlib import suppress


def open_listening_socket(host: str, port: int, previous_port: int) -> socket.socket:
    """Return a socket that listens at the host, an address of IPv4 or IPv6; the caller closes it.

    Port 0 means `previous_port` if that is not 0 and free, otherwise any free port. Raises OSError
    if another `port` is in use, or the host is no address of this machine.
    """
    if port == 0 and previous_port != 0:
        with suppress(OSError):
            return _listen(host, previous_port)
    return _listen(host, port)


def https_url(host: str, listener: socket.socket) -> str:
    """Return the URL of the host (in brackets if it is an IPv6 address) and the socket's port."""
    url_host = f"[{host}]" if ":" in host else host
    return f"https://{url_host}:{listener.getsockname()[1]}"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sets TCP_NODELAY; without, each response takes 40 ms more.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # on Windows the option lets two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen()
    return listener
