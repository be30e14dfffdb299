// A reader may stop the page from changing by itself, and start it again. Without a script the
// page does not change by itself, so the button is made here.
"use strict";
(() => {
  const live = document.getElementById("live");
  if (!live) return;
  const words = live.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.id = "pausa";
  button.className = "knapp knapp-liten pausa";
  button.textContent = words.pausa;
  button.addEventListener("click", () => {
    if (!live.isConnected) {
      location.reload(); // what was missed comes with the page
      return;
    }
    live.remove(); // closes the stream
    button.textContent = words.fortsatt;
  });
  live.before(button);
})();
