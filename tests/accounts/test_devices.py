"""What browsers and proxies say about themselves, whatever they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.accounts.devices import client_address, device_name


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36",
            "Chrome · Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        (
            "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120 Chrome/114 Safari/537.36",
            "Cốc Cốc · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari · iPhone",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox · Linux",
        ),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_devices_are_named(agent, expected):
    assert device_name(agent) == expected


@given(st.text())
def test_any_text_is_taken(agent):
    assert len(device_name(agent)) < 40


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("", 1, "remote"),
        ("1.1.1.1", 0, "remote"),
        ("1.1.1.1", 1, "1.1.1.1"),
        ("6.6.6.6, 1.1.1.1", 1, "1.1.1.1"),
        ("6.6.6.6, 1.1.1.1, 2.2.2.2", 2, "1.1.1.1"),
        ("1.1.1.1", 2, "remote"),
    ],
)
def test_only_our_own_proxies_are_believed(forwarded, proxies, expected):
    assert client_address("remote", forwarded, proxies) == expected


@given(st.lists(st.ip_addresses(v=4).map(str)), st.ip_addresses(v=4).map(str))
def test_what_a_browser_writes_itself_never_counts(invented, real):
    assert client_address("proxy", ", ".join([*invented, real]), 1) == real
