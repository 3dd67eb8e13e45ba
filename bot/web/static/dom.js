// Elements are made here, and text only ever becomes text: feeds are written by strangers.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const find = (id) => document.getElementById(id);

// Only http and https lead anywhere; a javascript: address in a feed stays text.
export function safe(url) {
  try {
    const { protocol, href } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}

export function link(url, attributes, ...children) {
  const href = safe(url);
  if (!href) return make("span", attributes, ...children);
  return make("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

// A text with the places that matched standing out. Places count code points, strings UTF-16.
export function lit(text, places) {
  if (!places || places.length === 0) return [text];
  const letters = [...text];
  const parts = [];
  let from = 0;
  for (const [start, end] of places) {
    parts.push(letters.slice(from, start).join(""), make("mark", {}, letters.slice(start, end).join("")));
    from = end;
  }
  return [...parts, letters.slice(from).join("")];
}

const MARKS = /`([^`\n]+)`|\*([^*\n]+)\*|(https?:\/\/[^\s<>"'`*]*[^\s<>"'`*.,;:!?)\]])/g;

// An answer's text: `code`, *emphasis* and bare addresses are the only marks.
export function marked(text) {
  const parts = [];
  let from = 0;
  for (const hit of text.matchAll(MARKS)) {
    parts.push(text.slice(from, hit.index));
    if (hit[1]) parts.push(make("code", {}, hit[1]));
    else if (hit[2]) parts.push(make("em", {}, hit[2]));
    else parts.push(link(hit[3], {}, hit[3]));
    from = hit.index + hit[0].length;
  }
  return [...parts, text.slice(from)];
}
