from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lingdang.approvals.models import Application
from lingdang.cases.public import Case
from lingdang.people.public import Person


@pytest.fixture
def sheet(office, tmp_path):
    """Two rows by the unit's handler, about an imported case and about whatever is named."""
    fields = {"request_scope": "import", "request_key": "k-1", "request_digest": "d"}
    Case.objects.filter(pk=office.case.pk).update(**fields)
    login = Person.objects.get(pk=office.asker.person_id).login

    def written(*rows):
        file = tmp_path / "applications.csv"
        lines = [f"{key},{kind},等材料,{by or login},{until}" for key, kind, by, until in rows]
        file.write_text("\n".join(["external_key,kind,reason,by,until", *lines]) + "\n")
        return str(file)

    return written


def test_applications_are_imported_and_decided(office, sheet):
    out = StringIO()
    call_command("approvals", "import", sheet(("k-1", "misdispatch", "", "")), stdout=out)
    application = Application.objects.get()
    login = Person.objects.get(pk=office.people.dispatcher.person_id).login
    call_command("approvals", "step", str(application.pk), "grant", "--as", login, stdout=out)
    assert out.getvalue().splitlines()[-1] == f"{application.pk} granted"


@pytest.mark.parametrize(
    "bad", [("k-2", "extend", "", ""), ("k-1", "favour", "", ""), ("k-1", "extend", "nobody", "")]
)
def test_one_bad_row_undoes_them_all(sheet, bad):
    told = StringIO()
    with pytest.raises(SystemExit):
        call_command("approvals", "import", sheet(("k-1", "misdispatch", "", ""), bad), stderr=told)
    assert "3" in told.getvalue()
    assert not Application.objects.exists()


def test_nobody_decides_as_nobody(office):
    with pytest.raises(CommandError):
        call_command("approvals", "step", "1", "grant", "--as", "nobody")
    login = Person.objects.get(pk=office.asker.person_id).login
    with pytest.raises(CommandError):
        call_command("approvals", "step", "1", "grant", "--as", login)
