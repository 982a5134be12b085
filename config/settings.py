"""Settings, read from the environment through django-environ.

``DIBAO_PROFILE`` is ``development`` (the default: a laptop, no server needed) or ``production``
(HTTPS, secrets and hosts from the environment; ``manage.py check --deploy`` is clean).
Every variable is described in README.md under "Operating".
"""

from pathlib import Path
from urllib.parse import quote

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from config.search_url import search_connection

# Lets generic Django classes be written with their type, as in ModelAdmin[Page].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PROFILE = env.str("DIBAO_PROFILE", default="development")
if PROFILE not in ("development", "production"):
    raise ImproperlyConfigured(f"DIBAO_PROFILE is {PROFILE!r}; use development or production")
PRODUCTION = PROFILE == "production"

#: Database, index, uploads and collected static files live here.
DATA_DIR = Path(env.str("DIBAO_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _local_secret_key() -> str:
    """Return the key kept in the data folder, made at first use, for development only."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key(), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = env.str("DIBAO_SECRET_KEY") if PRODUCTION else _local_secret_key()
DEBUG = env.bool("DIBAO_DEBUG", default=False)
ALLOWED_HOSTS = env.list(
    "DIBAO_ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = env.list("DIBAO_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "archive",
    "search",  # before haystack: its rebuild_index takes the place of Haystack's
    "haystack",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.NumbersBeyondTheDatabase",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "archive.context_processors.site",
            ],
        },
    },
]

DATABASES = {
    "default": env.db_url("DIBAO_DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'dibao.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while one process writes; IMMEDIATE takes the write lock at once, so
    # that a transaction waits (the timeout) instead of failing half way.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": env.int("DIBAO_SQLITE_TIMEOUT", default=20),
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

HAYSTACK_CONNECTIONS = {
    "default": search_connection(
        env.str("DIBAO_SEARCH_URL", default=f"whoosh://{quote(str(DATA_DIR / 'index'))}")
    )
}
#: Seconds after which a search answers with what it has found so far.
SEARCH_SECONDS = env.float("DIBAO_SEARCH_SECONDS", default=2.0)
#: Articles beyond which `make run` offers Tantivy in a line.
SEARCH_LARGE_ARCHIVE = 20_000
#: Where jieba keeps its compiled dictionary: not the world-writable default.
JIEBA_CACHE_DIR = DATA_DIR / "cache"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("DIBAO_TIME_ZONE", default="Asia/Shanghai")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "archive:home"

#: Bytes of one text file, and of all that a zip archive unpacks to.
UPLOAD_MAX_FILE = env.int("DIBAO_UPLOAD_MAX_FILE", default=5 * 1024 * 1024)
UPLOAD_MAX_TOTAL = env.int("DIBAO_UPLOAD_MAX_TOTAL", default=200 * 1024 * 1024)
#: Files that one admin upload may hold; more go through `manage.py ingest`.
UPLOAD_MAX_FILES = env.int("DIBAO_UPLOAD_MAX_FILES", default=500)
# Above ours, so that the form can say what is wrong instead of Django's bare 400.
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_MAX_FILES * 4

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("DIBAO_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("DIBAO_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("DIBAO_LOG_LEVEL", default="INFO")},
}
