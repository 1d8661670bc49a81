"""The steps of an act: what and when, the details of its kind, who goes where; and delegation."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from intranet.organisation.choosers import person_chooser
from intranet.organisation.fields import UnitChoiceField, UnitMultipleChoiceField
from intranet.organisation.models import (
    Delegation,
    MembershipRole,
    ReorganisationAct,
    Unit,
    UnitKind,
    UnitPeriod,
)
from intranet.organisation.reorganisation.acts import (
    KINDS_OF_ONE_UNIT,
    LEADING,
    MEMBER,
    STAYS,
    Act,
    Kind,
)
from intranet.organisation.reorganisation.roll import Post

LEAVES = "leave"
NEW_UNITS_AT_MOST = 10


class ActForm(WagtailAdminModelForm):
    """The first step: which act, on which units, from when, by which decision."""

    units = UnitMultipleChoiceField(label=_("Units that the act is about"))

    class Meta:
        model = ReorganisationAct
        fields = ("kind", "effective_on", "decision_number", "decision_on", "reason", "units")
        widgets: ClassVar[dict[str, Any]] = {
            "kind": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ReorganisationAct._meta.get_field("kind").choices

    def clean_units(self) -> Any:
        """At least one unit, and only one where the act is about one."""
        units = self.cleaned_data["units"]
        if not units:
            raise forms.ValidationError(_("Choose the unit that the act is about."))
        if self.cleaned_data.get("kind") in KINDS_OF_ONE_UNIT and len(units) > 1:
            raise forms.ValidationError(_("This act is about one unit: choose only one."))
        return units


class DetailsForm(forms.Form):
    """The second step; each kind of act has its own questions."""

    def __init__(self, *args: Any, record: ReorganisationAct, **kwargs: Any) -> None:
        self.record = record
        kwargs.setdefault("initial", self.initial_of(record))
        super().__init__(*args, **kwargs)

    def initial_of(self, record: ReorganisationAct) -> dict[str, Any]:
        """What was answered before, or what is usual."""
        return dict(record.details)

    def details(self) -> dict[str, Any]:
        """The answers as the record keeps them."""
        raise NotImplementedError


class RenameForm(DetailsForm):
    """The new name."""

    name = forms.CharField(label=_("New name"), max_length=255)
    short_name = forms.CharField(label=_("New short name"), max_length=60, required=False)

    def initial_of(self, record: ReorganisationAct) -> dict[str, Any]:
        """Begin with today's name."""
        place = place_of(record)
        known = {"name": place.name, "short_name": place.short_name} if place else {}
        return {**known, **record.details}

    def details(self) -> dict[str, Any]:
        """Both names."""
        return dict(self.cleaned_data)


class MoveForm(DetailsForm):
    """The new parent."""

    parent = UnitChoiceField(
        label=_("New parent unit"),
        queryset=Unit.objects.all(),
        required=False,
        empty_label=_("None: at the top of the tree"),
    )

    def details(self) -> dict[str, Any]:
        """The parent's id."""
        return {"parent": _pk(self.cleaned_data["parent"])}


