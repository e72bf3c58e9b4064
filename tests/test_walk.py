"""Every address, as everybody, on what is theirs, what is not and what is nowhere.

A new address fails here until the table says who may open it.
"""

import json
import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from openpyxl import load_workbook

from lingdang.approvals.testing import an_application
from lingdang.calls.testing import a_call
from lingdang.cases.public import Case
from lingdang.cases.public import State as CaseState
from lingdang.cases.testing import a_case
from lingdang.dispatching.testing import a_hand_over, a_rule
from lingdang.dossiers.testing import a_care_entry, a_service
from lingdang.doubts.testing import a_doubt
from lingdang.evidence.public import attach_photos
from lingdang.evidence.testing import a_photo
from lingdang.inspections.testing import an_inspection
from lingdang.intake.testing import an_import
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE, Actor, Reach
from lingdang.lookbacks.testing import a_look_back
from lingdang.messaging.testing import a_message
from lingdang.notices.testing import a_notice
from lingdang.people.public import (
    ROLE_DUTIES,
    HomeTold,
    Role,
    actor_for,
    issue_token,
    set_household,
)
from lingdang.people.testing import a_person, a_post, a_unit, actor
from lingdang.places.public import Place, tree
from lingdang.places.testing import a_district
from lingdang.rebounds.testing import a_rebound
from lingdang.registers.testing import a_record, a_register, an_unread_sheet
from lingdang.shifts.testing import a_shift
from lingdang.standards.public import Edition, Standard
from lingdang.standards.testing import a_procedure, an_edition, some_categories
from lingdang.suggestions.testing import a_hot_matter, a_ten
from lingdang.talks.testing import a_standard_reply

ADMINISTRATORS = {"system_admin", "security_admin", "audit_admin"}
ROLES = {role.value for role in Role}
IN_OFFICE = ROLES  # who holds any duty
SEES = IN_OFFICE - ADMINISTRATORS - {"mediator", "editor"}
LISTS = SEES | {"mediator"}  # who has a list of cases, be it of those entrusted to a role alone
REPORTS = SEES - {"unit_handler", "discipline_officer", "leader"}
VISITS = {"grid_worker", "dispatcher"}  # who reads the care register
OFFICE = {"discipline_officer"}  # who alone knows of a clue
SECRET = "只有纪检监察机构知道的事"
EVERYBODY = ROLES | {"anyone", "resident"}
WORKS = {"grid_worker", "dispatcher", "unit_handler"}
LOOKS = {"verifier", "supervisor"}  # who knows of a look-back before it was looked at
INSPECTS = {"supervisor"}  # who plans, records and orders
RECORDS = {"supervisor", "discipline_officer"}  # who walks a round
PUBLISHES = {"dispatcher", "editor"}  # who writes notices
KEEPS = {"leader", "supervisor"}  # who keeps the list of the ten matters
NOBODY: set[str] = set()

