import pytest

from lingdang.cases.testing import cast
from lingdang.intake.public import upload_sheet, work_on
from lingdang.intake.testing import HEAD
from lingdang.kernel.actor import Actor
from lingdang.kernel.testing import a_csv
from lingdang.people.public import Duty
from lingdang.standards.public import Category

IMPORTER = Actor.process("import", Duty.IMPORT_CASES)


@pytest.fixture
def people(db):
    Category.objects.create(code="06010", name="环境卫生")
    return cast()


@pytest.fixture
def uploaded(people):
    """A file of messages, brought by the town's dispatcher."""

    def bring(*rows, by=None, name="留言.csv"):
        return upload_sheet(
            content=a_csv([HEAD, *rows]), file_name=name, by=by or people.dispatcher
        )

    return bring


@pytest.fixture
def worked():
    """Let the worker do all there is to do; give the import as it then is."""

    def work(run):
        while work_on(run.pk):
            pass
        run.refresh_from_db()
        return run

    return work
