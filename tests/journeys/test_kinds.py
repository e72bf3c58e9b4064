"""An errand from the need to the applicant's word (F17); a violation from report to removal (F15).

And a clue that nobody but the discipline office comes to know of.
"""

import re
from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.browser
COMMUNITY = "建业社区"
GRID = "建业社区第1网格"


def enter(page, role, where):
    """Press whom the demonstration offers for a role at a place."""
    page.goto("/demo/")
    group = page.locator("section").filter(has=page.get_by_role("heading", name=role, exact=True))
    group.get_by_role("button").filter(has_text=re.compile(f"{where}$", re.MULTILINE)).first.click()
    page.wait_for_url(re.compile("/(desk|patrol)/$"))


def fill(form, fields):
    for label, words in fields.items():
        control = form.get_by_label(label, exact=False).first
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(label=words)
        else:
            control.fill(words)


def take(page, step, *, done=True, **fields):
    """Open a step on the case page, fill it in, confirm it: done, or refused for what lacks."""
    summary = page.locator(".wide summary").filter(has_text=re.compile(f"^\\s*{step}\\s*$"))
    summary.click()
    fill(page.locator(".wide details[open]"), fields)
    page.get_by_role("button", name=f"确定{step}", exact=True).click()
    page.get_by_text(f"已办：{step}。" if done else "这一步之前还缺").first.wait_for()


def put(page, kind, **fields):
    """Enter something into the dossier."""
    page.locator(f"#enter-{kind} summary").click()
    fill(page.locator(f"#enter-{kind}"), fields)
    page.locator(f"#enter-{kind} button").click()
    page.locator(f"#enter-{kind}[open]").wait_for(state="detached")
    page.get_by_text("已登记。").first.wait_for()


def state(page, word):
    page.locator(".title .state").filter(has_text=word).first.wait_for()


def test_an_errand_is_asked_for_done_and_confirmed(phone, desk, shots):
    resident, office, errors = phone.new_page(), desk.new_page(), []
    for page in (resident, office):
        page.on("pageerror", lambda error: errors.append(str(error)))

    resident.goto("/errands/")
    resident.locator("label").filter(has_text="老年证").tap()
    resident.locator("#place").select_option(label=COMMUNITY)
    fill(resident, {"住址": "3号楼2单元", "给谁办": "郑老人", "手机号": "15409000099"})
    resident.screenshot(path=shots / "errand-1-asked-390.png", full_page=True)
    resident.get_by_role("button", name="请求代办").tap()
    resident.get_by_role("heading", name="老年证").wait_for()
    followed, number = resident.url, resident.locator(".number").first.inner_text()

    enter(office, "派遣员", COMMUNITY)
    office.goto(f"/desk/cases/?q={number}")
    office.locator("[data-open]").first.click()
    take(office, "立案", 类别="求助代办")
    state(office, "待派遣")
    serving = office.locator("#id_keep_handler_id option")
    take(office, "网格自办", 谁来办=serving.filter(has_text="潘").text_content().strip())
    case = office.url
    enter(office, "网格员", COMMUNITY)
    office.goto(case)
    put(office, "consent", 同意方式="书面签字")
    office.screenshot(path=shots / "errand-2-consent-1440.png", full_page=True)
    for paper in ("身份证", "户口簿", "一寸照片"):
        put(office, "paper", 材料=paper, 现状="已收取")
    take(office, "处置", done=False, 处置情况="已递交民政窗口")  # nothing was handed in yet
    office.goto(case)
    for paper in ("身份证", "户口簿", "一寸照片"):
        put(office, "paper", 材料=paper, 现状="已递交")
    put(office, "progress", 办到哪一步="民政窗口已受理，三天后取证")
    take(office, "处置", 处置情况="老年证已办好")
    state(office, "待核查")
    put(office, "delivery", 送了什么="老年证送到家，本人签收")
    office.screenshot(path=shots / "errand-3-delivered-1440.png", full_page=True)

    enter(office, "核查员", COMMUNITY)
    office.goto(case)
    take(office, "核查")
    state(office, "待回访")

    resident.goto(followed)
    resident.get_by_text("办理结果已送到家").wait_for()
    resident.get_by_text("三天后取证").first.wait_for()
    resident.screenshot(path=shots / "errand-4-home-390.png", full_page=True)
    resident.locator("label[for=stars_5]").tap()
    resident.get_by_role("button", name="解决了", exact=True).tap()
    resident.locator(".state").filter(has_text="已办结").wait_for()
    assert errors == []