# Who gets a page (200) at an address, on what lies within their reach.
MAY_OPEN = {
    "entrance:healthz": EVERYBODY,
    "entrance:demo": EVERYBODY,
    "entrance:photo": SEES,  # or by signed link
    "entrance:manifest": EVERYBODY,
    "entrance:wechat_signature": NOBODY,  # no account is named
    "entrance:worker": EVERYBODY,
    "entrance:offline": EVERYBODY,
    "desk:doubts": SEES,
    "desk:doubt_export": SEES,
    "desk:doubt": SEES,
    "desk:compare": NOBODY,  # says nothing without two photographs
    "api:v1:list_doubts": EVERYBODY - {"anyone"},
    "api:v1:one_doubt": SEES,
    "api:v1:case_doubts": SEES,
    "desk:look_backs": SEES,
    "desk:look_back_points": SEES,
    "desk:look_back_export": SEES,
    "desk:look_back": LOOKS,
    "desk:look_back_figures": SEES,
    "desk:look_back_figure_export": SEES,
    "desk:look_back_draws": SEES,
    "desk:look_back_draw_export": SEES,
    "desk:look_back_draw": LOOKS,
    "desk:look_back_draw_file": LOOKS,
    "api:v1:list_look_backs": EVERYBODY - {"anyone"},
    "api:v1:list_look_back_figures": EVERYBODY - {"anyone"},
    "api:v1:one_look_back": LOOKS,
    "api:v1:list_draws": EVERYBODY - {"anyone"},
    "api:v1:one_look_back_draw": LOOKS,
    "desk:rebounds": SEES,
    "desk:rebound_points": SEES,
    "desk:rebound_export": SEES,
    "desk:rebound": SEES,
    "desk:rebound_figures": SEES,
    "desk:rebound_figure_export": SEES,
    "api:v1:list_rebounds": EVERYBODY - {"anyone"},
    "api:v1:list_rebound_figures": EVERYBODY - {"anyone"},
    "api:v1:list_rebound_places": EVERYBODY - {"anyone"},
    "api:v1:one_rebound": SEES,
    "desk:calls": SEES,
    "desk:call_export": SEES,
    "desk:call": SEES - {"unit_handler"},
    "desk:call_figures": SEES,
    "desk:call_figure_export": SEES,
    "api:v1:list_calls": EVERYBODY - {"anyone"},
    "api:v1:one_call": SEES - {"unit_handler"},
    "api:v1:list_figures": EVERYBODY - {"anyone"},
    "desk:notices": PUBLISHES,
    "desk:notice_export": PUBLISHES,
    "desk:new_notice": PUBLISHES,
    "desk:notice": PUBLISHES,
    "desk:edit_notice": PUBLISHES,
    "desk:rounds": SEES,
    "desk:round_export": SEES,
    "desk:new_round": INSPECTS,
    "desk:round": SEES,
    "desk:edit_round": INSPECTS,
    "desk:round_points": SEES,
    "desk:point_export": SEES,
    "desk:point": SEES,
    "desk:finding": SEES,
    "desk:ledger": SEES,
    "desk:ledger_export": SEES,
    "desk:ledger_sums": SEES,
    "desk:ledger_sum_export": SEES,
    "desk:give_order": NOBODY,  # says nothing without findings
    "desk:matrix": SEES,
    "desk:matrix_export": SEES,
    "desk:orders": SEES,
    "desk:order_export": SEES,
    "desk:order": SEES,
    "desk:circulars": SEES,
    "desk:circular_export": SEES,
    "desk:circular": SEES,
    "desk:circular_document": SEES,
    "desk:checklists": SEES,
    "desk:checklists_export": SEES,
    "desk:new_checklist": INSPECTS,
    "desk:checklist": SEES,
    "desk:checklist_export": SEES,
    "desk:groups": SEES,
    "desk:group_export": SEES,
    "api:v1:list_rounds": EVERYBODY - {"anyone"},
    "api:v1:show_round": SEES,
    "api:v1:show_draw": SEES,
    "api:v1:list_points": SEES,
    "api:v1:list_point_findings": SEES,
    "api:v1:show_finding": SEES,
    "api:v1:list_ledger": EVERYBODY - {"anyone"},
    "api:v1:list_sums": EVERYBODY - {"anyone"},
    "api:v1:list_cells": EVERYBODY - {"anyone"},
    "api:v1:list_orders": EVERYBODY - {"anyone"},
    "api:v1:show_order": SEES,
    "api:v1:list_circulars": EVERYBODY - {"anyone"},
    "api:v1:show_circular": SEES,
    "api:v1:show_document": SEES,
    "api:v1:list_checklists": EVERYBODY - {"anyone"},
    "api:v1:show_checklist": SEES,
    "api:v1:list_groups": EVERYBODY - {"anyone"},
    "desk:registers": SEES,
    "desk:registers_export": SEES,
    "desk:new_register": {"dispatcher"},
    "desk:define_register": {"dispatcher"},
    "desk:register": SEES,
    "desk:register_export": SEES,
    "desk:register_map": SEES,
    "desk:register_points": SEES,
    "desk:register_totals": SEES,
    "desk:register_total_export": SEES,
    "desk:new_entry": WORKS,
    "desk:register_entry": SEES - {"unit_handler"},  # it is in no unit's hands
    "desk:new_register_import": WORKS,
    "desk:register_import": NOBODY,  # each their own
    "desk:register_troubles": NOBODY,
    "api:v1:list_registers": EVERYBODY - {"anyone"},  # none, without the duty
    "api:v1:show_register": SEES,
    "api:v1:list_entries": SEES,
    "api:v1:show_record": SEES - {"unit_handler"},
    "api:v1:show_history": SEES - {"unit_handler"},
    "api:v1:show_totals": SEES,
    "api:v1:show_load": NOBODY,
    "api:v1:list_load_troubles": NOBODY,
    "resident:notices": EVERYBODY,
    "resident:notice_feed": EVERYBODY,
    "resident:notice": NOBODY,  # that of the walk is not published
    "resident:data": EVERYBODY - {"anyone"},
    "resident:data_file": EVERYBODY - {"anyone"},
    "resident:erase": EVERYBODY - {"anyone"},
    "desk:reply_rules": {"dispatcher"},
    "desk:reply_rule_export": {"dispatcher"},
    "desk:procedure_export": {"system_admin"},
    "desk:robot_export": {"system_admin"},
    "desk:wording_export": {"system_admin"},
    "desk:run_export": SEES,
    "api:v1:list_notices": EVERYBODY - {"anyone"},
    "api:v1:read_notice": PUBLISHES,
    "api:v1:list_devices": EVERYBODY - {"anyone"},
    "api:v1:show_own_data": EVERYBODY - {"anyone"},
    "api:v1:list_actions": EVERYBODY - {"anyone"},
    "patrol:today": SEES,
    "patrol:report": REPORTS,
    "patrol:settle": {"grid_worker", "dispatcher"},
    "patrol:case": SEES,
    "patrol:categories": REPORTS,
    "patrol:waiting": SEES,
    "patrol:shift": SEES,
    "patrol:visits": VISITS,
    "patrol:visit": VISITS,
    "patrol:grids": SEES,
    "patrol:boundaries": SEES,
    "patrol:numbers": SEES,
    "patrol:round": RECORDS,
    "patrol:point": RECORDS,
    "patrol:queue": SEES,
    "patrol:me": EVERYBODY,  # whose sign-in it is, or nobody's
    "resident:home": EVERYBODY,
    "resident:nearby": EVERYBODY,
    "resident:nearby_one": EVERYBODY,
    "resident:household": EVERYBODY - {"anyone"},
    "api:v1:list_nearby": EVERYBODY - {"anyone"},
    "api:v1:show_nearby": EVERYBODY - {"anyone"},
    "api:v1:show_home": EVERYBODY - {"anyone"},
    "api:v1:list_households": EVERYBODY - {"anyone"},  # none, without the duty
    "desk:households": VISITS,
    "desk:household_export": VISITS,
    "desk:household": VISITS,
    "resident:report": EVERYBODY,
    "resident:errands": EVERYBODY,
    "resident:boundaries": EVERYBODY,
    "resident:who": EVERYBODY,
    "resident:replies": EVERYBODY,
    "resident:replied": NOBODY,  # nothing was replied in public there
    "resident:communities": EVERYBODY,
    "resident:community": EVERYBODY,
    "resident:mine": EVERYBODY,
    "resident:me": EVERYBODY,
    "resident:messages": EVERYBODY - {"anyone"},  # one's own
    "resident:preferences": EVERYBODY - {"anyone"},
    "resident:where": EVERYBODY,
    "resident:rung": NOBODY,  # by the key that the reporter has
    "resident:case": NOBODY,
    "desk:home": IN_OFFICE,
    "desk:report_settled": {"grid_worker", "dispatcher"},
    "desk:rules": {"dispatcher"},
    "desk:rule_set": {"dispatcher"},
    "desk:rules_export": {"dispatcher"},
    "desk:rule": {"dispatcher"},
    "desk:new_rule": {"dispatcher"},
    "desk:trial": {"dispatcher"},
    "desk:trial_cases": {"dispatcher"},
    "desk:trial_export": {"dispatcher"},
    "desk:supervisions": SEES,
    "desk:supervision_export": SEES,
    "desk:hand_overs": WORKS,
    "desk:hand_over_export": WORKS,
    "desk:new_hand_over": WORKS,
    "desk:shifts": SEES,
    "desk:shift_export": SEES,
    "desk:new_shift": NOBODY,  # says nothing without a place or unit
    "desk:shift": {"dispatcher", "leader"},
    "desk:gaps": SEES,
    "desk:gap_export": SEES,
    "desk:on_duty": SEES,
    "desk:on_duty_export": SEES,
    "desk:handed_over": WORKS,
    "desk:places": IN_OFFICE,
    "desk:boundaries": IN_OFFICE,
    "desk:place": IN_OFFICE,
    "desk:place_export": IN_OFFICE,
    "desk:cases": LISTS,
    "desk:case_filters": LISTS,
    "desk:case_points": LISTS,
    "desk:case_export": LISTS,
    "desk:case": SEES,
    "desk:case_document": SEES,
    "desk:lists": SEES,
    "desk:runs": SEES,
    "desk:run": NOBODY,  # each their own
    "desk:new_case": REPORTS,
    "desk:kinds": LISTS,
    "desk:new_matter": REPORTS,
    "desk:removals": SEES,
    "desk:removal_export": SEES,
    "desk:care": VISITS,
    "desk:care_export": VISITS,
    "desk:new_care": {"dispatcher"},
    "desk:care_entry": VISITS,
    "desk:services": {"dispatcher"},
    "desk:service_export": {"dispatcher"},
    "desk:new_service": {"dispatcher"},
    "desk:service": {"dispatcher"},
    "desk:procedures": {"system_admin"},
    "desk:new_procedure": {"system_admin"},
    "desk:procedure": {"system_admin"},
    "desk:waiting": SEES,
    "desk:waiting_export": SEES,
    "desk:questions": SEES,
    "desk:question_export": SEES,
    "desk:replies": {"dispatcher"},
    "desk:reply_export": {"dispatcher"},
    "desk:new_reply": {"dispatcher"},
    "desk:edit_reply": {"dispatcher"},
    "desk:standard_text": NOBODY,  # says nothing without a standard reply
    "desk:applications": SEES,
    "desk:application_export": SEES,
    "resident:tens": EVERYBODY,
    "resident:ten": NOBODY,  # the list of the walk is a draft
    "desk:hot": SEES,
    "desk:hot_points": SEES,
    "desk:hot_export": SEES,
    "desk:hot_matter": SEES - {"unit_handler"},  # whose reach is a unit, not a place
    "desk:hot_matter_points": SEES - {"unit_handler"},
    "desk:tens": SEES,
    "desk:ten": KEEPS,
    "desk:ten_export": KEEPS,
    "desk:new_item": KEEPS,
    "desk:ten_item": KEEPS,
    "api:v1:list_hot_matters": EVERYBODY - {"anyone"},  # none, without the duty
    "api:v1:show_hot_matter": SEES - {"unit_handler"},
    "api:v1:list_tens": EVERYBODY - {"anyone"},
    "api:v1:show_ten": KEEPS,
    "desk:standards": IN_OFFICE,
    "desk:standard_export": IN_OFFICE,
    "desk:standard": IN_OFFICE,
    "desk:categories": IN_OFFICE,
    "desk:category_export": IN_OFFICE,
    "desk:new_category": {"system_admin"},
    "desk:codes": IN_OFFICE,
    "desk:code_export": IN_OFFICE,
    "desk:editions": IN_OFFICE,
    "desk:edition_export": IN_OFFICE,
    "desk:draft": {"system_admin"},
    "desk:streets": IN_OFFICE,
    "desk:street_export": IN_OFFICE,
    "desk:classify": {"system_admin"},
    "desk:case_standards": SEES,
    "desk:imports": {"dispatcher"},
    "desk:import_export": {"dispatcher"},
    "desk:new_import": {"dispatcher"},
    "desk:import": {"dispatcher"},
    "desk:import_troubles": {"dispatcher"},
    "desk:known_places": REPORTS,
    "desk:posts": {"security_admin"},
    "desk:post_export": {"security_admin"},
    "desk:new_post": {"security_admin"},
    "desk:post_end": {"security_admin"},
    "desk:units": {"security_admin"},
    "desk:unit_export": {"security_admin"},
    "desk:days": {"system_admin"},
    "desk:day_export": {"system_admin"},
    "desk:inbox": IN_OFFICE,  # one's own
    "desk:inbox_export": IN_OFFICE,
    "desk:preferences": IN_OFFICE,
    "desk:outbox": {"system_admin"},
    "desk:outbox_export": {"system_admin"},
    "desk:wordings": {"system_admin"},
    "desk:wording": {"system_admin"},
    "desk:robots": {"system_admin"},
    "desk:addresses": {"system_admin"},
    "desk:model": {"dispatcher", "system_admin"},
    "desk:deliveries": {"system_admin"},
    "desk:delivery_export": {"system_admin"},
    "desk:journal": {"audit_admin"},
    "desk:journal_export": {"audit_admin"},
    "api:v1:openapi-json": EVERYBODY,
    "api:v1:openapi-view": EVERYBODY,
    "api:v1:health": EVERYBODY,
    "api:v1:list_procedures": EVERYBODY - {"anyone"},
    "api:v1:show_dossier": SEES,
    "api:v1:list_services": EVERYBODY - {"anyone"},
    "api:v1:list_care": EVERYBODY - {"anyone"},  # those one visits, if anybody
    "api:v1:list_removals": EVERYBODY - {"anyone"},
    "api:v1:list_cases": EVERYBODY - {"anyone"},  # one's own, if nothing else
    "api:v1:show_case": SEES,
    "api:v1:show_timeline": SEES,
    "api:v1:list_steps": SEES,
    "api:v1:show_photo": SEES,
    "api:v1:list_imports": EVERYBODY - {"anyone"},  # none, without the duty
    "api:v1:list_maps": EVERYBODY - {"anyone"},
    "api:v1:show_import": {"dispatcher"},
    "api:v1:preview_import": {"dispatcher"},
    "api:v1:list_troubles": {"dispatcher"},
    "api:v1:list_inbox": EVERYBODY - {"anyone"},
    "api:v1:list_places": EVERYBODY - {"anyone"},
    "api:v1:list_boundaries": EVERYBODY - {"anyone"},
    "api:v1:locate_point": EVERYBODY - {"anyone"},
    "api:v1:list_team": EVERYBODY - {"anyone"},
    "api:v1:list_days": EVERYBODY - {"anyone"},
    "api:v1:list_remarks": SEES,
    "api:v1:list_fitting_replies": SEES,
    "api:v1:list_waiting": EVERYBODY - {"anyone"},  # in the cases one sees
    "api:v1:list_questions": EVERYBODY - {"anyone"},
    "api:v1:list_standard_replies": {"dispatcher"},
    "api:v1:list_applications": EVERYBODY - {"anyone"},
    "api:v1:show_application": SEES,
    "api:v1:list_categories": EVERYBODY - {"anyone"},
    "api:v1:list_units": EVERYBODY - {"anyone"},
    "api:v1:list_editions": EVERYBODY - {"anyone"},
    "api:v1:list_standards": EVERYBODY - {"anyone"},
    "api:v1:show_standard": EVERYBODY - {"anyone"},
    "api:v1:show_proposal": NOBODY,  # the rules were not asked of the case of the walk
    "api:v1:list_modes": EVERYBODY - {"anyone"},  # none, without the duty
    "api:v1:list_rule_sets": EVERYBODY - {"anyone"},
    "api:v1:show_rule_set": {"dispatcher"},
    "api:v1:try_rules": {"dispatcher"},
    "api:v1:list_supervisions": EVERYBODY - {"anyone"},
    "api:v1:list_hand_overs": EVERYBODY - {"anyone"},
    "api:v1:preview_hand_over": NOBODY,  # says nothing without a place or unit
    "api:v1:list_shifts": NOBODY,  # like the hand-over
    "api:v1:list_gaps": NOBODY,
    "api:v1:list_on_duty": NOBODY,
    "api:v1:api-root": NOBODY,
    "api:open311-discovery": EVERYBODY,
    "api:open311-page": EVERYBODY,
    "api:open311-root": EVERYBODY,
    "api:open311-services": EVERYBODY,
    "api:open311-definition": EVERYBODY,
    "api:open311-requests": EVERYBODY,
    "api:open311-request": NOBODY,  # the case of the walk is not public
    "api:open311-token": NOBODY,
    "api:open311-updates": EVERYBODY,
    "api:open311-nothing": NOBODY,
}
# These only take what is sent to them.
TAKES = {
    "resident:forget_household",
    "desk:unmask_household",
    "desk:release",
    "api:v1:put_release",
    "api:v1:put_home",
    "api:v1:delete_home",
    "api:v1:show_household",
    "desk:retire_entry",
    "desk:draw_points",
    "desk:choose_points",
    "desk:new_circular",
    "desk:round_step",
    "desk:point_rest",
    "desk:point_assign",
    "desk:order_receipt",
    "desk:publish_circular",
    "desk:confirm_circular",
    "desk:publish_checklist",
    "api:v1:create_round",
    "api:v1:put_round",
    "api:v1:take_round_step",
    "api:v1:create_draw",
    "api:v1:add_points",
    "api:v1:put_point_group",
    "api:v1:create_finding",
    "api:v1:record_rest",
    "api:v1:put_finding",
    "api:v1:create_orders",
    "api:v1:give_receipt",
    "api:v1:create_circular",
    "api:v1:put_circular",
    "api:v1:issue_circular",
    "api:v1:confirm_reading",
    "api:v1:create_checklist",
    "api:v1:issue_checklist",
    "api:v1:put_area",
    "api:v1:put_group",
    "desk:register_columns",
    "desk:write_register_import",
    "desk:cancel_register_import",
    "api:v1:create_register",
    "api:v1:change_register",
    "api:v1:create_record",
    "api:v1:change_record",
    "api:v1:retire",
    "api:v1:create_load",
    "api:v1:choose_load",
    "api:v1:write_load",
    "api:v1:cancel_load",
    "resident:cancel_ring",
    "desk:look_again",
    "api:v1:look_again",
    "desk:decide_rebound",
    "api:v1:decide_rebound",
    "desk:answer_doubt",
    "desk:decide_doubt",
    "api:v1:answer",
    "api:v1:decide_one",
    "desk:answer_call",
    "api:v1:ring_bell",
    "api:v1:take_call",
    "api:v1:take_back",
    "entrance:add_device",
    "entrance:end_device",
    "desk:publish_notice",
    "desk:withdraw_notice",
    "api:v1:create_notice",
    "api:v1:change_notice",
    "api:v1:publish",
    "api:v1:withdraw",
    "api:v1:create_device",
    "api:v1:delete_device",
    "api:v1:delete_own_data",
    "api:v1:sync_actions",
    "api:v1:choose_for_action",
    "api:v1:options",
    "api:v1:create_upload",
    "api:v1:show_upload",  # by HEAD
    "api:v1:send_piece",
    "api:v1:end_upload",
    "entrance:language",
    "entrance:large_type",
    "entrance:enter_demo",
    "patrol:act",
    "patrol:choose",
    "resident:ring",
    "resident:follow",
    "resident:upload",
    "resident:suggestions",
    "resident:join",
    "resident:answer",
    "resident:withdraw",
    "resident:reopen",
    "resident:urge",
    "desk:new_ten",
    "desk:confirm_ten",
    "desk:item_act",
    "desk:item_done",
    "desk:node_done",
    "api:v1:create_ten",
    "api:v1:create_item",
    "api:v1:change_item",
    "api:v1:shift_item",
    "api:v1:delete_item",
    "api:v1:take_confirm",
    "api:v1:take_node",
    "api:v1:take_item",
    "desk:take",
    "desk:say",
    "resident:say",
    "desk:move",
    "desk:confirm",
    "desk:draft_rules",
    "desk:dispatch_mode",
    "desk:rule_act",
    "desk:rule_set_act",
    "desk:map_import",
    "desk:write_import",
    "desk:cancel_import",
    "desk:earlier",
    "desk:enter",
    "desk:show_party",
    "desk:copy_week",
    "desk:remove_shift",
    "desk:care_visit",
    "desk:care_change",
    "desk:care_end",
    "desk:care_unmask",
    "api:v1:create_import",
    "api:v1:map_import",
    "api:v1:write",
    "api:v1:cancel",
    "api:v1:describe",
    "api:v1:enter",
    "api:v1:show_party",
    "api:v1:create_errand",
    "api:v1:create_visit",
    "api:v1:show_cared",
    "desk:save_list",
    "desk:remove_list",
    "desk:bulk",
    "desk:bulk_take",
    "desk:run_undo",
    "desk:run_on",
    "desk:suggestions",
    "desk:join",
    "desk:unmask",
    "desk:apply",
    "desk:enter_days",
    "desk:decide",
    "desk:refile",
    "desk:resume",
    "api:v1:decide",
    "api:v1:ask_question",
    "api:v1:give_answer",
    "api:v1:give_addition",
    "api:v1:give_reply",
    "api:v1:leave_note",
    "api:v1:create_standard_reply",
    "api:v1:change_standard_reply",
    "api:v1:put_reply_rule",
    "api:v1:enter_year",
    "api:v1:apply",
    "api:v1:refile",
    "api:v1:resume",
    "desk:link",
    "desk:unlink",
    "desk:change_place",
    "desk:retry",
    "desk:open_message",
    "desk:read_messages",
    "desk:again",
    "desk:robot_stop",
    "resident:open_message",
    "resident:read_messages",
    "api:v1:mark_inbox_read",
    "desk:force_edition",
    "desk:drop_edition",
    "api:v1:create_case",
    "api:v1:create_cases",
    "api:v1:take",
    "api:v1:put_mode",
    "api:v1:create_draft",
    "api:v1:delete_draft",
    "api:v1:force_rules",
    "api:v1:create_rule",
    "api:v1:change_rule",
    "api:v1:delete_rule",
    "api:v1:shift_rule",
    "api:v1:take_proposal",
    "api:v1:settle",
    "api:v1:create_settled",
    "api:v1:assign",
    "api:v1:urge",
    "api:v1:supervise",
    "api:v1:lift",
    "api:v1:create_hand_over",
    "api:v1:create_shift",
    "api:v1:put_shift",
    "api:v1:delete_shift",
    "api:v1:copy_to_week",
    "api:v1:link",
    "api:v1:unlink",
    "api:v1:create_photo",
    "api:v1:suggest",
}
ELSEWHERE = {"entrance:welcome"}  # sends everybody on
ASKS = {  # what an address needs to be told
    "resident:where": {"lng": "113.305", "lat": "33.765"},
    "desk:case_points": {"bbox": "113.2,33.7,113.4,33.8"},
    "desk:register_points": {"bbox": "113.2,33.7,113.4,33.8"},
    "desk:look_back_points": {"bbox": "113.2,33.7,113.4,33.8"},
    "desk:rebound_points": {"bbox": "113.2,33.7,113.4,33.8"},
    "desk:hot_points": {"bbox": "113.2,33.7,113.4,33.8"},
    "desk:hot_matter_points": {"bbox": "113.2,33.7,113.4,33.8"},
    "api:v1:locate_point": {"lng": "113.305", "lat": "33.765"},
    "api:v1:list_removals": {"year": "2026"},
}
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
CHANGING_PARTS = re.compile(rb"csrfmiddlewaretoken\S+ value=\S+|csrf\S*\s*[:=]\s*\S+|nonce=\S+")


