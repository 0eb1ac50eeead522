"""How a session begins: who signs its acts, and which programs it finds."""

from __future__ import annotations

import pytest

from ptc_app.domain.author import Author
from ptc_app.domain.errors import StoreLocked
from ptc_app.services.session_services import author_at
from ptc_app.storage.practitioners import Practitioners
from tests.support.builders import a_desk
from tests.support.site_runtimes import SETUP, SiteFixture


def test_the_author_is_who_signed_in_at_this_desk(site: SiteFixture) -> None:
    practitioners = Practitioners(site.database)
    author = author_at(a_desk(), practitioners, SETUP.sign_in_name.upper())
    assert author == Author(site.services.author.practitioner, a_desk())


def test_a_name_that_is_not_known_here_looks_like_a_wrong_passphrase(site: SiteFixture) -> None:
    with pytest.raises(StoreLocked, match=r"^store\.locked\.passphrase$"):
        author_at(a_desk(), Practitioners(site.database), "nobody")


def test_languages_and_times_are_those_of_the_program(site: SiteFixture) -> None:
    manifest = site.services.visit_starts.programs.in_force().manifest
    assert site.services.languages == manifest.languages
    assert site.services.idle == manifest.idle
