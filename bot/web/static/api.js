// The server as the page knows it: JSON calls, and one stream of events that reconnects by itself.

const BEAT = 15_000; // what the server promises; three missed beats mean a lost connection
const LONGEST_WAIT = 10_000;

async function call(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", ...options });
  } catch {
    throw new Error("Tidings cannot be reached. Is it still running? I keep trying.");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.error || `The server answered ${answer.status}.`);
  return body;
}

function post(path, body) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

const at = encodeURIComponent;

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}

export const channels = () => call("/api/channels");
export const messages = (channel, { limit = 100, before = null } = {}) =>
  call(`/api/channels/${at(channel)}/messages?limit=${limit}${before ? `&before=${at(before)}` : ""}`);
export const command = async (channel, text, file = null) =>
  post(`/api/channels/${at(channel)}/commands`, file ? { text, file: { name: file.name, data: await base64(file) } } : { text });
export const fileAddress = (message, number) => `/api/messages/${at(message)}/files/${number}`;
export const press = (message, button) => post(`/api/messages/${at(message)}/press`, { button });
export const complete = (channel, text, signal) =>
  call(`/api/channels/${at(channel)}/complete?text=${at(text)}`, { signal });

// heard.hello(id, resumed), heard.message(message), heard.state(connected)
export function listen(heard) {
  let source, watchdog, last = null, wait = 500;

  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(again, 3 * BEAT);
  };
  const again = () => {
    clearTimeout(watchdog);
    source.close();
    heard.state(false);
    setTimeout(retry, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
  const retry = async () => {
    const answer = await fetch("/api/channels").catch(() => null);
    if (answer?.status === 401) return location.reload(); // asks for the key
    open();
  };
  const on = (name, then) =>
    source.addEventListener(name, (event) => {
      alive();
      if (event.lastEventId) last = event.lastEventId;
      then(JSON.parse(event.data), event.lastEventId);
    });

  function open() {
    source = new EventSource(`/api/events${last ? `?after=${at(last)}` : ""}`);
    alive();
    on("hello", (data, id) => {
      wait = 500;
      heard.state(true);
      heard.hello(id, data.resumed);
    });
    on("message", (message) => heard.message(message));
    on("beat", () => {});
    source.onerror = again; // the browser would give up after some errors; we never do
  }
  open();
}
