"""ASVS 4.0.3, 11.1.4 (5.0: 2.4.1): nobody empties the site or overloads it by asking on."""

import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.roles import IT_OFFICERS, OFFICE
from tests.factories_pages import make_news


def limited(settings, kind, times):
    settings.RATE_LIMITS = {
        **settings.RATE_LIMITS,
        kind: {**settings.RATE_LIMITS[kind], "times": times},
    }


def test_v11_1_4_exports_answer_429_and_say_when_to_come_back(signed_in, settings):
    limited(settings, "exports", 2)
    client, other = signed_in(OFFICE), signed_in(OFFICE)
    addresses = [reverse("audit_csv"), reverse("my_data_download"), reverse("audit_xlsx")]

    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert [client.get(address).status_code for address in addresses] == [200, 200, 429]
        refused = client.get(addresses[0])
        wait = int(refused["Retry-After"])
        assert wait == 600
        assert "thử lại sau 10 phút" in refused.content.decode()
        assert "no-store" in refused["Cache-Control"]
        assert other.get(addresses[0]).status_code == 200
        assert client.get("/").status_code == 200
        clock.shift(wait)
        assert client.get(addresses[0]).status_code == 200


def test_v11_1_4_a_refused_export_takes_nothing_out_and_leaves_a_line(signed_in, settings):
    limited(settings, "exports", 1)
    client = signed_in(OFFICE)
    for _ in range(2):
        client.get(reverse("audit_csv"))
    assert ModelLogEntry.objects.filter(action="audit.export").count() == 1
    line = ModelLogEntry.objects.get(action="access.refused")
    assert line.data["path"] == reverse("audit_csv")


def test_v11_1_4_lists_of_wagtail_as_files_count_too(signed_in, settings):
    limited(settings, "exports", 1)
    client = signed_in(OFFICE)
    address = reverse("wagtailadmin_reports:site_history")
    client.get(address, {"export": "xlsx"})
    assert client.get(address, {"export": "xlsx"}).status_code == 429
    assert client.get(address).status_code != 429


def test_v11_1_4_figures(signed_in, settings):
    limited(settings, "figures", 2)
    client = signed_in(OFFICE)
    for name in ("reports", "audit_log"):
        assert client.get(reverse(name)).status_code == 200
    assert client.get(reverse("reports")).status_code == 429
    assert client.head(reverse("reports")).status_code == 429


def test_v11_1_4_lists_of_staff_that_are_sent_are_not_lost(signed_in, settings):
    limited(settings, "roll", 1)
    client = signed_in(IT_OFFICERS)
    address = reverse("nhap-danh-sach:index")
    assert client.post(address).status_code == 422
    refused = client.post(address)
    assert refused.status_code == 429
    assert "dữ liệu không thay đổi" in refused.content.decode()
    assert client.get(address).status_code == 200


def test_v11_1_4_who_has_no_right_is_counted_and_learns_nothing(signed_in, settings):
    limited(settings, "exports", 2)
    client = signed_in()
    answers = [client.get(reverse("audit_csv")).status_code for _ in range(2)]
    assert answers == [403, 403]


def test_v11_1_4_strangers_are_led_to_the_door_and_not_counted(client, site, settings, sql):
    limited(settings, "exports", 0)
    with sql.capture() as captured:
        assert client.get(reverse("my_data_download")).status_code == 302
    assert "costlyuse" not in str(captured)


def test_v11_1_4_pages_cost_nothing_more(signed_in, site, sql):
    client = signed_in()
    page = make_news(site.news)
    with sql.capture() as captured:
        assert client.get(page.url).status_code == 200
    assert "costlyuse" not in str(captured)
