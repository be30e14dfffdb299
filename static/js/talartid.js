// How long who speaks has spoken, counted on by the server's clock: this device's own may be wrong
// by hours. Without a script the page says since when. All words stand in the page.
"use strict";
(() => {
  const MINUTE = 60;
  // How far the server's clock is ahead of this page's own, which only goes forward. Whatever tells
  // the server's time is late by its way here, so the largest value is the nearest.
  let ahead = null;

  function read(moment) {
    const seen = Date.parse(moment) - performance.now();
    if (!Number.isNaN(seen) && (ahead === null || seen > ahead)) ahead = seen;
  }

  function clock(seconds) {
    return [Math.floor(seconds / MINUTE), seconds % MINUTE]
      .map((part) => String(part).padStart(2, "0")).join(".");
  }

  function count(shown) {
    const since = ahead + performance.now() - Date.parse(shown.dataset.talar);
    const seconds = Math.max(0, Math.floor(since / 1000));
    const left = shown.dataset.tid ? Number(shown.dataset.tid) - seconds : Infinity;
    const text = shown.dataset.ord.replace("{tid}", clock(seconds));
    const place = shown.querySelector("[data-talad]");
    if (place.textContent !== text) place.textContent = text;
    shown.classList.toggle("taltid-sista", left <= MINUTE);
    for (const [name, shows] of [["sista", left <= MINUTE && left > 0], ["ute", left <= 0]]) {
      const words = shown.querySelector(`[data-${name}]`);
      if (words) words.hidden = !shows;
    }
  }

  function tick() {
    if (ahead !== null) document.querySelectorAll("[data-talar]").forEach(count);
  }

  document.addEventListener("htmx:before:response", (event) => {
    read(event.detail.ctx.response.headers.get("Date"));
    tick();
  });

  document.addEventListener("htmx:sse:before:message", (event) => {
    const { event: kind, data } = event.detail.message;
    if (!kind || !data.startsWith("{")) return;
    read(JSON.parse(data).at); // the stream's first word, or an entry of the journal
    tick();
  });

  document.addEventListener("htmx:after:swap", tick);
  setInterval(tick, 500);
  read(document.querySelector("[data-nu]")?.dataset.nu);
  tick();
})();
