"""What a page weighs as served: the first visit, and later ones with the cache filled."""

import pytest

pytestmark = pytest.mark.browser

KB = 1024
FIRST_VISIT = {"document": 12 * KB, "stylesheet": 12 * KB, "font": 22 * KB, "script": 12 * KB}
FIRST_VISIT_TOTAL = 60 * KB
LATER_VISIT_TOTAL = 15 * KB
LONG_DOCUMENT_TEXT = 25 * KB  # a long document brings its text on top


class Scale:
    """Weighs what a browser window fetches over the network, by kind; content images apart."""

    def __init__(self, page):
        self.weights = {}
        page.on("requestfinished", self.weigh)

    def weigh(self, request):
        response = request.response()
        if response is None or response.from_service_worker or "/tep/" in request.url:
            return
        size = request.sizes()["responseBodySize"]
        self.weights[request.resource_type] = self.weights.get(request.resource_type, 0) + size

    @property
    def total(self):
        return sum(self.weights.values())


def weigh(page, path):
    """Return the scale after a visit to the path."""
    scale = Scale(page)
    answer = page.goto(path, wait_until="networkidle")
    assert answer.status == 200, f"{page.url} answered {answer.status}"
    page.evaluate("document.fonts.ready.then(() => null)")
    return scale


@pytest.mark.parametrize("model", ["HomePage", "SectionPage", "CampaignPage", "QuizPage"])
def test_a_first_visit(model, site, sign_in):
    page = sign_in("canbo")
    page.goto("about:blank")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    scale = weigh(page, site.page_path(model))
    too_heavy = {
        kind: weight
        for kind, weight in scale.weights.items()
        if weight > FIRST_VISIT.get(kind, FIRST_VISIT_TOTAL)
    }
    assert not too_heavy, scale.weights
    assert scale.total <= FIRST_VISIT_TOTAL, scale.weights


def test_a_later_visit(site, sign_in):
    page = sign_in("canbo")
    page.goto("/", wait_until="networkidle")
    for model in ("SectionPage", "CampaignPage", "NewsPage", "HomePage"):
        scale = weigh(page, site.page_path(model))
        assert scale.total <= LATER_VISIT_TOTAL, (model, scale.weights)


def test_a_long_document_costs_its_text_on_top(site, sign_in):
    page = sign_in("canbo")
    page.goto("/", wait_until="networkidle")
    scale = weigh(page, site.page_path("PolicyPage"))
    assert scale.total <= LATER_VISIT_TOTAL + LONG_DOCUMENT_TEXT, scale.weights


def test_nothing_comes_from_another_host(site, sign_in):
    page = sign_in("canbo")
    foreign = []
    page.on("request", lambda request: foreign.append(request.url))
    for model in ("HomePage", "PolicyPage", "QuizPage"):
        page.goto(site.page_path(model), wait_until="networkidle")
    assert [url for url in foreign if not url.startswith((site.url, "data:"))] == []