@dataclass
class World:
    clients: dict[str, Client]
    programs: dict[str, Client]
    ours: dict[str, object]
    theirs: dict[str, object]
    clue: dict[str, object]  # within everybody's reach, restricted to the discipline office
    nowhere: dict[str, object]

    def everybody(self):
        yield from self.clients.items()
        yield from ((f"program of {who}", client) for who, client in self.programs.items())


def addresses(resolver=None, space=""):
    """Every named address of our own, with the names of its parts."""
    for entry in (resolver or get_resolver()).url_patterns:
        if not isinstance(entry, URLPattern):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, inner)
        elif entry.name and not entry.name.startswith(("account_", "mfa_")):
            parts = getattr(entry.pattern, "converters", None) or entry.pattern.regex.groupindex
            yield f"{space}{entry.name}", tuple(parts)


ALL = dict(addresses())
ABOUT = {
    *("case_id", "post_id", "public_id", "application_id", "rule_set_id", "hand_over_id"),
    *("import_id", "entry_id", "message_id", "shift_id", "notice_id", "call_id", "person_id"),
    *("register", "ledger", "record_id", "load_id"),
    *("doubt_id", "look_back_id", "draw_id", "rebound_id"),
    *("round_id", "point_id", "finding_id", "order_id", "circular_id", "checklist_id"),
}
ABOUT_SOMETHING = sorted(name for name, parts in ALL.items() if ABOUT & {*parts})


