"""One table."""

from django.db import models


class Note(models.Model):
    """A row for each account that is written again and again."""

    # No constraint: tables without migrations are made before those with.
    user = models.OneToOneField("auth.User", on_delete=models.CASCADE, db_constraint=False)
    text = models.CharField(max_length=200)
    saves = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "bare"
