"""Work on large files, done by the task worker; small ones are done at once by the same calls."""

from django_tasks import task

from intranet.accounts.models import User
from intranet.organisation.models import RollImport
from intranet.organisation.roll import services


@task()
def dry_run(roll_import_id: int) -> None:
    """Make the dry run of a large file."""
    services.dry_run(roll_import=RollImport.objects.get(pk=roll_import_id))


@task()
def apply(roll_import_id: int, user_id: int) -> None:
    """Apply a large file."""
    services.apply(
        roll_import=RollImport.objects.get(pk=roll_import_id),
        user=User.objects.filter(pk=user_id).first(),
    )


def run_dry(roll_import: RollImport) -> None:
    """Make the dry run now, or have it made if the file is large."""
    if roll_import.total > services.ROWS_AT_ONCE:
        dry_run.enqueue(roll_import.pk)
    else:
        services.dry_run(roll_import=roll_import)


def run_apply(roll_import: RollImport, user: User) -> None:
    """Apply now, or have it applied if the file is large."""
    if roll_import.total > services.ROWS_AT_ONCE:
        apply.enqueue(roll_import.pk, user.pk)
    else:
        services.apply(roll_import=roll_import, user=user)