DOCUMENTS = ("现场核查记录", "责令停止违法行为通知书", "陈述申辩笔录", "限期拆除决定书", "拆除记录")


def test_a_violation_goes_from_the_tv_column_to_its_removal(desk, shots):
    office = desk.new_page()
    enter(office, "派遣员", COMMUNITY)
    office.goto("/desk/kinds/violation/new/")
    fill(
        office.locator("main form"),
        {"来源": "电视栏目", "事由": "楼顶加盖彩钢棚", "违法类型": "违法建设", "涉及面积": "45"},
    )
    office.screenshot(path=shots / "violation-1-new-1440.png", full_page=True)
    office.get_by_role("button", name="登记一件").click()
    office.locator(".title").wait_for()
    number, case = office.locator("h1").inner_text(), office.url
    take(office, "立案", 类别="违法建设和违法用地")
    take(office, "派遣", 单位="区城管执法局综合执法大队")
    state(office, "处置中")

    first = date.today() - timedelta(days=20)  # noqa: DTZ011 -- as the browser's calendar has it
    enter(office, "处置人员", "区城管执法局综合执法大队")
    office.goto(case)
    put(office, "party", 当事人="被举报方", 姓名="吴某某")
    assert "吴某某" not in office.content()
    for number_, title in enumerate(DOCUMENTS):
        fields = {
            "法定步骤": title,
            "文书编号": f"执〔2026〕{number_ + 1}号",
            "日期": (first + timedelta(days=4 * number_)).isoformat(),
        }
        if title == "拆除记录":
            fields["拆除面积"] = "45.5"
        put(office, "document", **fields)
    office.screenshot(path=shots / "violation-2-documents-1440.png", full_page=True)
    take(office, "处置", 处置情况="彩钢棚已自行拆除")
    state(office, "待核查")
    put(office, "reply", 反馈方式="公开答复（反映人不详）", 反馈内容="栏目反映的违建已经拆除")

    enter(office, "核查员", COMMUNITY)
    office.goto(case)
    take(office, "核查")
    office.locator(".wide summary").filter(has_text="回访").click()
    form = office.locator(".wide details[open]")
    form.get_by_label("已解决", exact=True).check()
    office.get_by_role("button", name="确定回访", exact=True).click()
    state(office, "待结案")
    take(office, "结案")
    state(office, "已结案")

    enter(office, "派遣员", COMMUNITY)
    office.goto(f"/desk/kinds/removals/?year={first.year}")
    office.get_by_text("45.5").first.wait_for()
    office.screenshot(path=shots / "violation-3-months-1440.png", full_page=True)
    office.goto(f"/desk/cases/?q={number}&procedure=violation")
    assert office.locator("[data-open]").count() == 1


def test_a_clue_is_known_to_nobody_else(desk):
    office = desk.new_page()
    enter(office, "派遣员", COMMUNITY)
    office.goto("/desk/kinds/clue/new/")
    words = "反映某窗口工作人员让群众跑了四趟"
    fill(office.locator("main form"), {"事由": words, "线索类型": "推诿拖延"})
    office.get_by_role("button", name="登记一件").click()
    told = office.locator(".told").inner_text()
    number = re.search(r"\d{8}-\d{6}", told)[0]
    for address in (f"/desk/cases/?q={number}", f"/desk/cases/?q={words[:6]}"):
        office.goto(address)
        assert office.locator("[data-open]").count() == 0
    enter(office, "纪检监察员", "应滨街道")
    office.goto(f"/desk/cases/?q={number}")
    office.locator("[data-open]").first.click()
    office.get_by_text(words).first.wait_for()
