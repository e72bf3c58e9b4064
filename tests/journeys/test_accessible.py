"""Every page, on a phone and on a desk: axe finds nothing, the console is silent, nothing is cut.

Pictures of all of them lie in ``var/screenshots`` afterwards. Look at them.
"""

import re
import subprocess
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.urls import URLPattern, get_resolver
from django.utils import timezone, translation

from lingdang.people.public import Role

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OURS = {"exclude": [[".swagger-ui"]]}  # the reference for programmers comes with its own looks
WIDTHS = {390: 844, 1440: 900}
LOGIN, PASSWORD = "answer.jianye", "a-bell-in-the-lane"  # of this test alone
ANYONE, RESIDENT, ENROLLED = "anyone", "resident", "enrolled"
DISCIPLINE, MEDIATOR = Role.DISCIPLINE_OFFICER, Role.MEDIATOR
SUPERVISOR = Role.SUPERVISOR
DISPATCHER, GRID_WORKER, VERIFIER = Role.DISPATCHER, Role.GRID_WORKER, Role.VERIFIER
HANDLER = Role.UNIT_HANDLER
SYSTEM, SECURITY, AUDIT = Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN


@dataclass(frozen=True)
class Page:
    """``presses`` are clicked (pairs: filled or chosen) in turn once ``address`` is open."""

    shot: str
    name: str
    who: str
    address: str
    presses: tuple[str | tuple[str, str], ...] = ()
    status: int = 200


FIRST_COMMUNITY = (".bell", "details:not([open]) summary", "details[open] [name=place]")
PRIMARY_IN_MAIN = "main .weui-btn_primary"
PRIMARY = "form.sheet .weui-btn_primary"
SIGN_IN = (("[name=login]", LOGIN), ("[name=password]", PASSWORD), "form.sheet .weui-btn")
WRONG_NAME = (("[name=login]", "nobody"), ("[name=password]", "wrong"), "form.sheet .weui-btn")
ASK_FOR_CODE = (("[name=phone]", "13900000000"), PRIMARY)
BOARDS = "/desk/registers/advertisements/"
FIRST_ROW = ("main [data-open]",)
COPIED_CASE = "main tbody a[href^='/desk/cases/']"
OTHER_TYPE = ("details.type:not([open]) summary >> nth=0",)
FIRST_SET = ("main a[href^='/desk/rules/'] >> nth=0",)
FIRST_RULE = (*FIRST_SET, "main td a >> nth=0")
TRIAL = (*FIRST_SET, "main header a[href$='/trial/']")
TRIED = (*TRIAL, "main a.tally")
MANY = ("[name=case] >> nth=0", "[name=case] >> nth=1", ".many button")
FILED = (("select[name=all-category_code]", "06010"), "main .btn-primary")
FILL_IN = "#content .ten__acts a >> nth=0"
CHECK_NOTHING = (("select[name=column_1]", ""), "main form[novalidate] .btn-primary")
COMING_WEEK = f"/desk/shifts/?at=place-{{place}}&week={timezone.localdate() + timedelta(days=7)}"
SHIFT_AGAIN = "tr:has(a.state) td:has(a.state) a.add >> nth=0"
COLLIDING = (
    SHIFT_AGAIN,
    ("#id_shift_begins", "00:00"),
    ("#id_shift_ends", "23:59"),
    "#edit button",
)
CHECKLISTS = "/desk/inspections/checklists/"
ROUND, PLANNED, UNDER_WAY = "{round}", "{planned}", "{under_way}"
GIVE = "/desk/inspections/ledger/order/?finding={finding}"
CIRCULAR = ("details:has([name=number]) summary", ("[name=number]", "督查通报〔2026〕9号"),
            "details:has([name=number]) button")  # fmt: skip
