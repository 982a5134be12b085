"""A newspaper that the test pages name, and who publishes it."""

import pytest
from django.test import Client

from archive.models import Newspaper
from tests.desk import PUBLISHER, client_of
from tests.factories import make_newspaper


@pytest.fixture
def paper(db: None) -> Newspaper:
    """岱下晚报, which the pages of `tests.pages` are of."""
    return make_newspaper(name="岱下晚报", slug="daixia-wanbao", cn="37-9911")


@pytest.fixture
def publisher(db: None) -> Client:
    """A client signed in with the role that may do everything."""
    return client_of(PUBLISHER)
