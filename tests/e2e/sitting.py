"""A person at a quiz in a browser: what is done, what the page says, what the database holds."""

import datetime
import json
import sqlite3

from playwright.sync_api import expect

CHOICE_KINDS = ("single", "multiple")
TOLD = """() => Object.fromEntries(
    [...document.querySelectorAll("[data-status=saved]")].map((status) => {
        const item = status.closest("[data-slot]");
        const inputs = [...item.querySelectorAll(`[name="cau-${item.dataset.slot}"]`)];
        const ticks = inputs.filter((input) => input.checked);
        const texts = ticks.map((input) => input.closest("label").innerText.trim().slice(3));
        const values = inputs.filter((input) => !/radio|checkbox/.test(input.type));
        return [item.dataset.slot, [...texts, ...values.map((input) => input.value)].sort()];
    })
)"""


class Sitting:
    """An attempt at the short quiz, in one browser window."""

    def __init__(self, page, site, attempt_id):
        self.page = page
        self.site = site
        self.attempt_id = attempt_id
        self.path = f"/bai-lam/{attempt_id}/"

    @property
    def question(self):
        """The question that is shown."""
        return self.page.locator("[data-slot]:visible")

    def choose(self, text):
        """Tick an option of the question that is shown."""
        self.question.locator("label", has_text=text).click()

    def write(self, text):
        """Write into the field of the question that is shown."""
        self.question.locator("input[type=text]").fill(text)

    def go(self, slot):
        """Go to a question by the list of all."""
        self.page.locator(f"[data-place='{slot}']").click()
        expect(self.page.locator(f"#cau-{slot}")).to_be_visible()

    def check(self):
        """Go to the last screen."""
        self.page.locator(".palette a[href='#kiem-tra']").click()

    def hand_in(self):
        """Go to the last screen and press the button there."""
        self.check()
        self.page.locator("button[form=nop-bai]").click()

    def expect_status(self, state, slot=None):
        """Wait until the page says so of a question, of the one shown unless it is named."""
        question = self.page.locator(f"#cau-{slot}") if slot else self.question
        expect(question.locator("[data-status]")).to_have_attribute("data-status", state)

    def expect_notice(self, text):
        """Wait until the page says so of the whole attempt."""
        expect(self.page.locator("[data-notices]")).to_contain_text(text)

    def told(self):
        """The answers that the page says are saved, by slot."""
        return {int(slot): values for slot, values in self.page.evaluate(TOLD).items() if values}

    def stored(self):
        """The answers in the database in the same words, by slot."""
        rows = self.site.rows(
            "SELECT slot, answer, kind, options FROM quiz_response AS response"
            " JOIN quiz_questionversion AS version ON version.id = question_version_id"
            " WHERE attempt_id = ?",
            self.attempt_id,
        )
        return {slot: words(*row) for slot, *row in rows if json.loads(row[0])}

    def state(self):
        """What the database says of the attempt."""
        rows = self.site.rows("SELECT state FROM quiz_attempt WHERE id = ?", self.attempt_id)
        return rows[0][0]

    def end_in(self, seconds):
        """Let the time be over in so many seconds, by the server's clock."""
        deadline = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
        closes_at = deadline + datetime.timedelta(seconds=5)
        parameters = {"end": sql_text(deadline), "shut": sql_text(closes_at), "id": self.attempt_id}
        write(
            self.site,
            "UPDATE quiz_attempt SET deadline = :end, closes_at = :shut WHERE id = :id",
            parameters,
        )
        write(
            self.site,
            "UPDATE quiz_response SET closes_at = :shut WHERE attempt_id = :id",
            parameters,
        )


def words(answer, kind, options):
    """Return a stored answer as the words that the person chose or wrote."""
    texts = {option["id"]: option["text"] for option in json.loads(options)}
    if kind in CHOICE_KINDS:
        return sorted(texts[option_id] for option_id in json.loads(answer))
    return [str(value) for value in json.loads(answer)]


def sql_text(moment):
    """Return a moment as the database writes it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def write(site, statement, parameters=()):
    """Change the site's database behind its back."""
    with sqlite3.connect(site.folder / "db.sqlite3", timeout=30) as connection:
        connection.execute(statement, parameters)
    connection.close()


def forget_attempts(site, username):
    """Let the person begin anew."""
    owner = (
        "person_id = (SELECT person.id FROM organisation_person AS person JOIN accounts_user AS"
        " account ON account.id = user_id WHERE username = :username)"
    )
    attempts = f"SELECT id FROM quiz_attempt WHERE {owner}"
    responses = f"SELECT id FROM quiz_response WHERE attempt_id IN ({attempts})"
    for statement in (
        f"DELETE FROM quiz_lateanswer WHERE response_id IN ({responses})",
        f"DELETE FROM quiz_response WHERE attempt_id IN ({attempts})",
        f"DELETE FROM quiz_attempt WHERE {owner}",
    ):
        write(site, statement, {"username": username})


def begin(page, site, path):
    """Begin the quiz at the path, or go on with it, and return the sitting."""
    page.goto(path)
    page.locator("form[action*='bat-dau'] button, main a[href^='/bai-lam/']").first.click()
    page.wait_for_url("**/bai-lam/**")
    return Sitting(page, site, int(page.url.split("/bai-lam/")[1].split("/")[0]))
