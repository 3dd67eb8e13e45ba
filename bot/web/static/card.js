// One message as an element: alerts and updates, digests and roll-ups, notices, private answers.

import { fileAddress } from "./api.js";
import { link, lit, make, marked } from "./dom.js";
import { date, moment } from "./time.js";

// doing: { press(message, button, element), title(id) → title of a loaded message or null, jump(id) }
export function draw(message, doing) {
  const shape = { digest: list, rollup: list, notice, reply }[message.kind] || story;
  const row = make("li", { class: `row row-${message.kind}`, id: `m${message.id}` });
  row.append(shape(message, doing));
  return row;
}

export function spoken(message) {
  if (message.kind === "reply") return message.error ? `Error: ${message.text}` : message.text;
  return `${message.label || message.kind}: ${message.title || message.text}`;
}

function story(message, doing) {
  const urgent = message.urgent ? " card-urgent" : "";
  return make(
    "article",
    { class: `card card-${message.kind}${urgent}` },
    above(message),
    answers(message, doing),
    title(message),
    (message.sentences || []).map((sentence) => told(sentence, message.sources)),
    message.also ? make("p", { class: "also" }, message.also) : null,
    message.kind === "update" && message.sources?.length === 1 ? null : sources(message.sources),
    below(message),
    buttons(message, doing),
  );
}

function above(message) {
  const label = make("span", { class: "label" }, message.label || message.kind.toUpperCase());
  const named = message.mention || message.mentioned;
  const mention = named ? make("span", { class: "mention" }, named) : null;
  const line = (message.dateline || []).join(" · ");
  return make("p", { class: "above" }, label, mention, make("span", { class: "dateline" }, line));
}

function answers(message, doing) {
  if (!message.thread) return null;
  const words = doing.title(message.thread) || "an earlier message";
  const jump = make("button", { type: "button", class: "jump", onclick: () => doing.jump(message.thread) }, words);
  return make("p", { class: "parent" }, "Follows ", jump);
}

function title(message) {
  if (!message.title) return null;
  return make("h3", { class: "title", lang: message.language }, link(message.url, {}, ...lit(message.title, message.title_marks)));
}

function told(sentence, all) {
  const source = all[sentence.source];
  const number = `[${sentence.source + 1}]`;
  const name = source ? `Source ${sentence.source + 1}: ${source.outlet}` : "Source";
  const mark = link(source?.url, { class: "mark", title: source?.outlet, "aria-label": name }, number);
  const day = sentence.at ? make("span", { class: "dated", title: "The day of this report" }, `(${date(sentence.at)}) `) : null;
  return make("p", { class: "sentence" }, make("span", { lang: sentence.language }, lit(sentence.text, sentence.marks)), " ", day, mark);
}

function sources(all) {
  if (!all || all.length === 0) return null;
  const rows = all.map((source) =>
    make("li", {}, link(source.url, {}, source.outlet), source.language ? ` (${source.language})` : "", source.reprint ? " · reprint" : ""),
  );
  const count = all.length === 1 ? "1 source" : `${all.length} sources`;
  return make("details", { class: "sources" }, make("summary", {}, count), make("ol", {}, rows));
}

function below(message) {
  const tags = (message.tags || []).map((tag) => make("li", { class: "tag" }, tag));
  return make(
    "div",
    { class: "below" },
    tags.length ? make("ul", { class: "tags", "aria-label": "Topics" }, tags) : null,
    message.footer ? make("p", { class: "foot" }, message.footer) : null,
    make("p", { class: "when" }, edited(message), moment(message.at)),
  );
}

function edited(message) {
  return message.edited ? make("span", { class: "edited", title: `Edited ${message.edited}` }, "edited · ") : null;
}

function buttons(message, doing) {
  if (!message.buttons || message.buttons.length === 0) return null;
  const row = message.buttons.map(({ id, label }) => {
    const press = (event) => doing.press(message, id, event.currentTarget);
    return make("button", { type: "button", class: "action", onclick: press }, label);
  });
  return make("div", { class: "actions" }, row);
}

function sections(all) {
  return (all || []).map((section) =>
    make("section", { class: "section" }, make("h4", {}, section.heading), make("ol", {}, section.lines.map(entry))),
  );
}

function list(message, doing) {
  return make(
    "article",
    { class: `card card-${message.kind}` },
    above(message),
    title(message),
    (message.sentences || []).map((sentence) => told(sentence, message.sources)),
    sections(message.sections),
    below(message),
    buttons(message, doing),
  );
}

function entry(line) {
  const sentence = line.sentence ? [": ", ...lit(line.sentence, line.sentence_marks)] : [];
  return make(
    "li",
    { value: line.number },
    link(line.url, { class: "entry", lang: line.language }, ...lit(line.title, line.title_marks)),
    make("span", { lang: line.language }, sentence),
    " ",
    make("span", { class: "outlets" }, line.outlets, line.outlets ? " · " : "", moment(line.at)),
  );
}

function notice(message, doing) {
  const words = [message.title, message.text].filter(Boolean).join(" ");
  const line = make(
    "p",
    { class: "words" },
    make("span", { class: "label" }, message.label || "NOTICE"),
    " ",
    marked(words),
    " ",
    make("span", { class: "when" }, edited(message), moment(message.at)),
  );
  return make("article", { class: "note" }, line, buttons(message, doing));
}

// Stories are drawn as in a post; the text has them too, for who cannot draw them.
function saidBack(message) {
  if (!message.sections || message.sections.length === 0) return make("div", { class: "said-back" }, marked(message.text));
  return make("div", { class: "told-back" }, make("p", {}, marked(message.text.split("\n", 1)[0])), sections(message.sections));
}

function files(message) {
  if (!message.files || message.files.length === 0) return null;
  const row = message.files.map(({ name, size }, number) =>
    make("a", { class: "action file", href: fileAddress(message.id, number), download: name }, `${name} (${Math.max(1, Math.round(size / 1024))} kB)`));
  return make("div", { class: "actions" }, row);
}

function reply(message, doing) {
  const typed = message.attached ? `${message.typed} [${message.attached}]` : message.typed;
  const said = message.typed ? make("code", {}, typed) : make("span", {}, `Pressed “${message.pressed}”`);
  const bubble = make(
    "div",
    { class: message.error ? "bubble bubble-error" : "bubble" },
    make("p", { class: "private" }, message.error ? make("strong", { class: "label" }, "ERROR") : null, "Only you see this · ", moment(message.at)),
    saidBack(message),
    files(message),
    buttons(message, doing),
  );
  return make("article", { class: "exchange" }, make("p", { class: "said" }, make("span", { class: "unseen" }, "You: "), said), bubble);
}
