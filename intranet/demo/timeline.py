"""The days of the demonstration, all counted from the one on which it was first started."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKS = 5
WORKING_DAYS = 5


@dataclass(frozen=True)
class Timeline:
    """What stands on which day when the demonstration starts on `today`."""

    today: datetime.date

    @property
    def campaign_starts(self) -> datetime.date:
        """The campaign began three weeks ago, so that there is something to see."""
        return self.today - datetime.timedelta(days=20)

    @property
    def campaign_ends(self) -> datetime.date:
        """The campaign runs for five weeks."""
        return self.campaign_starts + datetime.timedelta(weeks=WEEKS, days=-1)

    @property
    def quiz_opens(self) -> datetime.datetime:
        """The quiz opens with the campaign."""
        return moment(self.campaign_starts, 7, 30)

    @property
    def quiz_due(self) -> datetime.datetime:
        """The day by which everybody is asked to have taken the quiz."""
        return moment(self.today + datetime.timedelta(days=10), 17)

    @property
    def quiz_closes(self) -> datetime.datetime:
        """Two days of grace after the due day."""
        return moment(self.today + datetime.timedelta(days=12), 17)

    @property
    def reading_asked(self) -> datetime.datetime:
        """Documents were asked to be confirmed as the campaign began."""
        return moment(self.campaign_starts, 8)

    @property
    def reading_due(self) -> datetime.date:
        """The day by which they are to be confirmed: a few days after the quiz is due."""
        return self.today + datetime.timedelta(days=14)

    @property
    def text_changed(self) -> datetime.datetime:
        """One of them was changed in substance, and everybody was asked again."""
        return moment(self.today - datetime.timedelta(days=6), 8)

    @property
    def meeting_day(self) -> datetime.date:
        """The working day of a meeting at which a few units heard of the plan."""
        days = (self.today - datetime.timedelta(days=back) for back in (4, 5, 6))
        return next(day for day in days if day.weekday() < WORKING_DAYS)

    @property
    def past_opens(self) -> datetime.datetime:
        """The quiz before that of the campaign was open for two weeks."""
        return self.past_closes - datetime.timedelta(weeks=2)

    @property
    def past_due(self) -> datetime.datetime:
        """Two days of grace there, too."""
        return self.past_closes - datetime.timedelta(days=2)

    @property
    def past_closes(self) -> datetime.datetime:
        """It closed four weeks before the first start."""
        return moment(self.today - datetime.timedelta(weeks=4), 17)

    @property
    def past_transfer(self) -> datetime.date:
        """The day of a transfer within its window, of which the site learnt only afterwards."""
        return self.past_closes.date() - datetime.timedelta(days=5)

    def placeholders(self) -> dict[str, str]:
        """The dates that the texts name, as they are printed."""
        weeks = {
            f"week_{number + 1}": _printed(self.campaign_starts + datetime.timedelta(weeks=number))
            for number in range(WEEKS)
        }
        return {
            **weeks,
            "year": str(self.today.year),
            "start": _printed(self.campaign_starts),
            "quiz_due": _printed(self.quiz_due.date()),
        }


def moment(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    """Return the moment at which a clock in the province shows this time."""
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=ZONE)


def _printed(day: datetime.date) -> str:
    return f"{day:%d/%m/%Y}"