def where_held(role, ground, unit):
    if role == Role.UNIT_HANDLER:
        return {"unit": unit}
    return {"place": ground.town}


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def program(person, role):
    _token, key = issue_token(
        person_id=person.pk,
        name="walk",
        duties=ROLE_DUTIES[role],
        expires_at=timezone.now() + timedelta(days=1),
        by=Actor.process("walk", "people.manage_token"),
    )
    return Client(headers={"Authorization": f"Bearer {key}"})


def parts_of(case, photo, place, post, application):
    town = Place.objects.get(pk=int(case.path.strip("/").split("/")[1]))
    look_back = a_look_back(a_case(CaseState.CLOSED, place=place, unit=case.unit))
    rebound = a_rebound(a_case(CaseState.FILED, place=place), look_back.case)
    rule, ten = a_rule(town), a_ten(town)
    ledger = a_register(town, f"ledger-{case.pk}")
    town = tree().ancestors(place.pk)[1]
    bringer = Actor("town", duties={"cases.import_cases": Reach(frozenset({town.path}))})
    return {
        "entry_id": an_entry(place).pk,
        "party_id": 999_999,
        "case_id": case.pk,
        "public_id": photo.public_id,
        "matter_id": a_hot_matter(case).pk,
        "ten_id": ten.pk,
        "item_id": ten.items.get().pk,
        "node_id": 999_999,
        "place_id": place.pk,
        "community_id": tree().node(place.pk).parent_id,
        "post_id": post.pk,
        "import_id": an_import(by=bringer).pk,
        "run_id": 999_999,
        "list_id": 999_999,
        "application_id": application,
        "message_id": a_message(actor_for(a_person())).pk,  # somebody else's
        "robot_id": 999_999,
        "what": "*",
        "rule_set_id": rule.rule_set_id,
        "rule_id": rule.pk,
        "hand_over_id": a_hand_over(case, post.person).pk,
        "shift_id": a_shift(post.person, post.place, timezone.localdate()).pk,
        "call_id": a_call(actor_for(a_person()), place_id=place.pk).pk,
        "register": ledger.code,
        "ledger": ledger.code,
        "record_id": a_record(ledger, place).pk,
        "load_id": an_unread_sheet(ledger).pk,
        **an_inspection(town, place, case.unit),
        "notice_id": a_notice(place, published=False).pk,
        "person_id": a_home(place),
        "doubt_id": a_doubt(case, photo).pk,
        "look_back_id": look_back.pk,
        "rebound_id": rebound.pk,
        "draw_id": look_back.draw_id,
        "device_id": 999_999,
        "upload_id": uuid.uuid4(),
        "act": "up",
        "move": "urge",
        "step": "return",
        "other_id": case.pk,
        "kind": "rename",
        "size": "thumb",
        "key": "f" * 64,
        "form": "json",
        "sheet": "xlsx",
        "code": "06010",
        "face": "patrol",
        "number": case.number,
        "rest": "nothing/here",
        "standard_id": Standard.objects.get().pk,
        "reply_id": a_standard_reply(f"答复{case.pk}").pk,
        "edition_id": Edition.objects.get().pk,
    }


