"""A web process that answers readers: addresses in, one a line; status and what stands there out.

python -m tests.search.sound.looking
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.test import Client, override_settings  # noqa: E402

#: Nothing is collected here.
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@override_settings(STORAGES=PLAIN, WHITENOISE_AUTOREFRESH=True)
def main() -> None:
    """Answer until there is nothing more to read."""
    reader = Client(raise_request_exception=False)
    print("ready", flush=True)
    for line in sys.stdin:
        answer = reader.get(line.strip(), headers={"host": "localhost"})
        print(json.dumps([answer.status_code, answer.content.decode()]), flush=True)


if __name__ == "__main__":
    main()
