// The page: channels on the left, one column of messages, a box to type in.

import * as api from "./api.js";
import { commandBox } from "./box.js";
import { draw, spoken } from "./card.js";
import { find, make } from "./dom.js";
import { dayOf, keepFresh } from "./time.js";

const PAGE = 100; // messages fetched at once
const NEAR = 80; // px from the end that still count as being there

const known = new Map(); // channel id → { id, name, messages: Map(id → message), older, unread }
let here = null, epoch = "", unseenBelow = 0;
const unseenThreads = new Set(); // ids of rows
let waiting = null; // what arrives while the messages are being fetched

const column = find("column"), scroll = find("scroll"), newer = find("newer");
const doing = { press, title: (id) => known.get(here)?.messages.get(id)?.title || null, jump };
const box = commandBox({ channel: () => here, send });

// ── what was read is remembered in this browser, per file of messages ───────────────────────

const readKey = (id) => `tidings.read.${epoch}.${id}`;
function lastRead(id) {
  try { return Number(localStorage.getItem(readKey(id)) || 0); } catch { return 0; }
}
function markRead(channel) {
  channel.unread = 0;
  const last = Math.max(0, ...[...channel.messages.keys()].map(Number));
  try { localStorage.setItem(readKey(channel.id), String(last)); } catch { /* private window */ }
}

// ── channels ────────────────────────────────────────────────────────────────────────────────

async function load() {
  waiting ??= [];
  const rows = await api.channels();
  const loaded = await Promise.all(rows.map((row) => api.messages(row.id, { limit: PAGE })));
  known.clear();
  rows.forEach((row, index) => {
    const messages = new Map(loaded[index].map((message) => [message.id, message]));
    const unread = loaded[index].filter((m) => m.kind !== "reply" && Number(m.id) > lastRead(row.id)).length;
    known.set(row.id, { ...row, messages, older: loaded[index].length === PAGE, unread });
  });
  const wanted = decodeURIComponent(location.hash.slice(1));
  show(known.has(here) ? here : known.has(wanted) ? wanted : rows[0]?.id);
  const meanwhile = waiting || [];
  waiting = null;
  meanwhile.forEach(arrive);
}

function show(id) {
  if (!known.has(id)) return;
  here = id;
  unseenThreads.clear();
  if (decodeURIComponent(location.hash.slice(1)) !== id) history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  find("heading").textContent = `# ${known.get(id).name}`;
  paint();
  toEnd();
  seen();
}

function seen() {
  unseenBelow = 0;
  paintNewer();
  if (!document.hidden) markRead(known.get(here));
  paintChannels();
}

function paintChannels() {
  const rows = [...known.values()].map((channel) => {
    const count = channel.unread ? make("span", { class: "unread" }, String(channel.unread), make("span", { class: "unseen" }, " unread")) : null;
    const current = channel.id === here ? "page" : null;
    const open = (event) => { event.preventDefault(); show(channel.id); };
    return make("li", {}, make("a", { href: `#${encodeURIComponent(channel.id)}`, class: channel.unread ? "channel channel-unread" : "channel", "aria-current": current, onclick: open },
      make("span", { class: "hash", "aria-hidden": "true" }, "#"), make("span", { class: "name" }, channel.name), count));
  });
  find("channels").replaceChildren(...rows);
  find("channels").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const total = [...known.values()].reduce((sum, channel) => sum + channel.unread, 0);
  document.title = `${total ? `(${total}) ` : ""}${known.get(here)?.name || ""} · Tidings`;
}

// ── the column ──────────────────────────────────────────────────────────────────────────────

function paint() {
  const channel = known.get(here);
  column.replaceChildren();
  [...channel.messages.values()].sort((a, b) => a.id - b.id).forEach(place);
  find("older").hidden = !channel.older;
  paintEmpty(channel);
}