def a_home(place):
    """Somebody who told that they live there."""
    resident = actor_for(a_person())
    set_household(told=HomeTold(place_id=place.pk, name="张三"), by=resident)
    return resident.person_id


def an_entry(place):
    """Somebody who is looked after there."""
    return a_care_entry(actor(Role.GRID_WORKER, place=place), place.pk)


def clue():
    """What a case is made of that leaves no trace: found by no word, number, place or point."""
    procedure = a_procedure(
        "clue", restricted=True, roles=["discipline_officer"], tells_reporter=False
    )
    where = {"lng": 113.305, "lat": 33.765, "raw_lng": 113.305, "raw_lat": 33.765}
    return {"procedure": procedure, "description": SECRET, "raw_system": "wgs84", **where}


@pytest.fixture
def world(db):
    ground = a_district()
    some_categories()
    an_edition([{"code": "06010"}])
    unit = a_unit(place=ground.town)
    people = {role: a_person() for role in Role}
    posts = {
        role: a_post(person, role, **where_held(role, ground, unit))
        for role, person in people.items()
    }

    a_service()

    def held(grid, unit, post, **more):
        case, photo = a_case("dispatched", place=grid, unit=unit, **more), a_photo()
        attach_photos([photo.pk], subject=case.subject, moment="before", by=ANYONE)
        asker = actor(Role.UNIT_HANDLER, unit=unit)
        application = 999_999 if more else an_application(case, asker).pk
        return parts_of(case, photo, grid, post, application)

    foreign_post = a_post(a_person(), Role.GRID_WORKER, place=ground.other_grid)
    theirs = held(ground.other_grid, a_unit(place=ground.other_town), foreign_post)
    theirs |= {"draw_id": 999_999}  # a draw is of the whole district
    return World(
        clients={"anyone": Client(), "resident": signed_in(a_person())}
        | {role.value: signed_in(person) for role, person in people.items()},
        programs={
            role.value: program(person, role)
            for role, person in people.items()
            if role in IN_OFFICE
        },
        ours=held(ground.grid, unit, posts[Role.GRID_WORKER]),
        theirs=theirs,
        clue=held(ground.grid, unit, foreign_post, **clue()),
        nowhere=theirs
        | {
            "case_id": 999_999,
            "post_id": 999_999,
            "application_id": 999_999,
            "message_id": 999_999,
            "rule_set_id": 999_999,
            "hand_over_id": 999_999,
            "shift_id": 999_999,
            "call_id": 999_999,
            "person_id": 999_999,
            "doubt_id": 999_999,
            "look_back_id": 999_999,
            "rebound_id": 999_999,
            "draw_id": 999_999,
            "notice_id": 999_999,
            "round_id": 999_999,
            "point_id": 999_999,
            "finding_id": 999_999,
            "order_id": 999_999,
            "circular_id": 999_999,
            "checklist_id": 999_999,
            "register": "nowhere",
            "ledger": "nowhere",
            "record_id": 999_999,
            "load_id": 999_999,
            "import_id": 999_999,
            "entry_id": 999_999,
            "public_id": uuid.uuid4(),
        },
    )


