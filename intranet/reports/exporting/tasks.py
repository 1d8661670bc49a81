"""Long tables, written by the task worker."""

from django_tasks import task

from intranet.reports.exporting import services
from intranet.reports.models import Export


@task()
def write(export_id: int) -> None:
    """Write the file, unless its row is gone."""
    export = Export.objects.select_related("user").filter(pk=export_id).first()
    if export is not None:
        services.write(export=export)
