"""The week of the patrol of 建业社区, day, night and staggered; on Sunday three hours are open."""

from maker.names import Place

COLUMNS = ["login", "role", "place_code", "weekday", "kind", "begins", "ends", "remark"]
_TURNS = (  # number in the patrol, weekdays, kind, hours unless the usual ones, remark
    (1, "1;2;3;4", "day", "", "", ""),
    (2, "5;6", "day", "", "", ""),
    (2, "7", "day", "08:00", "17:00", ""),
    (3, "1;3;5;7", "night", "", "", ""),
    (4, "2;4;6", "night", "", "", ""),
    (5, "5;6", "staggered", "14:00", "23:00", "夜市巡查"),
)


def pattern(by_slug: dict[str, Place]) -> list[dict[str, str]]:
    jianye = by_slug["jianye"]
    return [
        dict(
            zip(
                COLUMNS,
                (f"patrol.{jianye.slug}.{number}", "grid_worker", jianye.code, *turn),
                strict=True,
            )
        )
        for number, *turn in _TURNS
    ]
