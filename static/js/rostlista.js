// The list of a roll call: a key for each vote, and every row saved as it is typed.
"use strict";
(() => {
  const form = document.getElementById("rostlista");
  const state = document.getElementById("laget");
  if (!form || !state) return;
  const KEYS = { j: "yes", n: "no", a: "abstain", f: "absent" };
  const PAUSE = 300; // milliseconds: several quick keys are one request
  const AGAIN = 2000; // milliseconds until what was not saved is sent again
  let changed = false;
  let saving = false;
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
    timer = setTimeout(save, wait);
  }

  async function save() {
    if (saving || !changed) return;
    saving = true;
    changed = false;
    let wait = PAUSE;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if (answer.ok) tell(`${form.dataset.sparat} ${new Date().toLocaleTimeString("sv-SE")}`);
      else if (answer.status < 500) tell(form.dataset.nekat);
      else throw new Error(answer.status);
    } catch {
      changed = true;
      wait = AGAIN;
      tell(form.dataset.osparat);
    }
    saving = false;
    if (changed) later(wait);
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
  // What is submitted is saved by the page itself; a save under way would only come after it.
  form.addEventListener("submit", () => {
    changed = false;
    clearTimeout(timer);
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed || saving) event.preventDefault();
  });
})();
