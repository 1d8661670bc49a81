"""Names of static files by their content, also inside our own scripts."""

from django.core.files.base import ContentFile

from intranet.pages.static_files import StaticFilesStorage

IMPORT = 'import { part } from "./parts/part.js";\n'


def published(tmp_path, files):
    """Publish the files and return the storage with what the published ones contain."""
    storage = StaticFilesStorage(location=tmp_path, base_url="/static/")
    for name, content in files.items():
        storage.save(name, ContentFile(content.encode()))
    done = list(storage.post_process({name: (storage, name) for name in files}))
    assert not [result for result in done if isinstance(result[2], Exception)]
    return {name: storage.open(storage.stored_name(name)).read().decode() for name in files}


def test_a_module_of_ours_is_imported_by_the_name_of_its_content(tmp_path):
    files = {"js/page.js": IMPORT, "js/parts/part.js": "export const part = 1;\n"}
    page = published(tmp_path, files)["js/page.js"]
    assert page.startswith('import { part } from "./parts/part.')
    assert page != IMPORT


def test_scripts_of_others_keep_their_imports(tmp_path):
    assert published(tmp_path, {"other/page.js": IMPORT})["other/page.js"] == IMPORT
