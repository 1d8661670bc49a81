"""What editors tell search: words that mean the same, and how all processes learn of a change."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from search.equivalents import FEWEST_TERMS, MOST_TERMS, is_too_long, key_of, terms_of
from search.queries import LONGEST_EXPANSION


class SynonymGroup(models.Model):
    """Terms that mean the same: whoever types one finds the others."""

    terms = models.TextField(
        gettext_lazy("words that mean the same"),
        max_length=1000,
        help_text=gettext_lazy(
            "One term a line, for example «hành chính» and «hành chánh». "
            "Marks and capitals do not matter."
        ),
    )
    updated_at = models.DateTimeField(gettext_lazy("updated"), auto_now=True)

    class Meta:
        verbose_name = gettext_lazy("synonyms")
        verbose_name_plural = gettext_lazy("synonyms")
        ordering = ["terms", "pk"]

    def __str__(self) -> str:
        return " = ".join(self.terms.splitlines())

    def clean(self) -> None:
        """Tidy the terms; refuse what search could not use, and terms of another group."""
        super().clean()
        terms = terms_of(self.terms)
        self.terms = "\n".join(terms)
        if faults := [*_faults_of(terms), *self._faults_with_others(terms)]:
            raise ValidationError({"terms": faults})

    def _faults_with_others(self, terms: list[str]) -> list[str]:
        """The terms that stand in another group already; there are few groups."""
        mine = {key_of(term): term for term in terms}
        others = SynonymGroup.objects.exclude(pk=self.pk).values_list("terms", flat=True)
        said = _("«%(term)s» stands in another group already: %(group)s. Add the words there.")
        return [
            said % {"term": mine[key_of(other)], "group": " = ".join(group.splitlines())}
            for group in others
            for other in group.splitlines()
            if key_of(other) in mine
        ]


def _faults_of(terms: list[str]) -> list[str]:
    """What is wrong with the terms by themselves."""
    faults = []
    if len(terms) < FEWEST_TERMS:
        faults.append(_("Write at least two terms that differ by more than marks and capitals."))
    if len(terms) > MOST_TERMS:
        said = ngettext("At most %(n)s term.", "At most %(n)s terms.", MOST_TERMS)
        faults.append(said % {"n": MOST_TERMS})
    for term in terms:
        if not key_of(term):
            faults.append(_("«%(term)s» has neither a letter nor a digit.") % {"term": term})
        elif is_too_long(term):
            said = _("«%(term)s» is too long: at most %(n)s words.")
            faults.append(said % {"term": term, "n": LONGEST_EXPANSION})
    return faults


class ListsVersion(models.Model):
    """The one row that says in which state the lists are; another token after every change.

    Its writers wait for each other until they commit, so that no change goes unseen.
    """

    ONLY = 1

    token = models.UUIDField(default=uuid.uuid4)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = gettext_lazy("version of the lists of search")
        verbose_name_plural = gettext_lazy("version of the lists of search")

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def renew(cls) -> None:
        """Let everybody read the lists anew."""
        cls.objects.update_or_create(pk=cls.ONLY, defaults={"token": uuid.uuid4()})
