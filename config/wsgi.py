"""WSGI entry point that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from search import analysis, words  # noqa: E402 - settings first
from search.text import pinyin  # noqa: E402 - settings first

# gunicorn loads this module once before it forks: all workers share one dictionary, the readings.
words.follow_at_start()
analysis.preload()
pinyin.preload()
# What is loaded now stays: looking for garbage there takes time, and pages that workers share.
gc.collect()
gc.freeze()