class MergeForm(DetailsForm):
    """Into which unit, and who else takes over functions and people."""

    target = UnitChoiceField(
        label=_("Into this existing unit"), queryset=Unit.objects.all(), required=False
    )
    name = forms.CharField(
        label=_("Or into a new unit named"),
        max_length=255,
        required=False,
        help_text=_("Either an existing unit or a new one."),
    )
    short_name = forms.CharField(
        label=_("Short name of the new unit"), max_length=60, required=False
    )
    kind = forms.ChoiceField(label=_("Kind of the new unit"), choices=UnitKind, required=False)
    parent = UnitChoiceField(
        label=_("Parent unit of the new unit"), queryset=Unit.objects.all(), required=False
    )
    others = UnitMultipleChoiceField(
        label=_("Other units that take over some functions and people"),
        help_text=_(
            "What was addressed to the units that end then concerns these too, as a whole. "
            "To hand over a whole room instead, first put it below the other unit."
        ),
    )

    def initial_of(self, record: ReorganisationAct) -> dict[str, Any]:
        """A new unit is usually of the kind and at the place of the first one."""
        place = place_of(record)
        usual = {"kind": place.unit.kind, "parent": place.parent_id} if place else {}
        return {**usual, **record.details.get("asked", {})}

    def clean(self) -> dict[str, Any] | None:
        """Exactly one of the two ways."""
        cleaned = super().clean()
        if bool(self.cleaned_data.get("target")) is bool(self.cleaned_data.get("name")):
            self.add_error("target", _("Choose an existing unit or name a new one, not both."))
        return cleaned

    def details(self) -> dict[str, Any]:
        """The first receiver is the target or the new unit."""
        data = self.cleaned_data
        others = sorted(unit.pk for unit in data["others"])
        asked = {**data, "target": _pk(data["target"]), "parent": _pk(data["parent"])}
        details: dict[str, Any] = {"asked": {**asked, "others": others}}
        if data["target"]:
            return {**details, "targets": [data["target"].pk, *others]}
        names = {"name": data["name"], "short_name": data["short_name"]}
        kind = data["kind"] or UnitKind.DIVISION.value
        new = {**names, "kind": kind, "parent": _pk(data["parent"])}
        return {**details, "new_units": [new], "targets": others}


