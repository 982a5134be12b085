"""Creates the administrator where there is none, and prints a new password once.

Name and password are taken from DIBAO_ADMIN_USER and DIBAO_ADMIN_PASSWORD where they are set.
"""

import os
import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Make the first user."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the administrator unless a superuser exists."""
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        name = os.environ.get("DIBAO_ADMIN_USER") or "admin"
        given = os.environ.get("DIBAO_ADMIN_PASSWORD")
        password = given or secrets.token_urlsafe(12)
        users.create_superuser(name, password=password)
        self.stdout.write(self.style.SUCCESS(f"管理员 administrator: {name}"))
        if not given:
            self.stdout.write(
                self.style.SUCCESS(f"密码 password: {password}  （只显示这一次 / shown only once）")
            )
