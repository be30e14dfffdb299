// The chair's desk: asks once where an act cannot be taken back, presses the primary act with
// Ctrl+Enter, and keeps focus, what is open and what is typed while the stream redraws the rest.
"use strict";
(() => {
  const REST = 400; // milliseconds; the second half of a doubled press was meant for the act before
  const bord = document.getElementById("bord");
  let primary = "";
  let told = "";
  let ahead = 0;
  let held = false;

  const main = () => bord.querySelector("[data-huvud]");
  const lost = () => !document.activeElement || document.activeElement === document.body;

  // ---- What is asked once ----

  function ask(id, event) {
    const dialog = document.getElementById(id);
    if (!dialog) return;
    event.preventDefault();
    dialog.showModal();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.fraga) ask(form.dataset.fraga, event);
    else if (form.method === "post") document.querySelector("dialog[open]")?.close();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-oppna]");
    if (link) ask(link.dataset.oppna, event);
    else if (event.target.closest("[data-stang]")) event.target.closest("dialog").close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    main()?.click();
  });

  // ---- Redrawing ----

  function rest() {
    const button = main();
    if ((button?.id || "") === primary) return;
    primary = button?.id || "";
    if (!bord.querySelector(".kropp :focus")) bord.querySelector(".kropp").scrollTop = 0;
    if (!button || button.tagName !== "BUTTON") return;
    button.disabled = true;
    setTimeout(() => { button.disabled = false; }, REST);
  }

  function name() {
    const chosen = bord.querySelector("[data-finner]:checked");
    const button = document.getElementById("gor-finner");
    if (chosen && button) button.textContent = chosen.dataset.finner;
  }

  // How long the division has been open, by the server's clock.
  function tick() {
    if (bord.dataset.nu !== told) {
      told = bord.dataset.nu;
      ahead = Date.now() - Date.parse(told);
    }
    for (const shown of bord.querySelectorAll("[data-oppnad]")) {
      const seconds = Math.max(0, Math.floor((Date.now() - ahead - Date.parse(shown.dataset.oppnad)) / 1000));
      shown.textContent = [Math.floor(seconds / 60), seconds % 60]
        .map((part) => String(part).padStart(2, "0")).join(".");
    }
  }

  document.addEventListener("change", name);

  document.addEventListener("htmx:before:request", (event) => {
    if (!event.target.matches("form")) return;
    event.detail.ctx.asked = document.activeElement?.id || "";
    htmx.trigger(bord, "htmx:abort"); // a redrawing under way would show what was before
    bord.setAttribute("aria-busy", "true");
  });

  document.addEventListener("htmx:finally:request", () => bord.removeAttribute("aria-busy"));

  document.addEventListener("htmx:before:swap", (event) => {
    held = !lost() && bord.contains(document.activeElement);
    for (const task of event.detail.tasks) {
      if (task.type !== "partial" && !/^tal-/.test(event.detail.ctx.asked)) continue;
      for (const open of bord.querySelectorAll("dialog[open], details[open]")) {
        if (open.id) task.fragment.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
      }
    }
  });

  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    rest();
    name();
    tick();
    const done = ctx.asked !== undefined && ctx.response?.status < 400;
    if (done && ["yrka-form", "tal-ny-form", "nominera-form", "lista-form"].includes(ctx.sourceElement?.id)) ctx.sourceElement.reset(); // written down
    const moved = done && /^(flytta|tal)-(upp|ner)-/.test(ctx.asked);
    const listed = done && /^tal-/.test(ctx.asked); // the speakers' list: the middle stays as it is
    if (done && ctx.asked === "tal-lagg-till") document.getElementById("tal-ny-form")?.reset();
    if (moved && (lost() || !document.getElementById(ctx.asked))) {
      const other = ctx.asked.replace(/upp|ner/, (word) => (word === "upp" ? "ner" : "upp"));
      (document.getElementById(ctx.asked) ?? document.getElementById(other))?.focus();
    } else if (listed) {
      if (lost()) document.getElementById("talarlista")?.focus();
    } else if (done && !moved) {
      history.replaceState(null, "", new URL(ctx.response.raw.url).pathname);
      document.getElementById("rubrik")?.focus();
    } else if (held && lost()) {
      document.getElementById("rubrik")?.focus();
    }
  });

  // ---- No answer ----

  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx?.asked === undefined) return;
    const words = document.getElementById("mall-inget-svar").content.cloneNode(true);
    document.getElementById("besked").replaceChildren(words);
  });

  setInterval(tick, 1000);
  rest();
  name();
  tick();
})();