CODES = {"desk:new_matter": "clue", "desk:procedure": "clue", "desk:service": "senior-card"}


def url(name, parts):
    parts = parts | {"code": CODES.get(name, parts["code"])}
    return reverse(name, kwargs={part: parts[part] for part in ALL[name]})


def plain(response, address):
    """An answer without its own address, and without what differs from one asking to the next."""
    where = response.headers.get("Location", "")
    body = CHANGING_PARTS.sub(b"", response.getvalue())
    for own in (address, address.rsplit("/", 2)[0]):
        body = body.replace(own.encode(), b"*")
    return response.status_code, where.replace(address, "*"), body


def test_the_table_knows_every_address():
    assert {*ALL} == {*MAY_OPEN} | TAKES | ELSEWHERE


def test_who_may_open_what(world):
    found = {}
    for name in MAY_OPEN:
        address = url(name, world.ours)
        answers = {
            who: client.get(address, ASKS.get(name)) for who, client in world.clients.items()
        }
        found[name] = {who for who, answer in answers.items() if answer.status_code == 200}
        for answer in answers.values():
            answer.getvalue()  # a stream is closed when it was read
            assert answer.status_code in {200, 302, 401, 403, 404}
        if name.startswith("desk:"):
            assert answers["anyone"].url.startswith("/accounts/login/")
            assert answers["resident"].status_code == 403
    assert found == MAY_OPEN


