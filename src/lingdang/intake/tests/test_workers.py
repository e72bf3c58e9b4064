"""Several at once: workers and people, in a database that other threads see."""

import threading

import pytest
from django.db import connection, transaction

from lingdang.cases.public import Case
from lingdang.cases.testing import cast
from lingdang.intake.errors import BeingWritten
from lingdang.intake.models import Import
from lingdang.intake.public import ColumnMap, cancel_import, choose_map, upload_sheet, work_on
from lingdang.intake.services import upload, write_import
from lingdang.intake.tasks import go_on
from lingdang.intake.testing import HEAD, a_message
from lingdang.kernel.testing import a_csv


@pytest.fixture
def run(transactional_db, monkeypatch):
    monkeypatch.setattr(upload, "AT_ONCE", 3)
    people = cast()
    rows = [a_message(str(n)) for n in range(12)]
    made = upload_sheet(content=a_csv([HEAD, *rows]), file_name="x.csv", by=people.dispatcher)
    choose_map(import_id=made.pk, column_map=ColumnMap.read(made.map), by=people.dispatcher)
    go_on()
    write_import(import_id=made.pk, partial=True, by=people.dispatcher)
    made.people = people
    return made


def in_thread(work):
    def done():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=done)
    thread.start()
    return thread


def test_two_workers_bring_each_row_in_once(run):
    threads = [in_thread(go_on) for _n in range(2)]
    for thread in threads:
        thread.join()
    go_on()
    run = Import.objects.get()
    assert (run.state, run.created, Case.objects.count()) == ("done", 12, 12)


def test_a_worker_at_it_is_not_waited_for(run):
    refused = []

    def cancel():
        try:
            cancel_import(import_id=run.pk, by=run.people.dispatcher)
        except BeingWritten as refusal:
            refused.append(refusal.code)

    with transaction.atomic():
        assert work_on(run.pk)
        in_thread(cancel).join()
    assert refused == ["being_written"]
