"""Every test has its own uploads and index folder, a real SQLite database and no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import haystack
import pytest
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.fixtures import Settings

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

# A busy machine is slow, not wrong: no test is timed.
hypothesis_settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Put uploads and index into the test's own folder, and serve static files unhashed."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.WHITENOISE_AUTOREFRESH = True  # otherwise it warns that nothing is collected yet
    settings.HAYSTACK_CONNECTIONS = {
        "default": {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": str(tmp_path / "index")}
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    haystack.connections.connections_info = settings.HAYSTACK_CONNECTIONS
    haystack.connections.reload("default")
    yield tmp_path
    haystack.connections.reload("default")


@pytest.fixture(autouse=True)
def _in_chinese(settings: Settings) -> Iterator[None]:
    """Begin in the site's language: a request in English leaves its own behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and corpora; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared with the real pages is not here")
    return SHARED
