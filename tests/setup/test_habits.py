"""The tools that tests stand on do what they promise."""

import re
import tomllib
from pathlib import Path

import pytest
from wagtail.models import Collection

ROOT = Path(__file__).resolve().parents[2]


def add_collections(number):
    """Put sample collections below the root."""
    root = Collection.get_first_root_node()
    for index in range(number):
        root.add_child(name=f"Bộ sưu tập {index}")


@pytest.mark.django_db
def test_too_many_statements_fail_with_the_sql(sql):
    with pytest.raises(AssertionError, match="wagtailcore_collection"), sql.count(maximum=0):
        list(Collection.objects.all())


@pytest.mark.django_db
def test_a_statement_per_row_is_noticed_at_the_second_size(sql):
    def ask_per_row():
        for collection in Collection.objects.all():
            collection.refresh_from_db()

    with pytest.raises(AssertionError, match="became"):
        sql.flat(ask_per_row, lambda: add_collections(3))


@pytest.mark.django_db
def test_one_statement_for_all_rows_passes(sql):
    action = lambda: list(Collection.objects.all())  # noqa: E731 - shorter than a function here
    assert sql.flat(action, lambda: add_collections(3), maximum=1) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_a_test_with_real_transactions_leaves_nothing_and_loses_nothing(run):
    assert Collection.objects.count() == 1
    add_collections(2)


def test_the_lock_is_resolved_for_the_oldest_supported_python():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    assert project["project"]["requires-python"] == lock["requires-python"] == ">=3.11.2"


def test_every_decision_is_listed():
    folder = ROOT / "docs/decisions"
    listed = (folder / "README.md").read_text()
    pages = [page for page in folder.glob("*.md") if page.name != "README.md"]
    assert [page.name for page in pages if f"({page.name})" not in listed] == []


def test_the_pictures_of_the_readme_are_there_and_small():
    names = re.findall(r'src="(docs/screenshots/[^"]+)"', (ROOT / "README.md").read_text())
    assert len(names) == 2
    for picture in (ROOT / "docs/screenshots").glob("*.png"):
        assert picture.stat().st_size <= 150 * 1024, picture.name
    assert all((ROOT / name).exists() for name in names)
