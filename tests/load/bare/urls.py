"""Three addresses: one that does nothing, one that reads, one that writes."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.load.bare.models import Note


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer without asking anything: what this machine takes for any request at all."""
    return HttpResponse("ok")


def greet(request: HttpRequest) -> HttpResponse:
    """Say who asks: one statement for the session, one for the account."""
    return HttpResponse(f"Xin chào {request.user.get_username()}")


def write(request: HttpRequest) -> HttpResponse:
    """Read session and account, update one row: the least that saving an answer could cost."""
    text = request.POST.get("text", "")
    Note.objects.filter(user_id=request.user.pk).update(text=text, saves=F("saves") + 1)
    return HttpResponse("ok")


urlpatterns = [path("", greet), path("ghi/", write), path("khong/", nothing)]
