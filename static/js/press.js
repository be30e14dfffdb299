// A press on the ballot: kept here with its key until the server has answered, sent again when
// the network is back, one at a time and oldest first. It shows only what the server recorded.
"use strict";
(() => {
  const SHOW_SENDING_AFTER = 300;
  const ANSWER_WITHIN = 8000;
  const LONGEST_PAUSE = 5000;
  const data = document.getElementById("pressdata");
  const shelf = `klubbslag-tryck-${data.dataset.person}`;
  let waiting = restore();
  let sending = false;
  let attempt = 0;
  let alarm = null;
  let renewed = "";

  function restore() {
    for (const key of Object.keys(localStorage)) {
      // Somebody else's press is never sent from this device.
      if (key.startsWith("klubbslag-tryck-") && key !== shelf) localStorage.removeItem(key);
    }
    try {
      const kept = JSON.parse(localStorage.getItem(shelf) || "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  function keep() {
    try {
      if (waiting.length) localStorage.setItem(shelf, JSON.stringify(waiting));
      else localStorage.removeItem(shelf);
    } catch {
      // No storage on this tablet: the press lives as long as the page.
    }
  }

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function word(choice) {
    const button = document.getElementById(`val-${choice}`);
    return button ? button.querySelector(".ord > span").textContent.toUpperCase() : choice;
  }

  function show(name, press) {
    const place = document.getElementById("rost-laget");
    const mould = document.getElementById(name);
    if (!place || !mould) return;
    const line = mould.content.firstElementChild.cloneNode(true);
    line.dataset.recorded = place.dataset.recorded || "";
    for (const slot of line.querySelectorAll('[data-slot="vote"]')) slot.textContent = word(press.choice);
    for (const slot of line.querySelectorAll('[data-slot="attempt"]')) slot.textContent = String(attempt);
    line.querySelector("[data-again]")?.addEventListener("click", () => send());
    place.replaceWith(line);
  }

  // What the server has recorded is pressed; what waits is dashed; nothing else changes.
  function reflect() {
    const recorded = document.getElementById("rost-laget")?.dataset.recorded || "";
    const newest = waiting.length ? waiting[waiting.length - 1].choice : "";
    for (const button of document.querySelectorAll("#rostsedel .valknapp")) {
      button.setAttribute("aria-pressed", String(button.value === recorded && !newest));
      button.classList.toggle("vantar", attempt > 0 && button.value === newest);
    }
  }

  // The page's token may be older than a new sign-in or a changed key: the same person's page has
  // another one. One try for each press; whoever else has signed in here sends nothing of it.
  async function renewToken() {
    const meta = document.querySelector('meta[name="csrf-token"]');
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector('meta[name="csrf-token"]')?.content;
    const same = page.getElementById("pressdata")?.dataset.person === data.dataset.person;
    if (!token || !same || renewed === waiting[0]?.key) return false;
    renewed = waiting[0].key;
    meta.content = token;
    return true;
  }

  async function send() {
    if (sending || !waiting.length) return;
    sending = true;
    clearTimeout(alarm);
    const press = waiting[0];
    const slow = setTimeout(() => attempt || show("mall-skickar", press), SHOW_SENDING_AFTER);
    const form = document.getElementById("rostsedel");
    form?.setAttribute("aria-busy", "true");
    let again = false;
    try {
      const answer = await fetch(press.url, {
        method: "POST",
        headers: {
          "HX-Request": "true",
          "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
        },
        body: new URLSearchParams({ choice: press.choice, key: press.key }),
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      if (answer.status === 401) {
        location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
        return;
      }
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      if (answer.status === 400 && (await renewToken())) throw new Error("token");
      const text = await answer.text();
      clearTimeout(slow);
      const line = document.getElementById("rost-laget");
      waiting = waiting.filter((one) => one.key !== press.key);
      attempt = 0;
      keep();
      await htmx.swap({ text, target: document.body, swap: "none", sourceElement: document.body });
      // A refusal that knows no ballot says so in the page; the line must not go on promising.
      if (answer.status >= 400 && document.getElementById("rost-laget") === line) show("mall-nekad", press);
      reflect();
    } catch {
      clearTimeout(slow);
      again = true;
      attempt += 1;
      show("mall-osand", press);
      if (attempt === 1) {
        document.getElementById("viktig").textContent =
          document.getElementById("mall-sagd-osand").content.textContent;
      }
      reflect();
    } finally {
      sending = false;
      form?.removeAttribute("aria-busy");
    }
    if (waiting.length) {
      const pause = again ? Math.min(500 * 2 ** attempt, LONGEST_PAUSE) * (0.7 + 0.6 * Math.random()) : 0;
      alarm = setTimeout(send, pause);
    }
  }

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "rostsedel" || !event.submitter) return;
    event.preventDefault();
    waiting.push({ url: event.target.getAttribute("action"), choice: event.submitter.value, key: key() });
    keep();
    send();
  });
  window.addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => document.hidden || send());

  // When the ballot goes, the member's own vote stays in words.
  document.addEventListener("htmx:before:swap", () => {
    const pressed = document.querySelector('#rostsedel .valknapp[aria-pressed="true"]');
    if (pressed) data.dataset.own = word(pressed.value);
  });
  document.addEventListener("htmx:after:swap", () => {
    const slot = document.querySelector('[data-slot="din-rost"]');
    if (slot && !slot.textContent.trim() && data.dataset.own) {
      slot.textContent = data.dataset.template.replace("…", data.dataset.own);
    }
  });

  if (waiting.length) send();
})();