PAGES = [
    Page("resident-home", "resident:home", ANYONE, "/"),
    Page("resident-home-known", "", RESIDENT, "/"),
    Page("resident-choose", "resident:ring", ANYONE, "/", (".bell",), 422),
    Page("resident-rung", "resident:rung", ANYONE, "/", FIRST_COMMUNITY, 422),
    Page("resident-report", "resident:report", ANYONE, "/report/"),
    Page("resident-report-refused", "", ANYONE, "/report/", ("[data-send]",), 422),
    Page("resident-who", "resident:who", ANYONE, "/who/"),
    Page("resident-who-found", "", ANYONE, "/who/?words=建业"),
    Page("resident-who-nothing", "", ANYONE, "/who/?words=nowhere"),
    Page("resident-who-place", "", ANYONE, "/who/?place={place}"),
    Page("resident-communities", "resident:communities", ANYONE, "/community/"),
    Page("resident-community", "resident:community", ANYONE, "/community/{place}/"),
    Page("resident-community-known", "", RESIDENT, "/community/{place}/"),
    Page("resident-notices", "resident:notices", ANYONE, "/notices/"),
    Page("resident-notices-none", "", ANYONE, "/notices/?q=nowhere"),
    Page("resident-notice", "resident:notice", ANYONE, "/notices/", ("#rows a >> nth=0",)),
    Page("resident-nearby", "resident:nearby", ANYONE, "/near/"),
    Page("resident-nearby-none", "", ANYONE, "/near/?q=nowhere"),
    Page("resident-nearby-one", "resident:nearby_one", ANYONE, "/near/", ("#rows a >> nth=0",)),
    Page("resident-household", "resident:household", RESIDENT, "/me/home/"),
    Page("resident-household-found", "", RESIDENT, "/me/home/?q=建业"),
    Page("resident-household-refused", "", RESIDENT, "/me/home/", ("form .weui-btn_primary",), 422),
    Page("desk-households", "desk:households", GRID_WORKER, "/desk/households/"),
    Page("desk-households-none", "", GRID_WORKER, "/desk/households/?q=nowhere"),
    Page("desk-household", "desk:household", GRID_WORKER, "{lived}"),
    Page("resident-data", "resident:data", RESIDENT, "/me/data/"),
    Page("resident-erase", "resident:erase", RESIDENT, "/me/data/erase/"),
    Page("resident-erase-refused", "", RESIDENT, "/me/data/erase/", (".weui-btn_warn",), 422),
    Page("resident-mine-empty", "resident:mine", ANYONE, "/mine/"),
    Page("resident-mine", "", RESIDENT, "/mine/"),
    Page("resident-case", "resident:case", RESIDENT, "{matter}"),
    Page("resident-me", "resident:me", ANYONE, "/me/"),
    Page("resident-messages", "resident:messages", RESIDENT, "/me/messages/"),
    Page("resident-preferences", "resident:preferences", RESIDENT, "/me/messages/preferences/"),
    Page("resident-me-known", "", RESIDENT, "/me/"),
    Page("entrance-demo", "entrance:demo", ANYONE, "/demo/"),
    Page("entrance-absent", "", ANYONE, "/no-such-page/", (), 404),
    Page("entrance-refused", "", RESIDENT, "/desk/", (), 403),
    Page("entrance-forbidden", "", RESIDENT, "/accounts/reauthenticate/", (), 403),
    Page("entrance-login", "account_login", ANYONE, "/accounts/login/"),
    Page("entrance-login-refused", "", ANYONE, "/accounts/login/", WRONG_NAME),
    Page("entrance-logout", "account_logout", RESIDENT, "/accounts/logout/"),
    Page("entrance-inactive", "account_inactive", ANYONE, "/accounts/inactive/"),
    Page("entrance-code", "account_request_login_code", ANYONE, "/accounts/login/code/"),
    Page(
        "entrance-code-sent",
        "account_confirm_login_code",
        ANYONE,
        "/accounts/login/code/",
        ASK_FOR_CODE,
    ),
    Page("entrance-again", "account_reauthenticate", ENROLLED, "/accounts/reauthenticate/"),
    Page("entrance-password", "account_change_password", ENROLLED, "/accounts/password/change/"),
    Page("entrance-second-step", "mfa_authenticate", ANYONE, "/accounts/login/", SIGN_IN),
    Page("entrance-second-again", "mfa_reauthenticate", ENROLLED, "/accounts/2fa/reauthenticate/"),
    Page("entrance-second", "mfa_index", ENROLLED, "/accounts/2fa/"),
    Page("entrance-totp", "mfa_activate_totp", DISPATCHER, "/accounts/2fa/totp/activate/"),
    Page("entrance-totp-off", "mfa_deactivate_totp", ENROLLED, "/accounts/2fa/totp/deactivate/"),
    Page("entrance-codes", "mfa_view_recovery_codes", ENROLLED, "/accounts/2fa/recovery-codes/"),
    Page(
        "entrance-codes-new",
        "mfa_generate_recovery_codes",
        ENROLLED,
        "/accounts/2fa/recovery-codes/generate/",
    ),
    Page("entrance-offline", "entrance:offline", ANYONE, "/offline/"),
    Page("patrol-today", "patrol:today", GRID_WORKER, "/patrol/"),
    Page("patrol-today-empty", "", DISCIPLINE, "/patrol/"),
    Page("patrol-report", "patrol:report", GRID_WORKER, "/patrol/report/", OTHER_TYPE),
    Page("patrol-settle", "patrol:settle", GRID_WORKER, "/patrol/settle/"),
    Page("patrol-case", "patrol:case", GRID_WORKER, "/patrol/", (".card a.weui-btn >> nth=0",)),
    Page("patrol-report-all", "", GRID_WORKER, "/patrol/report/?all=1"),
    Page("patrol-waiting", "patrol:waiting", GRID_WORKER, "/patrol/waiting/"),
    Page("patrol-shift", "patrol:shift", GRID_WORKER, "/patrol/shift/", ("main summary >> nth=0",)),
    Page("patrol-visits", "patrol:visits", GRID_WORKER, "/patrol/visits/"),
    Page("patrol-visit", "patrol:visit", GRID_WORKER, "/patrol/visits/", ("a.weui-cell >> nth=0",)),
    Page("patrol-grids", "patrol:grids", GRID_WORKER, "/patrol/grids/"),
    Page("patrol-numbers", "patrol:numbers", GRID_WORKER, "/patrol/numbers/"),
    Page("patrol-round", "patrol:round", SUPERVISOR, "/patrol/", ("a[data-keep=way]",)),
    Page(
        "patrol-point",
        "patrol:point",
        SUPERVISOR,
        "/patrol/",
        ("a[data-keep=way]", "a[data-point]"),
    ),
    Page("patrol-queue", "patrol:queue", GRID_WORKER, "/patrol/queue/"),
    Page("api-discovery", "api:open311-page", ANYONE, "/open311/discovery"),
    Page("api-root", "api:open311-root", ANYONE, "/open311/v2/"),
    Page("api-docs", "api:v1:openapi-view", ANYONE, "/api/v1/docs"),
    Page("desk-home", "desk:home", DISPATCHER, "/desk/"),
    Page("desk-home-admin", "", SYSTEM, "/desk/"),
    Page("desk-cases", "desk:cases", DISPATCHER, "/desk/cases/"),
    Page("desk-cases-filtered", "", DISPATCHER, "/desk/cases/?state=dispatched&sort=due&q=路"),
    Page("desk-cases-none", "", DISPATCHER, "/desk/cases/?q=nowhere"),
    Page("desk-cases-unreadable", "", DISPATCHER, "/desk/cases/?since=someday", (), 422),
    Page("desk-applications", "desk:applications", DISPATCHER, "/desk/applications/"),
    Page("desk-applications-none", "", DISPATCHER, "/desk/applications/?q=nowhere"),
    Page("desk-doubts", "desk:doubts", VERIFIER, "/desk/evidence/doubts/"),
    Page("desk-doubts-none", "", VERIFIER, "/desk/evidence/doubts/?q=20200101-000001"),
    Page("desk-doubt", "desk:doubt", VERIFIER, "/desk/evidence/doubts/?kind=outside", FIRST_ROW),
    Page("desk-doubted", "", VERIFIER, "/desk/evidence/doubts/?kind=copy", (COPIED_CASE,)),
    Page(
        "desk-compare",
        "desk:compare",
        VERIFIER,
        "/desk/evidence/doubts/?kind=copy",
        (*FIRST_ROW, "main a[href*='/compare/']"),
    ),
    Page("desk-look-backs", "desk:look_backs", VERIFIER, "/desk/look-backs/"),
    Page("desk-look-backs-none", "", VERIFIER, "/desk/look-backs/?q=20200101-000001"),
    Page("desk-look-back", "desk:look_back", VERIFIER, "/desk/look-backs/?when=due", FIRST_ROW),
    Page("desk-looked-back", "", VERIFIER, "/desk/look-backs/?state=came_back", FIRST_ROW),
    Page("desk-look-figures", "desk:look_back_figures", VERIFIER, "/desk/look-backs/figures/"),
    Page("desk-look-draws", "desk:look_back_draws", VERIFIER, "/desk/draws/"),
    Page("desk-look-draw", "desk:look_back_draw", VERIFIER, "/desk/draws/", FIRST_ROW),
    Page("desk-rebounds", "desk:rebounds", VERIFIER, "/desk/rebounds/"),
    Page("desk-rebounds-none", "", VERIFIER, "/desk/rebounds/?q=20200101-000001"),
    Page("desk-rebound", "desk:rebound", SUPERVISOR, "/desk/rebounds/", FIRST_ROW),
    Page("desk-rebound-figures", "desk:rebound_figures", VERIFIER, "/desk/rebounds/figures/"),
    Page("desk-calls", "desk:calls", DISPATCHER, "/desk/calls/"),
    Page("desk-calls-none", "", DISPATCHER, "/desk/calls/?q=20200101-000001"),
    Page("desk-call", "desk:call", DISPATCHER, "/desk/calls/?state=unanswered", FIRST_ROW),
    Page("desk-call-figures", "desk:call_figures", DISPATCHER, "/desk/calls/figures/"),
    Page("desk-registers", "desk:registers", DISPATCHER, "/desk/registers/"),
    Page("desk-registers-none", "", DISPATCHER, "/desk/registers/?q=nowhere"),
    Page("desk-register-new", "desk:new_register", DISPATCHER, "/desk/registers/new/?from=dogs"),
    Page("desk-register", "desk:register", DISPATCHER, "/desk/registers/shops/"),
    Page("desk-register-none", "", DISPATCHER, "/desk/registers/shops/?q=nowhere"),
    Page("desk-register-sorted", "", DISPATCHER, "/desk/registers/lamps/?sort=cost&f_state=施工中"),
    Page("desk-register-map", "desk:register_map", DISPATCHER, "/desk/registers/shops/map/"),
    Page("desk-register-totals", "desk:register_totals", DISPATCHER, f"{BOARDS}totals/"),
    Page("desk-register-define", "desk:define_register", DISPATCHER, f"{BOARDS}define/"),
    Page("desk-register-enter", "desk:new_entry", DISPATCHER, f"{BOARDS}new/"),
    Page("desk-register-refused", "", DISPATCHER, f"{BOARDS}new/", ("main .btn-primary",), 422),
    Page("desk-register-entry", "desk:register_entry", DISPATCHER, BOARDS, FIRST_ROW),
    Page("desk-register-bring", "desk:new_register_import", DISPATCHER, f"{BOARDS}import/"),
    Page("desk-register-import", "desk:register_import", DISPATCHER, "{loaded}"),
    Page("desk-waiting", "desk:waiting", DISPATCHER, "/desk/talks/"),
    Page("desk-waiting-none", "", DISPATCHER, "/desk/talks/?q=nowhere"),
    Page("desk-questions", "desk:questions", DISPATCHER, "/desk/talks/questions/"),
    Page("desk-replies", "desk:replies", DISPATCHER, "/desk/talks/replies/"),
    Page("desk-replies-none", "", DISPATCHER, "/desk/talks/replies/?q=nowhere"),
    Page("desk-reply-rules", "desk:reply_rules", DISPATCHER, "/desk/talks/rules/"),
    Page("desk-reply-rules-none", "", DISPATCHER, "/desk/talks/rules/?q=nowhere"),
    Page("desk-new-reply", "desk:new_reply", DISPATCHER, "/desk/talks/replies/new/"),
    Page("desk-edit-reply", "desk:edit_reply", DISPATCHER, "/desk/talks/replies/", FIRST_ROW),
    Page(
        "desk-say-refused",
        "desk:say",
        DISPATCHER,
        "{received}",
        ("#say-note summary", "#say-note button"),
        422,
    ),
    Page("resident-replies", "resident:replies", ANYONE, "/replies/"),
    Page("resident-replies-none", "", ANYONE, "/replies/?q=nowhere"),
    Page("resident-replied", "resident:replied", ANYONE, "/replies/", ("main .matter >> nth=0",)),
    Page(
        "resident-say-refused",
        "resident:say",
        RESIDENT,
        "{matter}",
        ("#talk summary", "#talk button"),
        422,
    ),
    Page("desk-calendar", "desk:days", SYSTEM, "/desk/calendar/"),
    Page("desk-filters", "desk:case_filters", DISPATCHER, "/desk/cases/filters/"),
    Page("desk-case-received", "desk:case", DISPATCHER, "{received}"),
    Page(
        "desk-case-refused",
        "desk:take",
        DISPATCHER,
        "{received}",
        ("#step-refuse summary", "#step-refuse button"),
        422,
    ),
    Page("desk-case-grid", "", GRID_WORKER, "{at_hand}"),
    Page("desk-case-verify", "", VERIFIER, "{handled}", ("#step-verify summary",)),
    Page("desk-case-closed", "", DISPATCHER, "{closed}"),
    Page(
        "desk-unmask",
        "desk:unmask",
        DISPATCHER,
        "{named}",
        ("details.unmask summary", "details.unmask button"),
        422,
    ),
    Page("desk-standards", "desk:standards", DISPATCHER, "/desk/standards/"),
    Page("desk-categories", "desk:categories", DISPATCHER, "/desk/standards/categories/"),
    Page("desk-new-category", "desk:new_category", SYSTEM, "/desk/standards/categories/new/"),
    Page("desk-codes", "desk:codes", DISPATCHER, "/desk/standards/codes/"),
    Page("desk-editions", "desk:editions", SYSTEM, "/desk/standards/editions/"),
    Page("desk-draft", "desk:draft", SYSTEM, "/desk/standards/editions/import/"),
    Page("desk-streets", "desk:streets", DISPATCHER, "/desk/standards/streets/"),
    Page("desk-standard", "desk:standard", DISPATCHER, "/desk/standards/", FIRST_ROW),
    Page("desk-rules", "desk:rules", DISPATCHER, "/desk/rules/"),
    Page("desk-rule-set", "desk:rule_set", DISPATCHER, "/desk/rules/", FIRST_SET),
    Page("desk-rule", "desk:rule", DISPATCHER, "/desk/rules/", FIRST_RULE),
    Page("desk-new-rule", "desk:new_rule", DISPATCHER, "{draft}new/"),
    Page("desk-new-rule-refused", "", DISPATCHER, "{draft}new/", ("main .btn-primary",), 422),
    Page("desk-rules-draft", "", DISPATCHER, "{draft}"),
    Page("desk-trial", "desk:trial", DISPATCHER, "/desk/rules/", TRIAL),
    Page("desk-trial-cases", "desk:trial_cases", DISPATCHER, "/desk/rules/", TRIED),
    Page("desk-supervisions", "desk:supervisions", DISPATCHER, "/desk/supervision/"),
    Page("desk-hand-overs", "desk:hand_overs", DISPATCHER, "/desk/hand-overs/"),
    Page("desk-new-hand-over", "desk:new_hand_over", DISPATCHER, "/desk/hand-overs/new/"),
    Page("desk-shifts", "desk:shifts", DISPATCHER, "/desk/shifts/?at=place-{place}"),
    Page("desk-shifts-none", "", DISPATCHER, "/desk/shifts/?at=place-{place}&q=nowhere"),
    Page("desk-shifts-read", "", GRID_WORKER, "/desk/shifts/"),
    Page("desk-shifts-copied", "", DISPATCHER, COMING_WEEK, ("main .counted .plain",)),
    Page("desk-shift", "desk:shift", DISPATCHER, COMING_WEEK, (".plan a.state >> nth=0",)),
    Page("desk-new-shift", "desk:new_shift", DISPATCHER, COMING_WEEK, (".plan a.add >> nth=0",)),
    Page("desk-new-shift-refused", "", DISPATCHER, COMING_WEEK, COLLIDING, 409),
    Page("desk-gaps", "desk:gaps", DISPATCHER, "/desk/shifts/gaps/?at=place-{place}"),
    Page("desk-on-duty", "desk:on_duty", DISPATCHER, "/desk/shifts/now/?at=place-{place}"),
    Page("desk-on-duty-none", "", DISPATCHER, "/desk/shifts/now/?at=place-{place}&q=nowhere"),
    Page("desk-handed-over", "desk:handed_over", HANDLER, "{handed}"),
    Page("desk-report-settled", "desk:report_settled", GRID_WORKER, "/desk/cases/settled/"),
    Page("desk-lists", "desk:lists", DISPATCHER, "/desk/cases/lists/?state=filed"),
    Page("desk-runs", "desk:runs", DISPATCHER, "/desk/cases/many/done/"),
    Page("desk-bulk", "desk:bulk", DISPATCHER, "/desk/cases/?state=received", MANY),
    Page("desk-run", "desk:run", DISPATCHER, "/desk/cases/?state=received", (*MANY, *FILED)),
    Page("desk-new-case", "desk:new_case", DISPATCHER, "/desk/cases/new/"),
    Page("desk-new-case-refused", "", DISPATCHER, "/desk/cases/new/", ("main .btn-primary",), 422),
    Page("desk-imports", "desk:imports", DISPATCHER, "/desk/imports/"),
    Page("desk-imports-none", "", DISPATCHER, "/desk/imports/?q=nowhere"),
    Page("desk-new-import", "desk:new_import", DISPATCHER, "/desk/imports/new/"),
    Page("desk-new-import-refused", "", DISPATCHER, "/desk/imports/new/", ("main .btn",), 422),
    Page("desk-import", "desk:import", DISPATCHER, "{brought}"),
    Page("desk-import-refused", "desk:map_import", DISPATCHER, "{brought}", CHECK_NOTHING, 422),
    Page("desk-import-checked", "", DISPATCHER, "{checked}"),
    Page("resident-errands", "resident:errands", ANYONE, "/errands/"),
    Page("resident-errands-refused", "", ANYONE, "/errands/", (PRIMARY_IN_MAIN,), 422),
    Page("desk-kinds", "desk:kinds", DISPATCHER, "/desk/kinds/"),
    Page("desk-kinds-discipline", "", DISCIPLINE, "/desk/kinds/"),
    Page("desk-kinds-mediator", "", MEDIATOR, "/desk/kinds/"),
    Page("desk-new-errand", "desk:new_matter", GRID_WORKER, "/desk/kinds/errand/new/"),
    Page(
        "desk-new-violation-refused",
        "",
        GRID_WORKER,
        "/desk/kinds/violation/new/",
        ("main .btn-primary",),
        422,
    ),
    Page("desk-removals", "desk:removals", DISPATCHER, "/desk/kinds/removals/?year=2026"),
    Page("desk-removals-none", "", DISPATCHER, "/desk/kinds/removals/?year=2001"),
    Page("desk-errand", "", GRID_WORKER, "{errand}"),
    Page(
        "desk-errand-refused",
        "desk:enter",
        GRID_WORKER,
        "{errand}",
        ("#enter-progress summary", "#enter-progress button"),
        422,
    ),
    Page("desk-clue", "", DISCIPLINE, "{clue}"),
    Page("desk-mediation", "", MEDIATOR, "{mediation}"),
    Page("desk-violation", "", DISPATCHER, "{violation}"),
    Page("desk-care", "desk:care", DISPATCHER, "/desk/care/"),
    Page("desk-care-none", "", DISPATCHER, "/desk/care/?q=nobody"),
    Page("desk-care-new", "desk:new_care", DISPATCHER, "/desk/care/new/"),
    Page("desk-care-entry", "desk:care_entry", GRID_WORKER, "{cared}"),
    Page(
        "desk-care-refused",
        "desk:care_visit",
        GRID_WORKER,
        "{cared}",
        ("main .btn-primary",),
    ),
    Page("desk-services", "desk:services", DISPATCHER, "/desk/services/"),
    Page("desk-services-none", "", DISPATCHER, "/desk/services/?q=nowhere"),
    Page("desk-service-new", "desk:new_service", DISPATCHER, "/desk/services/new/"),
    Page("desk-service", "desk:service", DISPATCHER, "/desk/services/senior-card/"),
    Page("desk-procedures", "desk:procedures", SYSTEM, "/desk/procedures/"),
    Page("desk-procedure-new", "desk:new_procedure", SYSTEM, "/desk/procedures/new/"),
    Page("desk-procedure", "desk:procedure", SYSTEM, "/desk/procedures/violation/"),
    Page("resident-tens", "resident:tens", ANYONE, "/ten/"),
    Page(
        "resident-ten", "resident:ten", ANYONE, "/ten/", (".weui-cell_access", "summary >> nth=0")
    ),
    Page("desk-hot", "desk:hot", DISPATCHER, "/desk/hot/"),
    Page("desk-hot-none", "", DISPATCHER, "/desk/hot/?q=nowhere"),
    Page("desk-hot-matter", "desk:hot_matter", DISPATCHER, "/desk/hot/", FIRST_ROW),
    Page("desk-notices", "desk:notices", DISPATCHER, "/desk/notices/"),
    Page("desk-notices-none", "", DISPATCHER, "/desk/notices/?q=nothing"),
    Page("desk-notice-new", "desk:new_notice", DISPATCHER, "/desk/notices/new/"),
    Page("desk-notice-refused", "", DISPATCHER, "/desk/notices/new/", ("main .btn-primary",), 422),
    Page("desk-notice", "desk:notice", DISPATCHER, "/desk/notices/", FIRST_ROW),
    Page(
        "desk-notice-edit",
        "desk:edit_notice",
        DISPATCHER,
        "/desk/notices/",
        (*FIRST_ROW, "main a[href$='/edit/']"),
    ),
    Page("desk-tens", "desk:tens", SUPERVISOR, "/desk/ten/"),
    Page("desk-ten-draft", "desk:ten", SUPERVISOR, "/desk/ten/", FIRST_ROW),
    Page("desk-ten", "", SUPERVISOR, "/desk/ten/", ("main [data-open] >> nth=-1",)),
    Page("desk-ten-item", "desk:ten_item", SUPERVISOR, "/desk/ten/", (*FIRST_ROW, FILL_IN)),
    Page("desk-places", "desk:places", DISPATCHER, "/desk/places/"),
    Page("desk-places-found", "", DISPATCHER, "/desk/places/?q=建业"),
    Page("desk-places-none", "", DISPATCHER, "/desk/places/?q=nowhere"),
    Page("desk-place", "desk:place", SYSTEM, "/desk/places/{place}/"),
    Page(
        "desk-place-refused",
        "desk:change_place",
        SYSTEM,
        "/desk/places/{place}/",
        (".moves details >> nth=0 >> summary", ".moves details >> nth=0 >> button"),
        422,
    ),
    Page("desk-posts", "desk:posts", SECURITY, "/desk/posts/"),
    Page("desk-posts-none", "", SECURITY, "/desk/posts/?q=nowhere"),
    Page("desk-new-post", "desk:new_post", SECURITY, "/desk/posts/new/"),
    Page("desk-new-post-refused", "", SECURITY, "/desk/posts/new/", ("main .btn-primary",), 422),
    Page("desk-post-end", "desk:post_end", SECURITY, "{post_end}"),
    Page("desk-units", "desk:units", SECURITY, "/desk/units/"),
    Page("desk-units-none", "", SECURITY, "/desk/units/?q=nowhere"),
    Page("desk-rounds", "desk:rounds", SUPERVISOR, "/desk/inspections/"),
    Page("desk-rounds-none", "", SUPERVISOR, "/desk/inspections/?q=nowhere"),
    Page("desk-rounds-calendar", "", SUPERVISOR, "/desk/inspections/?look=calendar"),
    Page("desk-round-new", "desk:new_round", SUPERVISOR, "/desk/inspections/new/"),
    Page("desk-round", "desk:round", SUPERVISOR, ROUND),
    Page("desk-round-edit", "desk:edit_round", SUPERVISOR, PLANNED, ("main header a.btn",)),
    Page("desk-round-planned", "", SUPERVISOR, PLANNED),
    Page("desk-point", "desk:point", SUPERVISOR, UNDER_WAY, FIRST_ROW),
    Page("desk-finding", "desk:finding", SUPERVISOR, "/desk/inspections/ledger/", FIRST_ROW),
    Page("desk-ledger", "desk:ledger", SUPERVISOR, "/desk/inspections/ledger/?standing=open"),
    Page("desk-ledger-none", "", SUPERVISOR, "/desk/inspections/ledger/?q=nowhere"),
    Page("desk-ledger-sums", "desk:ledger_sums", SUPERVISOR, "/desk/inspections/ledger/totals/"),
    Page("desk-order-give", "desk:give_order", SUPERVISOR, GIVE),
    Page("desk-matrix", "desk:matrix", SUPERVISOR, "/desk/inspections/missing/?days=1"),
    Page("desk-orders", "desk:orders", SUPERVISOR, "/desk/inspections/orders/"),
    Page("desk-orders-none", "", SUPERVISOR, "/desk/inspections/orders/?q=nowhere"),
    Page("desk-order", "desk:order", SUPERVISOR, "/desk/inspections/orders/", FIRST_ROW),
    Page("desk-circulars", "desk:circulars", SUPERVISOR, "/desk/inspections/circulars/"),
    Page("desk-circular", "desk:circular", SUPERVISOR, "{circular}"),
    Page("desk-checklists", "desk:checklists", SUPERVISOR, "/desk/inspections/checklists/"),
    Page("desk-checklist", "desk:checklist", SUPERVISOR, CHECKLISTS, FIRST_ROW),
    Page("desk-checklist-new", "desk:new_checklist", SUPERVISOR, f"{CHECKLISTS}new/"),
    Page("desk-groups", "desk:groups", SUPERVISOR, "/desk/inspections/groups/"),
    Page("desk-inbox", "desk:inbox", GRID_WORKER, "/desk/inbox/"),
    Page("desk-inbox-none", "", DISPATCHER, "/desk/inbox/?q=nowhere"),
    Page("desk-preferences", "desk:preferences", DISPATCHER, "/desk/inbox/preferences/"),
    Page("desk-outbox", "desk:outbox", SYSTEM, "/desk/outbox/?state="),
    Page("desk-outbox-none", "", SYSTEM, "/desk/outbox/"),
    Page("desk-wordings", "desk:wordings", SYSTEM, "/desk/outbox/words/"),
    Page("desk-wordings-none", "", SYSTEM, "/desk/outbox/words/?q=nowhere"),
    Page("desk-wording", "desk:wording", SYSTEM, "/desk/outbox/words/calls.rung/"),
    Page("desk-robots", "desk:robots", SYSTEM, "/desk/outbox/robots/"),
    Page("desk-robots-none", "", SYSTEM, "/desk/outbox/robots/?q=nowhere"),
    Page("desk-addresses", "desk:addresses", SYSTEM, "/desk/outbox/addresses/"),
    Page("desk-model", "desk:model", SYSTEM, "/desk/suggestions/"),
    Page("desk-deliveries", "desk:deliveries", SYSTEM, "/desk/deliveries/"),
    Page("desk-journal", "desk:journal", AUDIT, "/desk/journal/"),
    Page("desk-journal-none", "", AUDIT, "/desk/journal/?subject=nothing"),
]
# Named addresses that answer with something else than a page, or with a page of the list above.
NOT_PAGES = {
    "desk:household_export",
    "desk:release",
    "desk:unmask_household",
    "entrance:wechat_signature",
    "resident:forget_household",
    "desk:round_export",
    "desk:round_points",
    "desk:point_export",
    "desk:draw_points",
    "desk:choose_points",
    "desk:new_circular",
    "desk:round_step",
    "desk:point_rest",
    "desk:point_assign",
    "desk:ledger_export",
    "desk:ledger_sum_export",
    "desk:matrix_export",
    "desk:order_export",
    "desk:order_receipt",
    "desk:circular_export",
    "desk:publish_circular",
    "desk:confirm_circular",
    "desk:circular_document",
    "desk:checklists_export",
    "desk:checklist_export",
    "desk:publish_checklist",
    "desk:group_export",
    "entrance:worker",
    "entrance:add_device",
    "entrance:end_device",
    "resident:notice_feed",
    "resident:data_file",
    "desk:notice_export",
    "desk:look_back_points",
    "desk:look_back_export",
    "desk:look_back_figure_export",
    "desk:look_again",
    "desk:look_back_draw_export",
    "desk:look_back_draw_file",
    "desk:rebound_points",
    "desk:rebound_export",
    "desk:rebound_figure_export",
    "desk:decide_rebound",
    "desk:doubt_export",
    "desk:answer_doubt",
    "desk:decide_doubt",
    "desk:publish_notice",
    "desk:withdraw_notice",
    "desk:case_standards",
    "desk:hot_points",
    "desk:hot_export",
    "desk:hot_matter_points",
    "desk:new_ten",
    "desk:new_item",  # the page of an item, empty
    "desk:ten_export",
    "desk:confirm_ten",
    "desk:item_done",
    "desk:item_act",
    "desk:node_done",
    "desk:category_export",
    "desk:classify",
    "desk:code_export",
    "desk:drop_edition",
    "desk:edition_export",
    "desk:force_edition",
    "desk:move",
    "desk:standard_export",
    "desk:street_export",
    "desk:draft_rules",
    "desk:dispatch_mode",
    "desk:rule_act",
    "desk:rule_set_act",
    "desk:rules_export",
    "desk:trial_export",
    "desk:procedure_export",
    "desk:robot_export",
    "desk:run_export",
    "desk:wording_export",
    "desk:supervision_export",
    "desk:hand_over_export",
    "desk:shift_export",
    "desk:gap_export",
    "desk:on_duty_export",
    "desk:copy_week",
    "desk:remove_shift",
    "desk:confirm",
    "desk:removal_export",
    "desk:care_export",
    "desk:service_export",
    "desk:care_change",
    "desk:care_end",
    "desk:care_unmask",
    "desk:show_party",
    "entrance:healthz",
    "entrance:manifest",
    "entrance:language",
    "patrol:act",
    "patrol:boundaries",
    "patrol:categories",
    "patrol:choose",
    "patrol:me",
    "entrance:large_type",
    "entrance:welcome",
    "entrance:enter_demo",
    "entrance:photo",
    "mfa_download_recovery_codes",
    "resident:upload",
    "resident:suggestions",
    "resident:join",
    "resident:where",
    "resident:boundaries",
    "resident:answer",
    "resident:withdraw",
    "resident:cancel_ring",
    "resident:reopen",
    "resident:urge",
    "resident:follow",
    "desk:application_export",
    "desk:registers_export",
    "desk:register_export",
    "desk:register_points",
    "desk:register_total_export",
    "desk:retire_entry",
    "desk:register_columns",
    "desk:write_register_import",
    "desk:cancel_register_import",
    "desk:register_troubles",
    "desk:answer_call",
    "desk:call_export",
    "desk:call_figure_export",
    "desk:waiting_export",
    "desk:question_export",
    "desk:reply_export",
    "desk:reply_rule_export",
    "desk:standard_text",
    "desk:day_export",
    "desk:enter_days",
    "desk:apply",
    "desk:decide",
    "desk:refile",
    "desk:resume",
    "desk:case_points",
    "desk:case_export",
    "desk:earlier",
    "desk:known_places",
    "desk:import_export",
    "desk:import_troubles",
    "desk:write_import",
    "desk:cancel_import",
    "desk:case_document",
    "desk:save_list",
    "desk:remove_list",
    "desk:bulk_take",
    "desk:run_undo",
    "desk:run_on",
    "desk:place_export",
    "desk:boundaries",
    "desk:post_export",
    "desk:unit_export",
    "desk:delivery_export",
    "desk:retry",
    "desk:link",
    "desk:unlink",
    "desk:inbox_export",
    "desk:read_messages",
    "desk:open_message",
    "desk:outbox_export",
    "desk:again",
    "desk:robot_stop",
    "resident:read_messages",
    "resident:open_message",
    "desk:suggestions",
    "desk:join",
    "desk:journal_export",
}
CLOSED = re.compile("account_(signup|email|confirm_email|set_password|reset_password)")
PROGRAMS = re.compile("api:(v1:(?!openapi-view)|open311-(?!page|root))")


