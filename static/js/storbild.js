// The big screen: its clock, and a word when the picture stands still.
"use strict";
(() => {
  const SILENCE = 3000;
  const time = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Stockholm",
    hour: "2-digit",
    minute: "2-digit",
  });
  let shown = "";
  let alarm = null;

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
      lost();
    }
  }

  function lost() {
    alarm ??= setTimeout(() => mark(true), SILENCE);
  }

  function found() {
    clearTimeout(alarm);
    alarm = null;
    mark(false);
  }

  function mark(away) {
    document.getElementById("borta").hidden = !away;
    document.getElementById("bild").classList.toggle("gammal", away);
  }

  document.addEventListener("htmx:sse:error", lost);
  document.addEventListener("htmx:error", lost);
  document.addEventListener("htmx:sse:before:connection", (event) => event.detail.connection.attempt && lost());
  document.addEventListener("htmx:sse:after:connection", found);
  document.addEventListener("htmx:after:swap", tick);
  setInterval(tick, 1000);
  tick();
})();
