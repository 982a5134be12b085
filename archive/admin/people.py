"""Who is at the editors' desk."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def signed_in(request: HttpRequest) -> "User":
    """Return the editor; raises PermissionDenied for a stranger, whom the admin lets no further."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user