def named(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield prefix + pattern.name
        else:
            yield from named(
                pattern, prefix + (f"{pattern.namespace}:" if pattern.namespace else "")
            )


def test_every_page_is_looked_at():
    pages = {name for name in named() if not CLOSED.match(name) and not PROGRAMS.match(name)}
    assert pages == {page.name for page in PAGES if page.name} | NOT_PAGES


@dataclass
class Noise:
    """What a browser says of a page that nobody reads."""

    heard: list[str] = field(default_factory=list)

    def listen(self, page, expected):
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("console", self._console)
        page.on("requestfailed", self._failed)
        page.on("response", lambda answer: self._response(answer, expected))

    def _failed(self, asked):
        if "x-keep" not in asked.headers:  # what is put by for later stops when one goes on
            self.heard.append(f"failed: {asked.url}")

    def _console(self, message):
        told_by_response = re.match("Failed to load resource|Response Status Error", message.text)
        if message.type in {"error", "warning"} and not told_by_response:
            self.heard.append(f"{message.type}: {message.text}")

    def _response(self, answer, expected):
        if answer.status >= 400 and answer.status != expected:
            self.heard.append(f"{answer.status}: {answer.url}")


class Visitors:
    """Who opens pages: each signs in once, and is met again in every window."""

    def __init__(self, chromium, product):
        self.chromium, self.product = chromium, product
        self._signed_in = {}

    def window(self, who, width=1440):
        return self.chromium.new_context(
            base_url=self.product.url,
            viewport={"width": width, "height": WIDTHS[width]},
            locale="zh-CN",
            reduced_motion="reduce",
            storage_state=self._state(who),
        )

    def _state(self, who):
        if who == ANYONE:
            return None
        if who not in self._signed_in:
            window = self.chromium.new_context(base_url=self.product.url, locale="zh-CN")
            enter = self._enrol if who == ENROLLED else self._play
            enter(window.new_page(), who)
            self._signed_in[who] = window.storage_state()
            window.close()
        return self._signed_in[who]

    def _play(self, page, who):
        with translation.override("zh-hans"):
            label = "居民" if who == RESIDENT else str(who.label)
        page.goto("/demo/")
        heading = page.get_by_role("heading", name=label, exact=True)
        page.locator("section", has=heading).locator("button").first.click()
        page.wait_for_url(re.compile("/(desk|mine|patrol)/"))

    def _enrol(self, page, _who):
        """Somebody with a password and a second step, as outside the demonstration."""
        subprocess.run(
            [Path(self.product.process.args[0]), "people", "password", LOGIN],
            env=self.product.environment,
            input=PASSWORD,
            text=True,
            check=True,
        )
        page.goto("/accounts/login/")
        act(page, SIGN_IN)
        page.goto("/accounts/2fa/totp/activate/")
        secret = page.locator(".secret").inner_text()
        counter = next(totp.yield_hotp_counters_from_time())
        code = totp.format_hotp_value(totp.hotp_value(secret, counter))
        act(page, (("[name=code]", code), "form.sheet .weui-btn_primary"))
        page.wait_for_url("**/recovery-codes/")


@pytest.fixture(scope="module")
def visitors(chromium, product):
    return Visitors(chromium, product)


AT_REST = """() => !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")
    && document.getAnimations().every(each => !(each instanceof CSSTransition))"""


def act(page, presses):
    for press in presses:
        if isinstance(press, tuple):
            field = page.locator(press[0]).first
            (field.select_option if press[0].startswith("select") else field.fill)(press[1])
        else:
            page.locator(press).first.click()
            page.wait_for_load_state("networkidle")
            page.wait_for_function(AT_REST)


@pytest.fixture(scope="module")
def found(visitors):
    """Addresses that only the loaded district knows: the first of each kind."""
    looked_for = {
        "place": (DISPATCHER, "/desk/places/?q=建业社区", "main [data-open]"),
        "received": (DISPATCHER, "/desk/cases/?state=received", "[data-open]"),
        "handled": (VERIFIER, "/desk/cases/?state=handled", "[data-open]"),
        "closed": (DISPATCHER, "/desk/cases/?state=closed", "[data-open]"),
        "named": (DISPATCHER, "/desk/cases/?source=hotline", "[data-open]"),
        "at_hand": (GRID_WORKER, "/desk/cases/?sort=newest", "[data-open]"),
        "errand": (GRID_WORKER, "/desk/cases/?procedure=errand&state=dispatched", "[data-open]"),
        "clue": (DISCIPLINE, "/desk/cases/?procedure=clue", "[data-open]"),
        "mediation": (MEDIATOR, "/desk/cases/?procedure=mediation", "[data-open]"),
        "violation": (DISPATCHER, "/desk/cases/?procedure=violation", "[data-open]"),
        "cared": (GRID_WORKER, "/desk/care/", "[data-open]"),
        "post_end": (SECURITY, "/desk/posts/", "main a[href$='/end/']"),
        "round": (SUPERVISOR, "/desk/inspections/?state=published", "main [data-open]"),
        "planned": (SUPERVISOR, "/desk/inspections/?state=planned", "main [data-open]"),
        "under_way": (SUPERVISOR, "/desk/inspections/?state=under_way", "main [data-open]"),
        "finding": (SUPERVISOR, "/desk/inspections/ledger/", "main [data-open]"),
    }
    addresses = {}
    for name, (who, address, link) in looked_for.items():
        window = visitors.window(who)
        page = window.new_page()
        page.goto(address)
        addresses[name] = page.locator(link).first.get_attribute("href")
        window.close()
    addresses["matter"] = rung(visitors)
    addresses["handed"], addresses["draft"] = handed(visitors), drafted(visitors)
    addresses["lived"] = lived(visitors, addresses)
    addresses["brought"] = brought(visitors)
    addresses["checked"] = checked(visitors)
    addresses["loaded"] = brought(visitors, f"{BOARDS}import/")
    addresses["circular"] = circular(visitors, addresses["round"])
    addresses["finding"] = re.search(r"/(\d+)/", addresses["finding"])[1]
    addresses["place"] = re.search(r"/(\d+)/", addresses["place"])[1]
    return addresses


def circular(visitors, round_):
    """A circular on what a round found, begun."""
    page = visitors.window(SUPERVISOR).new_page()
    page.goto(round_)
    act(page, CIRCULAR)
    address = urlsplit(page.url).path
    page.context.close()
    return address


def lived(visitors, addresses):
    """A household that told the grid worker's desk where it lives."""
    page = visitors.window(GRID_WORKER).new_page()
    page.goto("/patrol/grids/")
    page.goto("/me/home/?q=建业社区第1网格")
    page.locator("[name=found] >> nth=0").check()
    act(page, (("[name=name]", "王奶奶"), ("[name=door]", "2单元501"), "form .weui-btn_primary"))
    page.goto("/desk/households/")
    address = page.locator("main [data-open]").first.get_attribute("href")
    page.context.close()
    return address


def rung(visitors):
    """Where the resident follows what the bell began."""
    window = visitors.window(RESIDENT)
    page = window.new_page()
    page.goto("/")
    act(page, FIRST_COMMUNITY)
    address = page.locator(".sheet .actions a").get_attribute("href")
    window.close()
    return address


def handed(visitors):
    """What a shift has given to the next: somebody's case, to a colleague of their unit."""
    page = visitors.window(HANDLER).new_page()
    page.goto("/desk/cases/?state=dispatched")
    page.locator("main [data-open]").first.click()
    act(page, ("#move-assign summary",))
    giver = page.locator("#move-assign option:not([value=''])").first.get_attribute("value")
    act(page, (("select[name=handler_id]", giver), "#move-assign button"))
    page.goto(f"/desk/hand-overs/new/?giver={giver}")
    taker = page.locator(f"[name=taker] option:not([value='']):not([value='{giver}'])")
    act(page, (("select[name=taker]", taker.first.get_attribute("value")), "main form .btn"))
    act(page, (("[name=note]", "待现场复查"), "main form[method=post] .btn-primary"))
    address = page.url
    page.context.close()
    return address


def drafted(visitors):
    """A draft of the rules of dispatch, which may still be changed."""
    page = visitors.window(DISPATCHER).new_page()
    page.goto("/desk/rules/")
    act(page, ("main header .btn-primary",))
    address = page.url
    page.context.close()
    return address


SHEET = "内容,时间,类型\n路灯坏了,2026-01-05,市政\n井盖丢了,昨天,市容\n"


def brought(visitors, where="/desk/imports/new/"):
    """Where a spreadsheet waits for what its columns mean."""
    page = visitors.window(DISPATCHER).new_page()
    page.goto(where)
    file = {"name": "来件.csv", "mimeType": "text/csv", "buffer": SHEET.encode("gbk")}
    page.set_input_files("[name=file]", file)
    act(page, ("main .btn-primary",))
    address = page.url
    page.context.close()
    return address


def checked(visitors):
    """Where the worker has checked every row and found problems."""
    address = brought(visitors)
    page = visitors.window(DISPATCHER).new_page()
    page.goto(address)
    page.locator("main form[novalidate] .btn-primary").click()
    page.get_by_text("昨天").first.wait_for()
    page.locator(".facts").first.wait_for()
    page.context.close()
    return address


def violations(page):
    """What axe finds, one line each."""
    page.evaluate(AXE)
    rules = {"runOnly": {"type": "tag", "values": RULES}}
    found = page.evaluate("([ours, rules]) => axe.run(ours, rules)", [OURS, rules])["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


TWICE = """() => {
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""


def named_twice(page):
    """What axe tells of only where a label points to it."""
    if page.locator(OURS["exclude"][0][0]).count():
        return []
    return [f"two elements share the id {name}" for name in page.evaluate(TWICE)]


def in_full(page, width):
    """A phone's page as long as it is: its bar lies over no more than the end of it."""
    if page.locator(".tabs").count():
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(height, WIDTHS[width])})


def too_wide(page):
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{width} px wider than the window"] if width > 0 else []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.shot)
def test_nobody_is_kept_out(page, visitors, found, shots):
    wrong = []
    for width in WIDTHS:
        window, noise = visitors.window(page.who, width), Noise()
        tab = window.new_page()
        noise.listen(tab, page.status)
        tab.goto(page.address.format(**found), wait_until="networkidle")
        act(tab, page.presses)
        in_full(tab, width)
        tab.screenshot(path=shots / f"{page.shot}-{width}.png", full_page=True)
        faults = noise.heard + too_wide(tab) + named_twice(tab) + violations(tab)
        wrong += [f"{width}: {fault}" for fault in faults]
        window.close()
    assert wrong == []
