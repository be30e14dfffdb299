// A press on the ballot: kept here with its key until the server has answered, sent again when
// the network is back, one at a time and oldest first, whichever tab sends it. What is shown as
// recorded is what the server recorded, on this device or another.
"use strict";
(() => {
  const SHOW_SENDING_AFTER = 300;
  const UNSENT_AFTER = 2500; // without an answer it is told as not received; the try goes on
  const ANSWER_WITHIN = 8000;
  const LONGEST_PAUSE = 5000;
  const ALL = "klubbslag-tryck-";
  const data = document.getElementById("pressdata");
  const shelf = `${ALL}${data.dataset.person}-`;
  const memory = new Map(); // where the device keeps nothing, a press lives as long as the page
  let sending = false;
  let attempt = 0;
  let alarm = null;
  let renewed = "";
  let told = null; // the newest press that the stream has told of
  let asked = 0; // how often the page has been asked for since the last one that was taken in
  let here = false; // whether this device, in any tab, has pressed and not yet shown the outcome
  const ours = new Set(); // receipts of what this device has pressed, as far as this page knows

  const ballot = () => document.getElementById("rostsedel");
  const line = () => document.getElementById("rost-laget");
  const isOnPage = (url) => ballot()?.getAttribute("action") === url;

  // ---- What waits: a place for each press, the same to all tabs ----

  function names() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(ALL));
    } catch {
      return [];
    }
  }

  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }

  function waiting(url = null) {
    const kept = names().filter((name) => name.startsWith(shelf)).map(read);
    return [...kept, ...memory.values()]
      .filter((press) => press?.key && (url === null || press.url === url))
      .sort((one, other) => one.at - other.at);
  }

  function keep(press) {
    try {
      localStorage.setItem(shelf + press.key, JSON.stringify(press));
    } catch {
      memory.set(press.key, press);
    }
  }

  function drop(press) {
    memory.delete(press.key);
    try {
      localStorage.removeItem(shelf + press.key);
    } catch {
      // It was never there.
    }
  }

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // ---- What is shown ----

  function word(choice) {
    const words = document.getElementById(`ord-${choice}`);
    return words ? words.content.textContent : choice;
  }

  // The state of a press stands in its own ballot, or apart with its title where that has gone.
  function put(press, shown) {
    const apart = document.getElementById("rost-annan") ?? document.getElementById("besked");
    if (isOnPage(press.url) && line()) {
      shown.dataset.recorded ??= line().dataset.recorded || "";
      shown.dataset.receipt ??= line().dataset.receipt || "";
      line().replaceWith(shown);
      return;
    }
    const about = document.getElementById("mall-annan").content.firstElementChild.cloneNode(true);
    about.querySelector('[data-slot="title"]').textContent = press.title;
    shown.id = "rost-annan-laget";
    shown.querySelector(".text").prepend(about);
    apart.replaceChildren(shown);
  }

  function show(name, press, number = attempt) {
    const newest = waiting(press.url).at(-1) ?? press;
    const shown = document.getElementById(name).content.firstElementChild.cloneNode(true);
    const slots = { vote: word(newest.choice), attempt: String(number) };
    for (const slot of shown.querySelectorAll("[data-slot]")) slot.textContent = slots[slot.dataset.slot];
    shown.querySelector("[data-again]")?.addEventListener("click", () => send());
    put(newest, shown);
    reflect();
  }

  // What the server has recorded is pressed; what waits is dashed; nothing else changes.
  function reflect() {
    const form = ballot();
    if (!form || !line()) return;
    const newest = waiting(form.getAttribute("action")).at(-1)?.choice;
    const unsent = line().classList.contains("lage-osand");
    for (const button of form.querySelectorAll(".valknapp")) {
      button.setAttribute("aria-pressed", String(button.value === line().dataset.recorded && !newest));
      button.classList.toggle("vantar", unsent && button.value === newest);
    }
  }

  function say(place, text) {
    const region = document.getElementById(place);
    if (region) region.textContent = text;
  }

  function unsent(press, number) {
    const first = document.querySelector(".lage-osand") === null;
    if (first) say("viktig", document.getElementById("mall-sagd-osand").content.textContent);
    show("mall-osand", press, number);
  }

  // ---- Sending ----

  // The page's token may be older than a new sign-in or a changed key: the same person's page has
  // another one. One try for each press; whoever else has signed in here sends nothing of it.
  async function renewToken(press) {
    const page = await fetchPage();
    const token = page.querySelector('meta[name="csrf-token"]')?.content;
    const same = page.getElementById("pressdata")?.dataset.person === data.dataset.person;
    if (!token || !same || renewed === press.key) return false;
    renewed = press.key;
    document.querySelector('meta[name="csrf-token"]').content = token;
    return true;
  }

  async function fetchPage() {
    const answer = await fetch(location.pathname, {
      headers: { Accept: "text/html" },
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  // What the server says of a press. An answer that is not ours (a portal on the way) is none.
  async function deliver(press) {
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
      return null;
    }
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    if (answer.status === 400 && (await renewToken(press))) throw new Error("token");
    const said = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!said.querySelector("hx-partial")) throw new Error("not ours");
    return said;
  }

  async function tell(press, said) {
    if (asked) asked += 1;
    const part = said.querySelector('hx-partial[hx-target="#rost-laget"]');
    part?.remove();
    here = false;
    if (part && !part.firstElementChild.dataset.code) ours.add(part.firstElementChild.dataset.receipt);
    await htmx.swap({ text: said.body.innerHTML, target: document.body, swap: "none", sourceElement: document.body });
    if (part) put(press, part.firstElementChild);
    else show("mall-nekad", press);
    reflect();
  }

  // One round: the oldest press. Gives whether there is more to do, and true when it failed.
  async function round() {
    const [press] = waiting();
    if (!press) return null;
    const timers = [
      setTimeout(() => attempt || show("mall-skickar", press), SHOW_SENDING_AFTER),
      setTimeout(() => attempt || unsent(press, 1), UNSENT_AFTER),
    ];
    const form = ballot();
    form?.setAttribute("aria-busy", "true");
    try {
      const said = await deliver(press);
      if (said === null) return null;
      drop(press);
      attempt = 0;
      timers.forEach(clearTimeout);
      await tell(press, said);
      return false;
    } catch {
      attempt += 1;
      unsent(press, attempt);
      return true;
    } finally {
      timers.forEach(clearTimeout);
      form?.removeAttribute("aria-busy");
    }
  }

  async function send() {
    clearTimeout(alarm);
    if (sending) return;
    sending = true;
    // One tab at a time, so that the oldest goes first.
    const failed = navigator.locks ? await navigator.locks.request(shelf, round) : await round();
    sending = false;
    compare();
    if (failed === null || !waiting().length) return;
    const pause = failed ? Math.min(500 * 2 ** attempt, LONGEST_PAUSE) * (0.7 + 0.6 * Math.random()) : 0;
    alarm = setTimeout(send, pause);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "rostsedel" || !event.submitter) return;
    event.preventDefault();
    const newest = waiting().at(-1)?.at ?? 0;
    keep({
      url: form.getAttribute("action"),
      title: form.dataset.title,
      choice: event.submitter.value,
      key: key(),
      at: Math.max(Date.now(), newest + 1),
    });
    here = true;
    send();
  });
  window.addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => document.hidden || send());

  // ---- What has been pressed elsewhere: another tab, another tablet ----

  function adopt(page) {
    const theirs = page.getElementById("rost-laget");
    const url = page.getElementById("rostsedel")?.getAttribute("action");
    if (!theirs || !line() || !isOnPage(url) || sending || waiting(url).length) return;
    const waited = "vantar" in line().dataset; // it says so still: another tab has sent what waited
    if (!waited && (theirs.dataset.receipt || "") === (line().dataset.receipt || "")) return;
    const { receipt } = theirs.dataset;
    if (here || waited || ours.has(receipt)) ours.add(receipt);
    else theirs.querySelector(".stort").prepend(document.getElementById("mall-enhet").content.cloneNode(true));
    here = false;
    line().replaceWith(theirs);
    say("lugn", theirs.querySelector(".stort").textContent);
    reflect();
  }

  // Only a page that was asked for after everything else is taken in: none sets back a newer one.
  async function refresh() {
    asked += 1;
    if (asked > 1) return; // one is under way, and is asked for once more
    let last = 0;
    while (last !== asked) {
      last = asked;
      const page = await fetchPage().catch(() => null); // the next message asks again
      if (page && last === asked) adopt(page);
    }
    asked = 0;
  }

  function compare() {
    const shown = line()?.dataset.receipt || "";
    if (!told || sending || told.receipt === shown) return;
    if (shown && ours.has(told.receipt)) return; // what is shown came after it
    const url = `/voteringar/${told.division}/rost`;
    if (!asked && isOnPage(url) && !waiting(url).length) refresh();
  }

  document.addEventListener("htmx:sse:before:message", (event) => {
    const { message } = event.detail;
    if (message.event === "press") told = JSON.parse(message.data);
    compare();
  });
  document.addEventListener("live:sida", (event) => {
    const receipt = event.detail.page.getElementById("rost-laget")?.dataset.receipt || "";
    if (line() && receipt !== (line().dataset.receipt || "")) refresh();
  });
  window.addEventListener("storage", (event) => {
    if (!event.key?.startsWith(shelf)) return;
    if (event.newValue !== null) here = true;
    else refresh();
    send();
  });

  // When the ballot goes, the member's own vote stays in words.
  document.addEventListener("htmx:before:swap", () => {
    if (!ballot() || !line()) return;
    const recorded = line().dataset.recorded;
    data.dataset.own = recorded ? word(recorded) : "";
  });
  document.addEventListener("htmx:after:swap", () => {
    const [oldest] = waiting();
    if (oldest && attempt && !document.querySelector(".lage-osand")) show("mall-osand", oldest);
    reflect();
    const slot = document.querySelector('[data-slot="din-rost"]');
    if (slot && !slot.textContent.trim() && data.dataset.own) {
      slot.textContent = data.dataset.template.replace("…", data.dataset.own);
    }
  });

  // Somebody else's press is never sent from this device.
  for (const name of names()) if (!name.startsWith(shelf)) localStorage.removeItem(name);
  const [oldest] = waiting();
  if (oldest) {
    show("mall-skickar", oldest);
    send();
  }
})();
