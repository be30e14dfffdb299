// A page that follows its meeting: what is pushed is swapped in by htmx; here lies the rest. What
// happened is said to a screen reader, focus and what a councillor already has stay where they
// are, and a stream that does not get through is replaced by asking now and then, or by reading
// the page itself. All words stand in the page, as templates.
"use strict";
(() => {
  const BLOCKED = 10000; // connected, yet nothing came: something on the way holds it back
  const FAILURES = 3; // connections in a row that ended before anything came
  const DEAD = 6000; // a stream that beats each second and has not for so long is opened anew
  const PAGE_EVERY = 4000; // milliseconds between two readings of the page, at the least
  const PAGE_SELDOM = 15000; // the same, for the public: many, and nothing hangs on it
  const PAGE_WITHIN = 8000;
  const FINAL = [401, 403, 404]; // asking again would not help

  let live = document.getElementById("live");
  let current = null;
  let silent = 0; // connections in a row that brought nothing
  let blocked = null;
  let again = null;
  let stopped = false;
  let failed = 0; // tries in a row that did not come through at all
  let beats = 0;
  let heardAt = 0;
  let readAt = 0;

  // The hall comes back within seconds of the server, and not in one instant.
  htmx.config.sse = { ...htmx.config.sse, reconnectMaxDelay: 5000 };

  const ours = (event) => live !== null && event.target === live;
  const address = () => live.getAttribute("hx-sse:connect");
  const asking = () => live.dataset.fragar !== undefined;

  // ---- Connecting, and what to do where it does not work ----

  function connect(pause) {
    clearTimeout(again);
    again = setTimeout(() => {
      if (live.isConnected && !stopped) htmx.ajax("GET", address(), { source: live });
    }, pause * (0.7 + 0.6 * Math.random()));
  }

  // Ask now and then instead: the same messages, in short answers.
  function ask() {
    if (asking() || !live.isConnected) return;
    const old = live;
    live = old.cloneNode(false);
    live.dataset.fragar = "";
    live.setAttribute("hx-sse:connect", `${address()}${address().includes("?") ? "&" : "?"}kort`);
    old.replaceWith(live);
    current?.abortController.abort?.();
    current?.reader?.cancel();
    htmx.process(live);
  }

  // Nothing comes through, not even short answers: the page itself is read, where it gets through.
  // The stream is still tried, and takes over when it does.
  async function readPage() {
    failed += 1;
    const pause = "glest" in live.dataset ? PAGE_SELDOM : PAGE_EVERY;
    if (failed < FAILURES || stopped || document.hidden || Date.now() < readAt + pause) return;
    readAt = Date.now() + 0.3 * pause * Math.random();
    try {
      const answer = await fetch(location.href, {
        cache: "no-cache",
        headers: { Accept: "text/html" },
        signal: AbortSignal.timeout(PAGE_WITHIN),
      });
      if (answer.redirected) location.reload(); // signed out: the page says so
      if (!answer.ok) throw new Error(String(answer.status));
      await show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      live.dataset.laser = "";
    } catch {
      delete live.dataset.laser;
    }
  }

  async function show(page) {
    if (!page.getElementById("live")) throw new Error("not ours");
    const parts = live.dataset.delar.split(" ").map((id) => page.getElementById(id)).filter(Boolean);
    const swap = (part) => (part.querySelector(":scope > [data-key]") ? "innerHTML" : "innerMorph");
    const text = parts
      .map((part) => `<hx-partial hx-target="#${part.id}" hx-swap="${swap(part)}">${part.innerHTML}</hx-partial>`);
    await htmx.swap({ text: text.join(""), target: live, swap: "none", sourceElement: live });
    live.dispatchEvent(new CustomEvent("live:sida", { bubbles: true, detail: { page } }));
  }

  function stop() {
    stopped = true;
    live.dataset.slut = ""; // nobody tries again: the connection is not shown any more
  }

  document.addEventListener("htmx:sse:before:connection", (event) => {
    if (!ours(event)) return;
    const { connection } = event.detail;
    if (stopped) connection.cancelled = true;
    else if (connection.attempt && silent >= FAILURES && !asking()) {
      connection.cancelled = true;
      ask();
    }
  });

  document.addEventListener("htmx:sse:after:connection", (event) => {
    if (!ours(event)) return;
    current = event.detail.connection;
    silent += 1;
    beats = 0;
    clearTimeout(blocked);
    blocked = setTimeout(ask, BLOCKED);
  });

  document.addEventListener("htmx:sse:error", (event) => {
    if (!ours(event)) return;
    if (!FINAL.includes(event.detail.status)) {
      readPage();
      return;
    }
    stop();
    htmx.ajax("GET", address(), { source: document.body, swap: "none" }); // its answer says why
  });

  document.addEventListener("htmx:response:error", (event) => {
    if (!ours(event)) return;
    const { status } = event.detail.ctx.response;
    if (FINAL.includes(status)) stop();
    else readPage();
    if (stopped) return;
    if (status === 503 && !asking()) ask();
    else connect(5000);
  });

  document.addEventListener("htmx:error", (event) => {
    if (!ours(event) || live._htmx?.sse) return;
    readPage();
    if (event.detail.ctx?.request.signal.reason === "timeout" && !asking()) ask();
    else connect(2000);
  });

  // A connection can die without a word: the tablet slept, or the network went away under it.
  setInterval(() => {
    if (beats > 0 && !asking() && Date.now() - heardAt > DEAD) {
      beats = 0;
      current?.reader?.cancel();
    }
  }, 1000);

  // ---- What comes ----

  document.addEventListener("htmx:sse:before:message", (event) => {
    if (!ours(event)) return;
    clearTimeout(blocked);
    silent = 0;
    failed = 0;
    heardAt = Date.now();
    delete live.dataset.laser;
    const kind = event.detail.message.event;
    if (kind === "puls") beats += 1;
    remember(kind);
  });

  document.addEventListener("htmx:sse:after:message", (event) => {
    if (ours(event) && !event.detail.message.event) speak();
  });

  // A region that has nothing new to show stays: it may hold what only this councillor has.
  function keepSame(tasks) {
    for (let place = tasks.length - 1; place >= 0; place -= 1) {
      const { type, target, fragment } = tasks[place];
      const key = fragment.querySelector("[data-key]")?.dataset.key;
      const has = type === "partial" ? target?.querySelector(":scope > [data-key]") : null;
      if (has && key !== undefined && has.dataset.key === key) tasks.splice(place, 1);
    }
  }

  let held = null;

  document.addEventListener("htmx:before:swap", (event) => {
    if (event.detail.ctx.sourceElement !== live) return;
    const { tasks } = event.detail;
    keepSame(tasks);
    const element = document.activeElement;
    const region = tasks.find((task) => task.target?.contains?.(element))?.target;
    held = region && element !== document.body ? { id: element.id, region } : null;
  });

  document.addEventListener("htmx:after:swap", (event) => {
    fill();
    if (event.detail.ctx.sourceElement !== live || held === null) return;
    const { id, region } = held;
    held = null;
    if (document.activeElement && document.activeElement !== document.body) return;
    const place = region.isConnected ? region : document.getElementById(region.id);
    const same = id ? document.getElementById(id) : null;
    if (same) same.focus({ preventScroll: true });
    else (place?.querySelector("h1, h2") ?? document.querySelector("main h1"))?.focus();
  });

  // What is pushed is the same for all, so it carries no token: each page puts in its own.
  function fill() {
    const token = document.querySelector('meta[name="csrf-token"]')?.content;
    if (!token) return;
    for (const input of document.querySelectorAll('input[name="csrf_token"]')) {
      if (!input.value) input.value = token;
    }
  }

  // ---- What is said ----

  let news = null;
  let hush = null;

  function remember(kind) {
    const words = kind ? document.querySelector(`template[data-event="${CSS.escape(kind)}"]`) : null;
    if (!words) return;
    const polite = "polite" in words.dataset;
    if (news === null || news.polite || !polite) news = { text: words.content.textContent, polite };
    clearTimeout(hush);
    hush = setTimeout(speak, 400); // where no region changes
  }

  function speak() {
    clearTimeout(hush);
    if (news === null) return;
    const { text, polite } = news;
    news = null;
    const place = document.getElementById(polite ? "lugn" : "viktig");
    if (!place) return;
    place.textContent = "";
    setTimeout(() => { place.textContent = text; }, 100); // the same words once more are said once more
  }

  // htmx may have read the page before the stream's script had come.
  function begin() {
    if (live && !live._htmx?.triggerSpecs?.length) htmx.process(live);
  }

  fill();
  document.addEventListener("DOMContentLoaded", () => setTimeout(begin));
})();
