// The big screen: its clock, and another meeting when there is one to show.
"use strict";
(() => {
  const time = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Stockholm",
    hour: "2-digit",
    minute: "2-digit",
  });
  let shown = "";

  function tick() {
    const now = time.format(new Date()).replace(":", ".");
    for (const clock of document.querySelectorAll("[data-klocka]")) {
      if (clock.textContent !== now) clock.textContent = now;
    }
    if (shown && shown !== now && document.querySelector("[data-vila]")) renew();
    shown = now;
  }

  // While nothing goes on: whether another meeting is to be shown. Only a whole answer is shown.
  async function renew() {
    try {
      const answer = await fetch(location.href, { cache: "no-cache" });
      if (answer.ok) location.reload();
    } catch {
      // Asked again in a minute.
    }
  }

  document.addEventListener("htmx:after:swap", tick);
  setInterval(tick, 1000);
  tick();
})();
