"""What a phone waits for when it opens the product for the first time, and what that weighs.

``python -m benchmarks.firstload [URL]`` asks a demonstration that is being served (``make demo``).
Bytes are those of everything that came before the page's load event, each gzipped; interactive is
when the page's scripts have begun, over 4G (1.6 Mbit/s, 150 ms) on a processor a quarter as fast.
"""

import gzip
import re
import sys
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Response, sync_playwright

MOST_BYTES, MOST_SECONDS = 150_000, 2.0
PHONE = {"width": 390, "height": 844}
LINE = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER = 4
ROUNDS = 3
RUNS_SCRIPT = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


@dataclass
class FirstLoad:
    name: str
    address: str
    role: str = ""
    seconds: list[float] = field(default_factory=list)
    bodies: dict[str, int] = field(default_factory=dict)

    def open(self, browser: Browser, url: str) -> None:
        """Open it once, with nothing kept from before."""
        context = browser.new_context(
            base_url=url, viewport=PHONE, is_mobile=True, locale="zh-CN", service_workers="block"
        )
        if self.role:
            enter(context.new_page(), self.role)
        page = context.new_page()
        asked: list[Response] = []

        def note(answer: Response) -> None:
            asked.append(answer)

        page.on("response", note)
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        devtools.send("Network.emulateNetworkConditions", {"offline": False, **LINE})
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(self.address, wait_until="load")
        self.seconds.append(page.evaluate(RUNS_SCRIPT) / 1000)
        self.bodies = {one.url: len(gzip.compress(one.body())) for one in asked if one.ok}
        context.close()


def enter(page: Page, role: str) -> None:
    page.goto("/demo/")
    group = page.locator("section").filter(has=page.get_by_role("heading", name=role, exact=True))
    group.get_by_role("button").first.click()
    page.wait_for_url(re.compile("/desk/"))


def main() -> int:
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    pages = [FirstLoad("resident home", "/"), FirstLoad("patrol today", "/patrol/", "网格员")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for _round in range(ROUNDS):
            for page in pages:
                page.open(browser, url)
        browser.close()
    return max(told(page) for page in pages)


def told(page: FirstLoad) -> int:
    """Say it, and whether it is too much."""
    weight, seconds = sum(page.bodies.values()), sorted(page.seconds)[len(page.seconds) // 2]
    print(f"{page.name}: {weight / 1000:.0f} kB gzipped, interactive after {seconds:.2f} s")
    for address, size in sorted(page.bodies.items(), key=lambda item: -item[1]):
        print(f"  {size / 1000:6.1f} kB  {address}")
    return int(weight > MOST_BYTES or seconds > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
