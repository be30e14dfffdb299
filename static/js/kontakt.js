// Whether the page is connected, in the bar: nothing flashes at a hiccup, a loss is told after
// three seconds, with since when. The words stand in the page, as templates.
"use strict";
(() => {
  const SILENT = 3000; // without a sign of life for so long, the connection is lost
  const SILENT_ASKING = 15000; // the same, where the page only asks now and then
  const BACK = 5000; // how long "connected again" stands

  const place = document.getElementById("kontakt");
  if (!place) return;
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm", timeStyle: "medium" });
  let heardAt = Date.now();
  let connected = false;
  let shown = "";
  let backUntil = 0;

  function say(name, moment) {
    if (shown === name) return;
    shown = name;
    const words = document.getElementById(`kontakt-${name}`).content.cloneNode(true);
    const time = clock.format(moment).replaceAll(":", ".");
    for (const slot of words.querySelectorAll("[data-slot]")) slot.textContent = time;
    place.classList.toggle("kontakt-borta", name === "borta");
    place.replaceChildren(words);
    place.hidden = false;
  }

  function look() {
    const live = document.getElementById("live");
    if (!live || document.hidden) return;
    if (live.dataset.slut !== undefined) {
      place.hidden = true;
      return;
    }
    const now = Date.now();
    const patience = "fragar" in live.dataset || "laser" in live.dataset ? SILENT_ASKING : SILENT;
    // What is unsent is told at once, and the bar says the same as the ballot.
    const unsent = document.querySelector(".lage-osand") !== null;
    if (unsent || now - heardAt > patience) {
      say("borta", heardAt);
    } else if (shown === "borta") {
      backUntil = now + BACK;
      say("ater", now);
    } else if (connected && (shown !== "ater" || now > backUntil)) {
      say("pa", now);
    }
  }

  function heard(event) {
    if (event.target.id !== "live") return;
    connected = true;
    heardAt = Date.now();
    look();
  }

  document.addEventListener("htmx:sse:after:connection", heard);
  document.addEventListener("htmx:sse:before:message", heard);
  document.addEventListener("live:sida", heard);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) heardAt = Date.now(); // while the page is hidden, its stream rests
  });
  setInterval(look, 500);
})();