class SplitForm(DetailsForm):
    """The new units, and whether the old one goes on."""

    way = forms.ChoiceField(
        label=_("The unit itself"),
        choices=[
            ("stays", _("goes on; new units are parted from it")),
            ("ends", _("ends; it is divided among the new units")),
        ],
        widget=forms.RadioSelect,
        initial="stays",
    )
    names = forms.CharField(
        label=_("New units"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line; a short name may follow after a semicolon."),
    )

    def initial_of(self, record: ReorganisationAct) -> dict[str, Any]:
        """The answers as they were typed."""
        return dict(record.details.get("asked", {}))

    def clean_names(self) -> str:
        """Between one and ten names that a unit can have."""
        typed: str = self.cleaned_data["names"]
        units = list(_named(typed))
        if not 1 <= len(units) <= NEW_UNITS_AT_MOST:
            raise forms.ValidationError(
                _("Name between one and %(number)d units.") % {"number": NEW_UNITS_AT_MOST}
            )
        for name, short_name in units:
            if len(name) > 255 or len(short_name) > 60:
                raise forms.ValidationError(_("«%(name)s» is too long.") % {"name": name})
        return typed

    def clean(self) -> dict[str, Any] | None:
        """A unit that is divided becomes two at least."""
        cleaned = super().clean()
        names = self.cleaned_data.get("names")
        if names and self.cleaned_data.get("way") == "ends" and len(list(_named(names))) < 2:
            self.add_error("names", _("A unit is divided into two at least."))
        return cleaned

    def details(self) -> dict[str, Any]:
        """New units of the kind and at the place of the old one."""
        place = place_of(self.record)
        usual = {
            "kind": place.unit.kind if place else UnitKind.DIVISION,
            "parent": place.parent_id if place else None,
        }
        return {
            "asked": dict(self.cleaned_data),
            "closes": self.cleaned_data["way"] == "ends",
            "new_units": [
                {"name": name, "short_name": short_name, **usual}
                for name, short_name in _named(self.cleaned_data["names"])
            ],
        }


class DissolveForm(DetailsForm):
    """Where the people may go."""

    targets = UnitMultipleChoiceField(
        label=_("Units that receive people"),
        help_text=_(
            "None: its people can only leave the roll. A unit is dissolved without a successor; "
            "if another one takes over its work, merge it instead."
        ),
    )

    def details(self) -> dict[str, Any]:
        """Ids of the receivers."""
        return {"targets": sorted(unit.pk for unit in self.cleaned_data["targets"])}


class TransferForm(DetailsForm):
    """Which function goes where."""

    function = forms.CharField(label=_("Function that is transferred"), max_length=255)
    targets = UnitMultipleChoiceField(label=_("Units that take it over"))

    def clean_targets(self) -> Any:
        """Somebody takes it over."""
        targets = self.cleaned_data["targets"]
        if not targets:
            raise forms.ValidationError(_("Choose at least one unit."))
        return targets

    def details(self) -> dict[str, Any]:
        """The function in words and ids of the receivers."""
        targets = sorted(unit.pk for unit in self.cleaned_data["targets"])
        return {"function": self.cleaned_data["function"], "targets": targets}


DETAILS_FORMS: dict[str, type[DetailsForm]] = {
    Kind.RENAME: RenameForm,
    Kind.MOVE: MoveForm,
    Kind.MERGE: MergeForm,
    Kind.SPLIT: SplitForm,
    Kind.DISSOLVE: DissolveForm,
    Kind.TRANSFER: TransferForm,
}


class PeopleForm(forms.Form):
    """The third step: where everybody goes, by default, many at once and one by one."""

    def __init__(
        self,
        *args: Any,
        act: Act,
        posts: list[Post],
        unit_names: dict[int, str],
        details: dict[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.posts = [post for post in posts if post.is_primary]
        self.unit_names = unit_names
        places = list(self._places(act, unit_names))
        self.fields["rest"] = forms.ChoiceField(
            label=_("Everybody not named below"),
            choices=[("", _("each person is named below")), *places],
            required=False,
            initial=_typed(details["rest"]) if "rest" in details else self._usual(act),
        )
        self.place_names = dict(places)
        self._add_together(places)
        people, roles = details.get("people", {}), details.get("roles", {})
        for post in self.posts:
            key = str(post.id)
            self.fields[f"to_{key}"] = forms.ChoiceField(
                label=_("Where %(name)s goes") % {"name": post.person_name},
                choices=[("", _("as everybody")), *places],
                required=False,
                initial=_typed(people[key]) if key in people else "",
            )
            if post.role in LEADING:
                self.fields[f"role_{key}"] = forms.ChoiceField(
                    label=_("Role of %(name)s in another unit") % {"name": post.person_name},
                    choices=MembershipRole,
                    initial=roles.get(key, MEMBER),
                )

    def _add_together(self, places: list[tuple[str, Any]]) -> None:
        """Ticks for people and whole units, and where all of them go."""
        units = {post.unit_id: self.unit_names.get(post.unit_id, "") for post in self.posts}
        self.fields["ticked"] = forms.MultipleChoiceField(
            choices=[(str(post.id), post.person_name) for post in self.posts], required=False
        )
        self.fields["whole"] = forms.MultipleChoiceField(
            label=_("Everybody of"),
            choices=[(str(unit_id), name) for unit_id, name in units.items()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["together_to"] = forms.ChoiceField(
            label=_("All of them go to"), choices=[("", "—"), *places], required=False
        )

    @property
    def is_together(self) -> bool:
        """Whether the button for many people was pressed, and not the one that goes on."""
        return "together" in self.data

    def chosen(self) -> list[Post]:
        """Who is ticked, alone or with the whole unit."""
        ticked = set(self.cleaned_data.get("ticked", []))
        whole = set(self.cleaned_data.get("whole", []))
        return [p for p in self.posts if str(p.id) in ticked or str(p.unit_id) in whole]

    def clean(self) -> dict[str, Any] | None:
        """Everybody has a place to go; for many at once it is enough to say who and where."""
        cleaned = super().clean()
        if self.is_together:
            self._check_together()
        elif not self.cleaned_data.get("rest"):
            for post in self.posts:
                if not self.cleaned_data.get(f"to_{post.id}"):
                    self.add_error(f"to_{post.id}", _("Say where this person goes."))
        return cleaned

    def _check_together(self) -> None:
        if not self.chosen():
            self.add_error("whole", _("Tick people in the table, or a whole unit here."))
        if not self.cleaned_data.get("together_to"):
            self.add_error("together_to", _("Say where these people go."))

    def details(self) -> dict[str, Any]:
        """The answers as the record keeps them; who goes with everybody is not named."""
        data = self.cleaned_data
        details: dict[str, Any] = {"people": {}, "roles": {}}
        if data["rest"]:
            details["rest"] = _destination(data["rest"])
        for post in self.posts:
            if data[f"to_{post.id}"]:
                details["people"][str(post.id)] = _destination(data[f"to_{post.id}"])
            if data.get(f"role_{post.id}", MEMBER) != MEMBER:
                details["roles"][str(post.id)] = data[f"role_{post.id}"]
        if self.is_together:
            goes_to = _destination(data["together_to"])
            details["people"] |= {str(post.id): goes_to for post in self.chosen()}
        return details

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each person with the fields about him or her, for the template."""
        for post in self.posts:
            is_leading = post.role in LEADING
            yield {
                "post": post,
                "is_ticked": str(post.id) in (self["ticked"].value() or []),
                "unit": self.unit_names.get(post.unit_id, ""),
                "role": MembershipRole(post.role).label,
                "to": self[f"to_{post.id}"],
                "new_role": self[f"role_{post.id}"] if is_leading else None,
            }

    @staticmethod
    def _places(act: Act, unit_names: dict[int, str]) -> Iterator[tuple[str, Any]]:
        for unit_id in act.receivers:
            is_new = unit_id < 0
            name = act.new_units[-unit_id - 1].name if is_new else unit_names.get(unit_id, "?")
            yield str(unit_id), _("%(name)s (new)") % {"name": name} if is_new else name
        if act.closed:
            yield LEAVES, _("leaves the roll")
        else:
            yield str(STAYS), _("stays")

    @staticmethod
    def _usual(act: Act) -> str:
        """A merger takes everybody along, who goes on keeps everybody; else each is asked."""
        if act.kind == Kind.MERGE and act.receivers:
            return str(act.receivers[0])
        return "" if act.closed else str(STAYS)


class DelegationForm(WagtailAdminModelForm):
    """Who leads which unit, from when until when, by which decision."""

    class Meta:
        model = Delegation
        fields = (
            "unit",
            "person",
            "kind",
            "valid_from",
            "valid_to",
            "decision_number",
            "decision_on",
            "reason",
        )
        # Forms are made before Wagtail registers the dialogue for every field of its model.
        widgets: ClassVar[dict[str, Any]] = {
            "person": person_chooser.widget_class,
            "reason": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_to"].required = True

    def clean(self) -> dict[str, Any] | None:
        """The person is on the roll when it begins, and the unit exists to the end."""
        cleaned = super().clean()
        data = self.cleaned_data
        unit, person, start = data.get("unit"), data.get("person"), data.get("valid_from")
        if person and start and not person.memberships.on_roll(start).exists():
            self.add_error("person", _("This person is not on the roll on the first day."))
        if unit and start and not unit.holds_on(start):
            self.add_error("unit", _("This unit does not exist on the first day."))
        end = data.get("valid_to")
        if unit and end and unit.valid_to and end > unit.valid_to:
            self.add_error(
                "valid_to",
                _("The unit ends on %(day)s already.") % {"day": f"{unit.valid_to:%d/%m/%Y}"},
            )
        return cleaned


class EndDelegationForm(WagtailAdminModelForm):
    """An earlier end, and why."""

    why = forms.CharField(label=_("Reason"), max_length=500)

    class Meta:
        model = Delegation
        fields = ("valid_to",)

    def clean_valid_to(self) -> Any:
        """Only earlier: a longer one is a decision of its own."""
        end = self.cleaned_data["valid_to"]
        before = self.initial["valid_to"]
        if before <= timezone.localdate():
            raise forms.ValidationError(_("This delegation has already ended."))
        if end is None or end >= before:
            raise forms.ValidationError(
                _("Enter a day before %(day)s; to go on longer, enter a new delegation.")
                % {"day": f"{before:%d/%m/%Y}"}
            )
        return end


def place_of(record: ReorganisationAct) -> UnitPeriod | None:
    """Name and parent of the first unit of the act on its day."""
    rows = UnitPeriod.objects.on(record.effective_on).filter(unit__in=record.units.all())
    return rows.select_related("unit").order_by("unit").first()


def _named(typed: str) -> Iterator[tuple[str, str]]:
    """Name and short name of each line that says something."""
    for line in typed.splitlines():
        name, _semicolon, short_name = line.partition(";")
        if name.strip():
            yield name.strip(), short_name.strip()


def _pk(unit: Unit | None) -> int | None:
    return unit.pk if unit else None


def _typed(goes_to: int | None) -> str:
    """A destination as a value of a choice."""
    return LEAVES if goes_to is None else str(goes_to)


def _destination(typed: str) -> int | None:
    return None if typed == LEAVES else int(typed)
