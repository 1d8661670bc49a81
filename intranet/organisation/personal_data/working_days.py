"""By when a request has to be answered; pure, without Django."""

import datetime

SATURDAY = 5
DAYS_TO_ANSWER = 2


def working_days_after(day: datetime.date, number: int = DAYS_TO_ANSWER) -> datetime.date:
    """The last of so many working days after the day; public holidays count as working days.

    They are set anew each year: without them an answer is asked for earlier, never later.
    """
    while number:
        day += datetime.timedelta(days=1)
        number -= day.weekday() < SATURDAY
    return day


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first_of_next = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(day.day, last))


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The first day whose `months_before` is not earlier than the day."""
    later = months_before(day, -months)
    while months_before(later, months) < day:
        later += datetime.timedelta(days=1)
    return later