function place(message) {
  const row = draw(message, doing);
  const above = find(`m${message.about || message.thread}`);
  if (above) { // an answer to a button, or what follows on a story, stands below it in order
    row.dataset.about = message.about || "";
    below(above, row, message.about ? "row-about" : "row-thread");
    return row;
  }
  const day = new Date(message.at).toDateString();
  if (column.dataset.day !== day || column.children.length === 0) {
    column.append(make("li", { class: "day" }, make("span", {}, dayOf(message.at))));
    column.dataset.day = day;
  }
  column.append(row);
  return row;
}

// Below a message: its answers first, each after the earlier ones; then its thread, post by post.
function below(above, row, name) {
  const root = above.dataset.root || above.id;
  const answers = name === "row-about";
  const mine = (next) => (answers ? `m${next.dataset.about}` === above.id : next.dataset.root === root);
  let after = above;
  while (after.nextElementSibling && mine(after.nextElementSibling)) after = after.nextElementSibling;
  row.dataset.root = root;
  row.classList.add(name);
  if (answers && above.classList.contains("row-thread")) row.classList.add("row-thread");
  after.after(row);
}

function paintEmpty(channel) {
  const empty = find("empty");
  empty.hidden = channel.messages.size > 0;
  if (empty.hidden) return;
  const suggestion = (text, does) =>
    make("li", {}, make("button", { type: "button", class: "suggestion", onclick: () => box.fill(text) }, make("code", {}, text)), make("span", {}, does));
  empty.replaceChildren(
    make("h3", {}, `Nothing in #${channel.name} yet`),
    make("p", {}, "Tell this channel what to watch, and news about it appears here by itself."),
    make("ul", {}, suggestion("/watch senkaku", "a topic, in every language it is written in"), suggestion('/watch "rare earths" AND japan', "words of your own"), suggestion("/help", "everything that can be typed")),
  );
}

const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
const toEnd = () => { scroll.scrollTop = scroll.scrollHeight; };

function jump(id) {
  const row = find(`m${id}`);
  if (!row) return;
  row.scrollIntoView({ block: "center" });
  flash(row);
}

function flash(row) {
  row.classList.remove("flash");
  void row.offsetWidth; // starts the animation anew
  row.classList.add("flash");
}

async function showOlder() {
  const channel = known.get(here);
  const first = Math.min(...[...channel.messages.keys()].map(Number));
  const rows = await api.messages(channel.id, { limit: PAGE, before: String(first) }).catch(trouble);
  if (!rows) return;
  rows.forEach((message) => channel.messages.set(message.id, message));
  channel.older = rows.length === PAGE;
  const fromEnd = scroll.scrollHeight - scroll.scrollTop;
  paint();
  scroll.scrollTop = scroll.scrollHeight - fromEnd;
}

// ── what arrives ────────────────────────────────────────────────────────────────────────────

function arrive(message) {
  if (waiting) return waiting.push(message);
  const channel = known.get(message.channel);
  if (!channel) return;
  const before = channel.messages.get(message.id);
  if (before && (before.seq >= message.seq || message.kind === "reply")) return;
  const oldest = Math.min(...[...channel.messages.keys()].map(Number));
  if (!before && channel.older && Number(message.id) < oldest) return; // comes with "older"
  channel.messages.set(message.id, message);
  if (message.channel !== here) {
    if (!before && message.kind !== "reply") channel.unread += 1;
    return paintChannels();
  }
  before ? change(message) : add(channel, message);
}

function change(message) {
  const old = find(`m${message.id}`);
  const stay = atEnd();
  const row = draw(message, doing);
  row.classList.add(...[...old.classList].filter((name) => name === "row-thread"));
  Object.assign(row.dataset, old.dataset);
  const opened = row.querySelector("details");
  if (opened) opened.open = Boolean(old.querySelector("details")?.open);
  if (old.contains(document.activeElement)) keepFocus(old, row);
  else old.replaceWith(row);
  flash(row);
  if (stay) toEnd();
}

