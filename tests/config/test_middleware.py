"""Crafted numbers and refused forms give a page, not a stack trace."""

import pytest
from django.test import Client

from tests.factories import make_issue

pytestmark = pytest.mark.django_db
HUGE = "9" * 30


@pytest.mark.parametrize(
    "address",
    [f"/admin/archive/issue/{HUGE}/change/", f"/admin/archive/issue/?date__year={HUGE}"],
)
def test_number_beyond_the_database_is_no_server_error(admin_client: Client, address: str) -> None:
    make_issue()
    assert admin_client.get(address).status_code in (302, 400, 404)


def test_posted_number_beyond_the_database(admin_client: Client) -> None:
    issue = make_issue()
    data = {"newspaper": HUGE, "date": "2025-04-18", "edition": 1}
    data |= {"pages-TOTAL_FORMS": "0", "pages-INITIAL_FORMS": "0"}
    response = admin_client.post(f"/admin/archive/issue/{issue.pk}/change/", data)
    assert response.status_code in (200, 400)


def test_form_without_its_token_gets_our_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/i18n/setlang/", {"language": "en"})
    assert response.status_code == 403
    assert "没有权限" in response.content.decode()