def told_of(names, parts, world, spared=()):
    """What an address answers on something hidden, where that differs from nothing at all."""
    told = []
    for name in names:
        there, nowhere = url(name, parts), url(name, world.nowhere)
        for who, client in world.everybody():
            for ask in (client.get, client.post) if who not in spared else ():
                hidden, absent = ask(there), ask(nowhere)
                same = plain(hidden, there) == plain(absent, nowhere)
                if hidden.status_code < 300 or not same:
                    told.append((name, who, hidden.status_code, absent.status_code))
    return told


def test_what_is_hidden_answers_like_what_is_not_there(world):
    assert told_of(ABOUT_SOMETHING, world.theirs, world) == []


def test_a_clue_answers_like_what_is_not_there_to_all_but_the_office(world):
    names = [name for name in ABOUT_SOMETHING if {"case_id", "public_id"} & {*ALL[name]}]
    assert told_of(names, world.clue, world, spared=OFFICE) == []
    assert world.clients["discipline_officer"].get(url("desk:case", world.clue)).status_code == 200


LISTS_THAT_TELL = {"desk:cases", "desk:case_points", "desk:case_export", "desk:home"}


def test_a_clue_stands_in_no_list_map_or_sheet_but_the_offices(world):
    number = Case.objects.get(pk=world.clue["case_id"]).number
    found = set()
    for name, whose in MAY_OPEN.items():
        address = url(name, world.ours)
        searched = () if name in ABOUT_SOMETHING else ({"q": number}, {"q": SECRET[:4]})
        for ask in ({}, *searched):
            for who, client in world.everybody():
                if who not in whose:
                    continue  # answered as what is not there
                body = read(client.get(address, ASKS.get(name, {}) | ask))
                if SECRET in body or (number in body and "q" not in ask):
                    found.add((name, who))
    assert {who for _name, who in found} == OFFICE
    assert {name for name, _who in found} >= LISTS_THAT_TELL | {"api:v1:list_cases"}


