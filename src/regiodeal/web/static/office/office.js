// Small comforts on every page of the office; everything works without them.
(() => {
  "use strict";
  // The summary of what is wrong gets the focus, so that a screen reader begins there.
  const summary = document.getElementById("fouten");
  if (summary) summary.focus();

  // A form with unsaved work warns before the page is left.
  let changed = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-guard]")) changed = true;
  });
  document.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  // A form that is sent twice by a double click is sent once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    window.setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
})();
