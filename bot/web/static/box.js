// The command box: completes while one types, remembers what was sent.

import * as api from "./api.js";
import { find, make } from "./dom.js";

const PAUSE = 90; // ms of quiet before asking what could come next

export function commandBox({ channel, send }) {
  const box = find("box"), list = find("offers"), button = find("send"), file = find("file"), attached = find("attached");
  const sent = [];
  let offers = [], active = -1, back = 0, timer, asking, busy = false;

  function close() {
    clearTimeout(timer);
    asking?.abort();
    offers = [];
    show();
  }

  function show() {
    active = -1;
    list.replaceChildren(...offers.map(row));
    list.hidden = offers.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  }

  function row(offer, index) {
    const [label, ...rest] = offer.label.split(" · ");
    const more = [rest.join(" · "), offer.description].filter(Boolean).join(" · ");
    // mousedown, since a click would first take the focus off the box
    const choose = (event) => { event.preventDefault(); accept(index); };
    return make(
      "li",
      { class: "offer", role: "option", id: `offer-${index}`, "aria-selected": "false", onmousedown: choose },
      make("span", { class: "offer-label" }, label),
      make("span", { class: "offer-more" }, more),
    );
  }

  function mark() {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    if (active < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", `offer-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function accept(index) {
    fill(offers[index].text);
  }

  function fill(text) {
    put(text);
    box.focus();
    box.setSelectionRange(text.length, text.length);
    box.scrollTop = box.scrollHeight;
    ask();
  }

  function put(text) {
    box.value = text;
    grow();
  }

  // One line until there are more: a pasted list keeps its lines.
  function grow() {
    box.style.height = "";
    if (box.value) box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  }

  function ask() {
    clearTimeout(timer);
    asking?.abort();
    if (!box.value.startsWith("/") || box.value.includes("\n")) return close();
    timer = setTimeout(async () => {
      asking = new AbortController();
      const typed = box.value;
      try {
        const { options } = await api.complete(channel(), typed, asking.signal);
        if (box.value !== typed || document.activeElement !== box) return;
        offers = options.filter((offer) => offer.text !== typed);
        show();
      } catch { /* an answer that came too late, or none: the box works without */ }
    }, PAUSE);
  }

  function showFile() {
    const name = file.files[0]?.name;
    const away = () => { file.value = ""; showFile(); box.focus(); };
    attached.hidden = !name;
    attached.replaceChildren(...(name ? ["With ", make("code", {}, name), " ", make("button", { type: "button", class: "action", onclick: away }, "Take away")] : []));
    if (name) box.focus();
  }

  function older(step) {
    back = Math.min(Math.max(back + step, 0), sent.length);
    put(back ? sent[sent.length - back] : "");
  }

  function onkey(event) {
    if (event.isComposing) return; // Enter and arrows belong to the input method
    const open = offers.length > 0;
    if (event.key === "Escape" && open) close();
    else if (event.key === "Tab" && !event.shiftKey && open) accept(Math.max(active, 0));
    else if (event.key === "Enter" && event.shiftKey) return; // a new line
    else if (event.key === "Enter" && active >= 0) accept(active);
    else if (event.key === "Enter") find("form").requestSubmit();
    else if (event.key === "ArrowDown" && open) { active = (active + 1) % offers.length; mark(); }
    else if (event.key === "ArrowUp" && open) { active = active <= 0 ? offers.length - 1 : active - 1; mark(); }
    else if (event.key === "ArrowUp" && (back || !box.value)) older(1);
    else if (event.key === "ArrowDown" && back) older(-1);
    else return;
    event.preventDefault();
  }

  async function submit(event) {
    event.preventDefault();
    const text = box.value.trim();
    if (!text || busy) return;
    close();
    busy = button.disabled = true;
    try {
      if (!(await send(text, file.files[0] || null))) return; // the box keeps the text
      file.value = "";
      showFile();
      sent.push(text);
      back = 0;
      if (box.value.trim() === text) put("");
    } finally {
      busy = button.disabled = false;
      close();
    }
  }

  box.addEventListener("input", () => { back = 0; grow(); ask(); });
  box.addEventListener("focus", ask);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", onkey);
  find("form").addEventListener("submit", submit);
  find("attach").addEventListener("click", () => file.click());
  file.addEventListener("change", showFile);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    fill(box.value || "/");
  });
  return { fill };
}