function keepFocus(old, row) {
  const place = [...old.querySelectorAll("a, button, summary")].indexOf(document.activeElement);
  old.replaceWith(row);
  row.querySelectorAll("a, button, summary")[place]?.focus();
}

function add(channel, message) {
  const mine = message.kind === "reply";
  const stay = atEnd() || (mine && !message.about);
  find("empty").hidden = true;
  const row = place(message);
  flash(row);
  find("live").textContent = spoken(message);
  if (mine && message.about) row.scrollIntoView({ block: "nearest" });
  else if (row.classList.contains("row-thread")) inThread(row, stay);
  else if (stay) toEnd();
  else if (!mine) { unseenBelow += 1; paintNewer(); }
  if (stay && !document.hidden) markRead(channel);
  else if (!mine) channel.unread += 1;
  paintChannels();
}

// A post in a thread may stand far above: the button leads there until it was in sight.
function inThread(row, stay) {
  if (stay) toEnd();
  unseenThreads.add(row.id);
  sight.observe(row);
}

const sight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    unseenThreads.delete(target.id);
  }
  paintNewer();
}, { root: scroll, threshold: 0.5 });

function paintNewer() {
  const threads = [...unseenThreads].filter(find).length;
  newer.hidden = !unseenBelow && !threads;
  if (unseenBelow) newer.textContent = unseenBelow === 1 ? "1 new message ↓" : `${unseenBelow} new messages ↓`;
  else newer.textContent = threads === 1 ? "1 update in a thread ↑" : `${threads} updates in threads ↑`;
}

function toNewer() {
  const first = unseenBelow ? null : [...unseenThreads].find(find);
  if (first) return jump(first.slice(1));
  toEnd();
  seen();
}

// ── what the person does ────────────────────────────────────────────────────────────────────

async function send(text, file) {
  const channel = here; // the person may look elsewhere meanwhile
  try {
    answered(await api.command(channel, text, file), { channel, typed: text, attached: file?.name });
    return true;
  } catch (error) {
    trouble(error);
    return false;
  }
}

async function press(message, button, element) {
  element.disabled = true;
  const { channel, id } = message;
  try {
    answered(await api.press(id, button), { channel, pressed: element.textContent, about: id });
  } catch (error) {
    trouble(error);
  } finally {
    element.disabled = false;
  }
}

// The stream brings the answer too; whichever comes first is shown, once.
function answered(reply, said) {
  arrive({ ...reply, ...said, kind: "reply", seq: 0, at: new Date().toISOString() });
}

function trouble(error) {
  find("lost").textContent = error.message;
  find("lost").hidden = false;
  setTimeout(() => { find("lost").hidden = !document.body.classList.contains("offline"); }, 8000);
}

// ── start ───────────────────────────────────────────────────────────────────────────────────

function state(connected) {
  document.body.classList.toggle("offline", !connected);
  find("state-text").textContent = connected ? "Live" : "Reconnecting";
  find("lost").hidden = connected;
  if (!connected) find("lost").textContent = "Connection lost. I am reconnecting; nothing that comes meanwhile is missed.";
}

function hello(id, resumed) {
  epoch = id.split("-")[0];
  if (!resumed) load().catch(trouble);
}

const address = new URL(location.href);
if (address.searchParams.has("key")) { // it is in the cookie now, and need not stay in sight
  address.searchParams.delete("key");
  history.replaceState(null, "", address);
}
find("older").addEventListener("click", showOlder);
newer.addEventListener("click", toNewer);
scroll.addEventListener("scroll", () => { if (here && (unseenBelow || known.get(here).unread) && atEnd()) seen(); }, { passive: true });
document.addEventListener("visibilitychange", () => { if (!document.hidden && here && atEnd()) seen(); });
window.addEventListener("hashchange", () => show(decodeURIComponent(location.hash.slice(1))));
keepFresh();
api.listen({ hello, message: arrive, state });
