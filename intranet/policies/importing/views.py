"""The screens «Nhập văn bản»: taking a document in, looking it through, making the draft."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intranet.accounts.models import User
from intranet.office_files.refusal import FileRefusedError
from intranet.policies.importing import making, outline_changes, presenter, services
from intranet.policies.importing.forms import DocumentForm, DocumentUploadForm, PartForm
from intranet.policies.importing.making import AlreadyInRegisterError
from intranet.policies.importing.permissions import may_import, visible_to
from intranet.policies.importing.services import AlreadyImportedError, OvertakenError
from intranet.policies.importing.wording import refusal
from intranet.policies.models import DocumentImport

IMPORTS_SHOWN = 50
CONFLICT, UNPROCESSABLE = 409, 422


class ImportPermissionMixin:
    """For those who may take documents in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not may_import(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a view follows
        return response


class ImportScreen(ImportPermissionMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the screens share."""

    header_icon = "doc-full-inverse"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [*self.breadcrumbs_items, *self.crumbs()]

    def crumbs(self) -> list[dict[str, Any]]:
        """The end of the way."""
        return [{"url": "", "label": self.get_page_title()}]


class ImportIndexView(ImportScreen):
    """The form to take a document in, above those of before."""

    template_name = "policies/importing/index.html"
    page_title = gettext_lazy("Import of documents")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the latest imports, in one statement."""
        imports = visible_to(self.request.user).without_texts().select_related("uploaded_by")
        kwargs.setdefault("form", DocumentUploadForm())
        return super().get_context_data(imports=imports[:IMPORTS_SHOWN], **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the document in and show what was read, or say why it cannot be."""
        form = DocumentUploadForm(request.POST, request.FILES)
        if form.is_valid():
            is_pasted = not form.file_name
            try:
                taken_in = services.begin(
                    user=_account(request),
                    content=form.content,
                    file_name=form.file_name or _("Pasted text"),
                    is_pasted=is_pasted,
                )
            except FileRefusedError as error:
                form.add_error("text" if is_pasted else "file", refusal(error.code, error.details))
                if error.code == "secret":
                    form.data = {}
            except AlreadyImportedError as error:
                form.add_error("text" if is_pasted else "file", _already(request, error.earlier))
            else:
                return _to(taken_in)
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)


class OneImportMixin:
    """Finds the import asked for, among those the account may open."""

    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def taken_in(self) -> DocumentImport:
        """The import."""
        imports = visible_to(self.request.user).select_related("uploaded_by", "page")
        return get_object_or_404(imports, pk=self.kwargs["pk"])


class ImportView(OneImportMixin, ImportScreen):
    """A document beside what was read of it, until a draft was made or it was thrown away."""

    template_name = "policies/importing/import.html"

    def get_page_title(self) -> str:
        """The name of the file."""
        return self.taken_in.file_name

    def crumbs(self) -> list[dict[str, Any]]:
        """The way here, by the list."""
        return [_list_crumb(), *super().crumbs()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The source, and what was made of it."""
        taken_in = self.taken_in
        context = {"taken_in": taken_in, **kwargs}
        if taken_in.is_open:
            context.setdefault("form", self.form(taken_in.values))
            context["rows"] = presenter.rows(context["form"], taken_in.found)
        if taken_in.found:
            context |= presenter.screen(taken_in)
        return super().get_context_data(**context)

    def form(self, values: dict[str, str]) -> DocumentForm:
        """The fields as they were kept."""
        return DocumentForm(
            initial={**values, "seen": self.taken_in.edition}, user=self.request.user
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep what was typed first of all; then open a part, or make the draft."""
        typed = DocumentForm.typed(request.POST)
        seen = request.POST.get("seen", "")
        try:
            services.keep_values(
                taken_in=self.taken_in, values=typed, seen=int(seen) if seen.isdecimal() else None
            )
        except OvertakenError:
            return self.overtaken(typed)
        number = request.POST.get("part", "")
        if number.isdecimal():
            return HttpResponseRedirect(
                reverse("nhap-van-ban:part", args=[self.taken_in.pk, int(number)])
            )
        if request.POST.get("act") != "make":
            messages.success(request, _("Everything you typed has been kept."))
            return _to(self.taken_in)
        data = request.POST.copy()
        data["seen"] = str(self.taken_in.edition)
        return self.make(request, DocumentForm(data, user=request.user))

    def make(self, request: HttpRequest, form: DocumentForm) -> HttpResponseBase:
        """Make the draft and open it, or say what is missing."""
        if form.is_valid():
            try:
                page = making.make_draft(
                    taken_in=self.taken_in, fields=form.cleaned_data, user=_account(request)
                )
            except AlreadyInRegisterError as error:
                form.add_error("number", _in_register(error.page))
            except OvertakenError:
                return self.overtaken(DocumentForm.typed(request.POST))
            except ValidationError as error:
                for name, said in making.errors_of(error):
                    form.add_error(name if name in form.fields else None, said)
            else:
                return _to_page(request, page)
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=UNPROCESSABLE)

    def overtaken(self, typed: dict[str, str]) -> HttpResponseBase:
        """Show what was typed beside what somebody else has kept in the meantime."""
        del self.taken_in
        if not self.taken_in.is_open:
            messages.warning(self.request, _("This import has been dealt with in the meantime."))
            return _to(self.taken_in)
        form = self.form(typed)
        others = presenter.differences(form, self.taken_in.values, typed)
        context = self.get_context_data(form=form, others=others, is_overtaken=True)
        return self.render_to_response(context, status=CONFLICT)


class PartView(OneImportMixin, ImportScreen):
    """One part of the outline: its level, number, title and text."""

    template_name = "policies/importing/part.html"

    @cached_property
    def at(self) -> int:
        """Where the part stands in the outline now."""
        at = outline_changes.place_of(self.taken_in.parts, self.kwargs["number"])
        if at is None or not self.taken_in.is_open:
            raise Http404
        return at

    @property
    def part(self) -> dict[str, Any]:
        """The part as it is now."""
        return cast(dict[str, Any], self.taken_in.parts[self.at])

    def get_page_title(self) -> str:
        """The number of the part, or that it has none."""
        return self.part["label"] or _("Part without number")

    def crumbs(self) -> list[dict[str, Any]]:
        """The way here, by the import."""
        here = {
            "url": reverse("nhap-van-ban:show", args=[self.taken_in.pk]),
            "label": self.taken_in.file_name,
        }
        return [_list_crumb(), here, *super().crumbs()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the part as the paper has it."""
        part = self.part
        kwargs.setdefault("form", self.form(part))
        return super().get_context_data(
            taken_in=self.taken_in,
            part=part,
            printed=presenter.printed_part(self.taken_in, part["number"]),
            may_join=outline_changes.may_join(self.taken_in.parts, self.at),
            before=presenter.excerpt(self.taken_in.parts[self.at - 1]) if self.at else "",
            **kwargs,
        )

    def form(self, values: dict[str, Any]) -> PartForm:
        """The part with the mark by which a change in the meantime is noticed."""
        initial = {**values, "seen": outline_changes.digest(self.part)}
        return PartForm(initial=initial, is_table=bool(self.part["rows"]))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep, join or take out."""
        number, seen = self.part["number"], request.POST.get("seen", "")
        act = request.POST.get("act")
        form = PartForm(request.POST, is_table=bool(self.part["rows"]))
        if act not in {"join", "take_out"} and not form.is_valid():
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=UNPROCESSABLE)
        try:
            if act == "join":
                services.join_part(taken_in=self.taken_in, number=number, seen=seen)
            elif act == "take_out":
                services.take_out_part(taken_in=self.taken_in, number=number, seen=seen)
            else:
                values = {name: one for name, one in form.cleaned_data.items() if name != "seen"}
                services.change_part(
                    taken_in=self.taken_in, number=number, values=values, seen=seen
                )
        except OvertakenError:
            return self.overtaken(request)
        return _to(self.taken_in, f"#phan-{number}")

    def overtaken(self, request: HttpRequest) -> HttpResponseBase:
        """Show what was typed beside the part as it is now."""
        del self.taken_in, self.at
        typed = {name: request.POST.get(name, "") for name in outline_changes.TEXTS}
        context = self.get_context_data(form=self.form({**self.part, **typed}), is_overtaken=True)
        return self.render_to_response(context, status=CONFLICT)


class PutBackView(OneImportMixin, ImportPermissionMixin, View):
    """Puts a part back that was taken out; answers POST only."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
        """Put it back and show it."""
        try:
            services.put_back_part(taken_in=self.taken_in, number=number)
        except OvertakenError:
            messages.warning(request, _("This import has been dealt with in the meantime."))
        return _to(self.taken_in, f"#phan-{number}")


class DiscardView(OneImportMixin, ImportPermissionMixin, View):
    """Throws the document away; answers POST only."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Throw it away and go back to the list."""
        if services.discard(taken_in=self.taken_in, user=_account(request)):
            messages.success(request, _("Thrown away; neither file nor text was kept."))
            return HttpResponseRedirect(reverse("nhap-van-ban:index"))
        messages.warning(request, _("This import has been dealt with in the meantime."))
        return _to(self.taken_in)


class OriginalView(OneImportMixin, ImportPermissionMixin, View):
    """The document as it came, as a download."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the bytes under the name they came with."""
        if not self.taken_in.file:
            raise Http404
        return FileResponse(
            self.taken_in.file.open("rb"),
            as_attachment=True,
            filename=presenter.download_name(self.taken_in),
            content_type="application/octet-stream",
        )


def _account(request: HttpRequest) -> User:
    """Who is signed in; strangers do not come as far as this."""
    return cast(User, request.user)


def _to(taken_in: DocumentImport, fragment: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("nhap-van-ban:show", args=[taken_in.pk]) + fragment)


def _to_page(request: HttpRequest, page: Any) -> HttpResponse:
    messages.success(
        request, _("The draft is ready. Look it through and submit it; nothing is published yet.")
    )
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _list_crumb() -> dict[str, Any]:
    return {"url": reverse("nhap-van-ban:index"), "label": _("Import of documents")}


def _already(request: HttpRequest, earlier: DocumentImport) -> str:
    """That the same file is there, with the way to it for those who may open it."""
    if not visible_to(request.user).filter(pk=earlier.pk).exists():
        return _("Somebody else has already taken this file in; please ask the Office.")
    return format_html(
        _("This file has already been taken in: {link}."),
        link=_link(reverse("nhap-van-ban:show", args=[earlier.pk]), earlier.file_name),
    )


def _in_register(page: Any) -> str:
    """That the register has the document, with the way to it."""
    return format_html(
        _("The register already has this document: {link}."),
        link=_link(reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title),
    )


def _link(url: str, text: str) -> str:
    return format_html('<a href="{}">{}</a>', url, text)
