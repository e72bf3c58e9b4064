"""Reports under load, sent twice, and through a power cut: none lost, none doubled."""

import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import psycopg
import pytest

REPORTS = 1000
SENDERS = 16
ENOUGH = 100  # answered before the cut
PATIENCE = 60  # seconds
REPORT = {"description": "路面有积水", "lng": 113.30, "lat": 33.76, "system": "wgs84"}


@pytest.fixture(scope="module")
def token(product):
    return product.run("people", "token", "dispatch.shifanqu", "--name", "load test").strip()


def count(product, keys):
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        return connection.execute(
            "SELECT count(*), count(DISTINCT request_key) FROM district.cases_case"
            " WHERE request_key = ANY(%s)",
            [list(keys)],
        ).fetchone()


def send(client, key):
    return client.post(
        "/api/v1/cases",
        json=REPORT | {"description": f"{REPORT['description']} {key}"},
        headers={"Idempotency-Key": key},
    )


def sender(product, token):
    return httpx.Client(
        base_url=product.url, headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE
    )


def test_a_thousand_reports_with_every_tenth_sent_twice(product, token):
    keys = [uuid.uuid4().hex for _ in range(REPORTS)]
    letters = keys + keys[::10]
    random.Random(1).shuffle(letters)

    with sender(product, token) as client, ThreadPoolExecutor(SENDERS) as pool:
        answers = list(pool.map(lambda key: send(client, key), letters))

    assert sorted({answer.status_code for answer in answers}) == [200, 201]
    assert sum(answer.status_code == 201 for answer in answers) == REPORTS
    assert count(product, keys) == (REPORTS, REPORTS)


def test_what_was_answered_before_a_power_cut_is_there_after_it(product, token):
    acknowledged, stop = [], threading.Event()

    def keep_sending():
        with sender(product, token) as client:
            while not stop.is_set():
                key = uuid.uuid4().hex
                try:
                    answer = send(client, key)
                except httpx.TransportError:
                    return
                if answer.status_code == 201:
                    acknowledged.append(key)

    threads = [threading.Thread(target=keep_sending) for _ in range(8)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + PATIENCE
    while len(acknowledged) < ENOUGH and time.monotonic() < until:
        time.sleep(0.1)
    product.kill()
    stop.set()
    for thread in threads:
        thread.join()
    product.start()

    assert len(acknowledged) >= ENOUGH
    assert count(product, acknowledged) == (len(acknowledged), len(acknowledged))
    with sender(product, token) as client:
        assert send(client, acknowledged[0]).status_code == 200
