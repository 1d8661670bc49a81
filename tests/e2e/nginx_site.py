"""Fills an empty production site with a page for one room and its files; prints how to open them.

Started as a program of its own, because it runs under the settings of production.
"""

import json

import django
from django.core.files.base import ContentFile

CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"
NAME = "Kế hoạch số 28.pdf"


def cookie_of(user):
    """The session of somebody who has signed in."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    return f"phien={client.cookies['phien'].value}"


def main():
    from django.core.management import call_command
    from wagtail.documents import get_document_model

    from intranet.accounts.roles import sync_roles
    from intranet.pages.files.bindings import bind_collection
    from tests.factories import make_audience, make_person, make_unit
    from tests.factories_pages import make_image, make_information, make_site

    call_command("collectstatic", interactive=False, verbosity=0)
    sync_roles()
    site = make_site()
    unit = make_unit("Phòng Một")
    page = make_information(site.guidance, audience=make_audience(unit))
    collection = bind_collection(page=page, user=None).collection
    document = get_document_model().objects.create(
        title="Kế hoạch", file=ContentFile(CONTENT, name=NAME), collection=collection
    )
    image = make_image(collection=collection)
    reader = make_person(unit, user=True).user
    found = {
        "username": reader.username,
        "document": document.url,
        "stored": document.file.name,
        "picture": image.get_rendition("width-100").url,
        "original": image.file.url,
        "page": page.url,
        "reader": cookie_of(reader),
        "other": cookie_of(make_person(make_unit("Phòng Hai"), user=True).user),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    django.setup()
    main()
