"""People in real browsers: each in a context of their own, with the errors their pages gave."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
SIZES = {"tablet": (1024, 768), "phone": (390, 844), "desk": (1280, 800), "hall": (1920, 1080)}
PASSWORD = "klubbslag-demo"


@dataclass
class Someone:
    """One person's browser."""

    name: str
    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open an address of the service."""
        self.page.goto(path)

    def axe(self, within: str = "") -> list[str]:
        """What axe finds wrong on the page, or a part of it, as it stands: rule and element."""
        # Our own policy forbids scripts from a test, so axe is run by the debugger.
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(
            "([within, rules]) => axe.run(within || document, {runOnly: rules})", [within, RULES]
        )
        return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


def arrive(
    browser: Browser,
    base: str,
    name: str = "",
    *,
    size: str = "tablet",
    scripts: bool = True,
) -> Someone:
    """Somebody opens a browser and, with a name, signs in."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
    )
    someone = Someone(name or "medborgare", context.new_page(), context)
    someone.page.set_default_timeout(10_000)
    someone.page.on("pageerror", lambda error: someone.complaints.append(str(error)))
    someone.page.on(
        "console",
        lambda message: (
            someone.complaints.append(message.text)
            if message.type in {"error", "warning"}
            else None
        ),
    )
    if name:
        someone.go("/login")
        someone.page.fill("#username", name)
        someone.page.fill("#password", PASSWORD)
        someone.page.click("main button[type=submit]")
        someone.page.wait_for_url(lambda address: "/login" not in address)
    return someone
