// The secretary's text: what is typed is never lost in silence, and Ctrl+Enter saves it.
"use strict";
(() => {
  const form = document.getElementById("par");
  const text = document.getElementById("summary");
  const state = document.getElementById("sparat");
  if (!form || !text || !state) return;
  const stood = text.value;
  const shown = state.textContent;
  const key = factsKey();
  let sending = false;

  function factsKey() {
    return document.querySelector("#kontroll [data-facts]")?.dataset.facts ?? "";
  }

  function unsaved() {
    return text.value !== stood;
  }

  text.addEventListener("input", () => {
    const now = unsaved() ? state.dataset.unsaved : shown;
    if (state.textContent !== now) state.textContent = now;
  });
  form.addEventListener("submit", () => {
    sending = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved() && !sending) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  // The facts around the text do not move while somebody writes; a line says that there are new.
  document.addEventListener("htmx:after:swap", () => {
    if (factsKey() !== key) document.getElementById("nytt").hidden = false;
  });
})();
