"""A practice central that runs for one test or benchmark, joined to its practice site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.practice import (
    PRACTICE_SITE,
    PracticeCentral,
    set_up_practice_site,
)


@contextmanager
def practice_central_running(site: SiteRuntime) -> Iterator[PracticeCentral]:
    """A context with the practice site set up and joined to a practice central, which is yielded.

    The central ends with the block. Raises CentralUnreachable where it does not start.
    """
    store_key = set_up_practice_site(site)
    with closing(PracticeCentral(site.data.central)) as central:
        site.join_central(store_key, PRACTICE_SITE.sign_in_name, central.invitation)
        yield central
