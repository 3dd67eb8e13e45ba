// Times as people say them, kept fresh while the page is open.

import { make } from "./dom.js";

const AGO = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const WHOLE = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const STEPS = [["day", 86400], ["hour", 3600], ["minute", 60]];

export function ago(iso, now = Date.now()) {
  const seconds = Math.round((new Date(iso) - now) / 1000);
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return AGO.format(Math.trunc(seconds / size), unit);
  }
  return "just now";
}

export function moment(iso) {
  return make("time", { datetime: iso, title: WHOLE.format(new Date(iso)) }, ago(iso));
}

export function date(iso) {
  return SHORT.format(new Date(iso));
}

export function dayOf(iso, now = new Date()) {
  const day = new Date(iso);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day.toDateString() === now.toDateString()) return "Today";
  if (day.toDateString() === yesterday.toDateString()) return "Yesterday";
  return DAY.format(day);
}

export function keepFresh() {
  setInterval(() => {
    for (const time of document.querySelectorAll("time")) time.textContent = ago(time.dateTime);
  }, 20_000);
}
