"""What only a process of the product can say: ``python -m benchmarks.inside`` says it in JSON.

Runs in the environment of the served district, beside it.
"""

import json
import os
import re
import time
from datetime import timedelta
from io import BytesIO

import django

from benchmarks import ground

LOGIN = "dispatch.shifanqu"  # sees the whole district
PHOTOS_EACH = 2
_LOOSE = 100_000  # photographs that wait for a report: each can be attached once
_REMEMBERED = 1.1  # seconds after which what is believed for a second is asked anew


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.base")
    django.setup()
    caller = Caller()
    photo = loose_photos(caller)
    for call in caller.calls(photo).values():
        call()  # what is remembered for as long as the process lives
    calls = caller.calls(photo + PHOTOS_EACH)
    statements = {name: len(caller.asks(call)) for name, call in calls.items()}
    found = {
        "key": caller.key,
        "cookie": caller.cookie,
        "case": caller.case,
        "report": caller.report,
        "first_photo": photo + 2 * PHOTOS_EACH,
        "statements": statements,
        "script": script(caller.asks(caller.accepts())),
        "lists": caller.lists(),
        "locate": located(),
    }
    print(json.dumps(found))


class Caller:
    """A dispatcher, with a token and with a session."""

    def __init__(self):
        from django.test import Client
        from django.utils import timezone

        from lingdang.cases.public import cases_for
        from lingdang.kernel.actor import Actor
        from lingdang.people.public import Duty, actor_for, issue_token, person_by_login

        self.person = person_by_login(LOGIN)
        actor = actor_for(self.person)
        _token, self.key = issue_token(
            person_id=self.person.pk,
            name="benchmark",
            duties=actor.duties,
            expires_at=timezone.now() + timedelta(days=1),
            by=Actor.process("benchmark", Duty.MANAGE_TOKEN),
        )
        self.token = {"Authorization": f"Bearer {self.key}"}
        self.client = Client(headers={"Host": "127.0.0.1"})
        self.client.force_login(self.person)
        self.cookie = f"sessionid={self.client.cookies['sessionid'].value}"
        self.cases = cases_for(actor)
        self.case = self.cases.filter(state="closed").order_by("id").values_list("pk", flat=True)[0]
        lng, lat = ground.spots(1)[0]
        self.report = {
            "description": "小区东门路灯不亮已有三天, 晚上出行不便, 请尽快维修。",
            "category": "01037",
            "lng": lng,
            "lat": lat,
        }

    def accepts(self, **more):
        def send():
            body = json.dumps(self.report | more)
            kind = "application/json"
            return self.client.post(
                "/api/v1/cases", data=body, content_type=kind, headers=self.token
            )

        return send

    def opens(self, address, **headers):
        return lambda: self.client.get(address, headers=headers)

    def calls(self, photo):
        return {
            "accept a report": self.accepts(),
            "accept, with 2 photographs": self.accepts(photo_ids=[photo, photo + 1]),
            "list of 50, JSON": self.opens("/api/v1/cases", **self.token),
            "list of 50, page": self.opens("/desk/cases/"),
            "case, JSON": self.opens(f"/api/v1/cases/{self.case}", **self.token),
            "case, page": self.opens(f"/desk/cases/{self.case}/"),
            "map in view, 1,000 points": self.opens(f"/desk/cases/points.json?bbox={VIEW}"),
        }

    def asks(self, call):
        """SQL of one call, when what is remembered for a second has just run out."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.opens("/desk/cases/")()  # what is remembered for longer
        time.sleep(_REMEMBERED)
        with CaptureQueriesContext(connection) as asked:
            answer = call()
        if answer.status_code not in {200, 201}:
            raise SystemExit(f"{answer.status_code}: {answer.content.decode()[:500]}")
        sql = [query["sql"] for query in asked]
        return [text for text in sql if text not in {"BEGIN", "COMMIT"}]

    def lists(self):
        """Addresses of the worklist that might be slow."""
        from lingdang.places.public import tree

        places = {node.name: node.id for node in tree()}
        category = self.report["category"]
        down = self.cases.count() * 9 // 10
        last = self.cases.order_by("-received_at", "-id")[down : down + 1].get()
        after = last.received_at.isoformat().replace("+00:00", "Z")
        return {
            "all": "",
            "closed": "state=closed",
            "called back (few)": "state=called_back",
            "in a town": f"place={places['bt0101']}",
            "in a village": f"place={places['bv0303']}",
            "in a grid": f"place={places['bg3030']}",
            "closed in a village": f"place={places['bv0303']}&state=closed",
            "of a category": f"category={category}",
            "of a category in a village": f"place={places['bv0303']}&category={category}",
            "overdue": "due=over",
            "earliest deadline first": "sort=due",
            "oldest first": "sort=oldest",
            "waiting for me": "mine=1",
            "without owner": "unowned=1",
            "a frequent word": "q=路灯",
            "a rare word": "q=充电桩",
            "a word that nobody wrote": "q=恐龙",
            "that word, in a village": f"q=恐龙&place={places['bv0303']}",
            "a telephone number": "q=13800009999",
            "nine tenths down": f"after={after}~{last.pk}",
        }


VIEW = "114.05,33.52,114.15,33.58"


def loose_photos(caller):
    """One photograph stored, its row copied; returns the first id."""
    from django.db import connection
    from PIL import Image

    from lingdang.evidence.public import store_photo
    from lingdang.people.public import actor_for

    file = BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(file, "JPEG")
    file.seek(0)
    photo = store_photo(file, by=actor_for(caller.person))
    fields = photo._meta.concrete_fields  # noqa: SLF001 -- Django's own documented door
    columns = [field.column for field in fields if field.name != "id"]
    values = ["gen_random_uuid()" if name == "public_id" else name for name in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO evidence_photo ({', '.join(columns)}) SELECT {', '.join(values)}"
            f" FROM evidence_photo, generate_series(1, {_LOOSE}) WHERE id = {photo.pk}"
        )
        cursor.execute("SELECT min(id) FROM evidence_photo WHERE id > %s", [photo.pk])
        first = cursor.fetchone()[0]
        cursor.execute("VACUUM ANALYZE evidence_photo")
    return first


def script(asked):
    """The inserts of accepting a report, as a script for pgbench."""
    inserts = [sql for sql in asked if sql.startswith("INSERT")]
    case, *rest = [re.sub(r"'[0-9a-f]{32}'::uuid", "gen_random_uuid()", sql) for sql in inserts]
    new = {re.search(r"'case:(\d+)'", rest[0])[1]: "id", _fact_of(rest): "fact_id"}
    number = re.compile(rf"\b({'|'.join(new)})\b")
    literal = re.compile(r"'(?:[^']|'')*'")

    def with_new(found):
        text, changed = number.subn(lambda old: f"' || :{new[old[0]]} || '", found[0])
        return f"({text})" if changed else text

    rest = [literal.sub(with_new, sql) for sql in rest]
    rest = [f"{sql} \\gset fact_" if sql.startswith(_FACT) else f"{sql};" for sql in rest]
    return "\n".join(["BEGIN;", f"{case} \\gset", *rest, "COMMIT;"])


def _fact_of(inserts):
    """The number of the one fact: the first that its deliveries name."""
    owed = [sql for sql in inserts if sql.startswith(_DELIVERY)]
    return re.search(r"\d+", owed[0])[0] if owed else "0"


_FACT = 'INSERT INTO "journal_fact"'
_DELIVERY = 'INSERT INTO "journal_delivery"'


def located(rounds=5, count=20_000):
    """Look-ups a second of ``locate``, and of the bare index that it stands on, in turn."""
    import shapely

    from lingdang.places.public import locate

    points = ground.spots(count)
    bare = shapely.STRtree([shapely.Polygon(ring) for ring in ground.outlines()])
    shapely.prepare(bare.geometries)
    locate(*points[0])

    def bare_find(lng, lat):
        return bare.query(shapely.Point(lng, lat), predicate="intersects")

    return [(_per_second(bare_find, points), _per_second(locate, points)) for _ in range(rounds)]


def _per_second(find, points):
    begin = time.perf_counter()
    for lng, lat in points:
        find(lng, lat)
    return len(points) / (time.perf_counter() - begin)


if __name__ == "__main__":
    main()
