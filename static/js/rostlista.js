// The list of a roll call: a key for each vote, and every row saved as it is typed.
"use strict";
(() => {
  const form = document.getElementById("rostlista");
  const state = document.getElementById("laget");
  if (!form || !state) return;
  const KEYS = { j: "yes", n: "no", a: "abstain", f: "absent" };
  const PAUSE = 300; // milliseconds: several quick keys are one request
  const AGAIN = 2000; // milliseconds until what was not saved is sent again
  const WITHIN = 8000; // milliseconds that a save may take
  let changed = false;
  let underway = null; // the promise of a save that is on its way
  let ending = false; // the form is about to be submitted: nothing more is saved by itself
  let leaving = false;
  let timer = 0;

  function rows() {
    return [...form.querySelectorAll("[role=radiogroup]")];
  }

  function go(group, step) {
    const all = rows();
    const next = all[all.indexOf(group) + step];
    if (next) (next.querySelector(":checked") || next.querySelector("input")).focus();
    else document.getElementById("klar").focus();
  }

  function tell(text) {
    if (state.textContent !== text) state.textContent = text;
  }

  function add() {
    const marked = new FormData(form);
    const marks = rows().map((group) => marked.get(group.querySelector("input").name) || "left");
    for (const total of document.querySelectorAll("[data-summa]")) {
      total.textContent = marks.filter((mark) => mark === total.dataset.summa).length;
    }
  }

  function later(wait) {
    clearTimeout(timer);
    if (!ending) timer = setTimeout(save, wait);
  }

  async function save() {
    if (underway || ending || !changed) return;
    changed = false;
    underway = send();
    const wait = await underway;
    underway = null;
    if (changed && wait) later(wait);
  }

  // Gives how long to wait before what has changed is sent; nothing where asking again is no help.
  async function send() {
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(WITHIN),
      });
      if (answer.ok && !answer.redirected) {
        tell(`${form.dataset.sparat} ${new Date().toLocaleTimeString("sv-SE")}`);
        return PAUSE;
      }
      if (answer.status >= 500) throw new Error(answer.status);
      changed = true;
      tell(form.dataset.nekat);
      return 0;
    } catch {
      changed = true;
      tell(form.dataset.osparat);
      return AGAIN;
    }
  }

  form.addEventListener("change", () => {
    changed = true;
    add();
    tell(form.dataset.sparar);
    later(PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    const group = event.target.closest("[role=radiogroup]");
    if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      go(group, event.shiftKey ? -1 : 1);
      return;
    }
    const mark = KEYS[event.key.toLowerCase()];
    if (!mark) return;
    event.preventDefault();
    const input = group.querySelector(`[value=${mark}]`);
    if (!input.checked) {
      input.checked = true;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    go(group, 1);
  });
  // What is submitted comes after a save that is on its way, or that would undo it.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!underway) leaving = true;
    if (leaving) return;
    event.preventDefault();
    if (ending) return;
    ending = true;
    await underway;
    leaving = true;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) ending = leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (changed || underway)) event.preventDefault();
  });
})();