def read(response):
    """A page as it is, a sheet or a document unpacked."""
    body = response.getvalue()
    if not body.startswith(b"PK"):
        return ESCAPED.sub(lambda found: chr(int(found[1], 16)), body.decode(errors="replace"))
    with ZipFile(BytesIO(body)) as packed:
        if "word/document.xml" in packed.namelist():
            return packed.read("word/document.xml").decode()
    rows = load_workbook(BytesIO(body), read_only=True).active.iter_rows(values_only=True)
    return "\n".join(str(row) for row in rows)


LETTERS = (
    {"reason": "试一试", "category_code": "06010", "name": "新名字", "on": "2026-11-20"},
    {"outcome": "已清理", "until": "2026-11-20", "settled": "1", "comment": "好"},
)
STEPS = ("file", "return", "handle", "verify", "withdraw", "reopen")


def test_nobody_changes_what_is_not_theirs(world):
    before = Fact.objects.count()
    for name in ABOUT_SOMETHING:
        for step in STEPS if "step" in ALL[name] else STEPS[:1]:
            address = url(name, world.theirs | {"step": step})
            for letter in LETTERS:
                for _who, client in world.everybody():
                    client.post(address, letter)
                    client.post(address, json.dumps(letter), "application/json")
    assert Fact.objects.count() == before
