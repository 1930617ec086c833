// Puts the agenda in order by dragging a handle, or with the arrow keys on it. The buttons "omhoog" and "omlaag" do the
// same without this script.
(() => {
  "use strict";
  const list = document.querySelector("[data-agenda]");
  const said = document.getElementById("agenda-melding");
  if (!list || !said) return;
  const items = () => [...list.children];
  const movable = (item) => !("fixed" in item.dataset);
  const words = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  let saved = items();
  let saving = Promise.resolve();

  const number = () => items().forEach((item, index, all) => {
    item.querySelector(".rd-item__number").textContent = index + 1;
    item.querySelector("[data-number]").textContent = index + 1;
    const [up, down] = [item.querySelector("[data-up]"), item.querySelector("[data-down]")];
    if (up) up.hidden = index === 0;
    if (down) down.hidden = index === all.length - 1;
  });

  const refused = (reason) => {
    list.append(...saved);
    number();
    const note = document.createElement("div");
    note.className = "rd-note rd-note--error";
    const text = document.createElement("p");
    text.textContent = reason || list.dataset.broken;
    const link = document.createElement("a");
    link.className = "utrecht-link";
    link.href = window.location.pathname;
    link.textContent = list.dataset.reload;
    note.append(text, link);
    said.replaceChildren(note);
  };

  const send = async (order, about) => {
    const body = new URLSearchParams({
      volgorde: order.map((item) => item.dataset.item).join(","),
      csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
    });
    const answer = await fetch(list.dataset.agenda, { method: "POST", body, credentials: "same-origin" });
    if (answer.redirected || !answer.ok) {
      const told = answer.redirected ? {} : await answer.json().catch(() => ({}));
      refused(told.refused);
      return;
    }
    saved = order;
    said.textContent = about;
  };

  // One order is sent after the other, so that the last one stays.
  const save = (item) => {
    const order = items();
    if (order.every((one, index) => one === saved[index])) return;
    number();
    const about = words(list.dataset.said, {
      name: item.dataset.name, number: order.indexOf(item) + 1, total: order.length,
    });
    saving = saving.then(() => send(order, about)).catch(() => refused(""));
  };

  const step = (item, down) => {
    const other = down ? item.nextElementSibling : item.previousElementSibling;
    if (!other) return;
    // The other one moves: an item that is taken out of the page loses the pointer and the focus.
    if (down) item.before(other); else item.after(other);
  };

  const drag = (item, handle, event) => {
    if (event.button) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    item.classList.add("rd-item--dragged");
    const follow = (moved) => {
      const box = item.getBoundingClientRect();
      const [before, after] = [item.previousElementSibling, item.nextElementSibling];
      const middle = (one) => { const at = one.getBoundingClientRect(); return at.top + at.height / 2; };
      if (before && moved.clientY < box.top && moved.clientY < middle(before)) step(item, false);
      else if (after && moved.clientY > box.bottom && moved.clientY > middle(after)) step(item, true);
      if (moved.clientY < 40) window.scrollBy(0, -20);
      if (moved.clientY > window.innerHeight - 40) window.scrollBy(0, 20);
      number();
    };
    const drop = () => {
      handle.removeEventListener("pointermove", follow);
      item.classList.remove("rd-item--dragged");
      save(item);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("lostpointercapture", drop, { once: true });
  };

  items().filter(movable).forEach((item) => {
    const handle = document.createElement("button");
    handle.type = "button";
    handle.className = "rd-handle";
    handle.setAttribute("aria-label", words(list.dataset.handle, { name: item.dataset.name }));
    handle.addEventListener("pointerdown", (event) => { handle.focus(); drag(item, handle, event); });
    handle.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      step(item, event.key === "ArrowDown");
      handle.focus();
      save(item);
    });
    item.prepend(handle);
  });
})();
