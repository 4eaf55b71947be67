// Talks to the portal channel: token, history, messages up, server-sent events down. Knows nothing of the page.

const RENEW_BEFORE_S = 60;
const SEND_TIMEOUT_MS = 60_000;
const SILENCE_MS = 40_000; // the server's heartbeat comes every 15 s

// The server said no, in words; trying the same again is pointless unless `again` is true.
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
    this.again = status >= 500;
  }
}

// The portal says that nobody is signed in.
export class SignedOut extends Error {}

export class Connection {
  constructor({ api, tokenUrl, language }) {
    Object.assign(this, { api, tokenUrl, language, token: null, claims: {}, pictures: new Map() });
  }

  // Who is signed in, from the token's own claims: only to keep apart what is stored in this tab.
  async merchant() {
    await this.fresh();
    return String(this.claims.sub);
  }

  async fresh(force = false) {
    const left = (this.claims.exp || 0) - Date.now() / 1000;
    if (this.token && !force && left > RENEW_BEFORE_S) return this.token;
    const answer = await fetch(this.tokenUrl, { cache: "no-store", signal: AbortSignal.timeout(15_000) });
    if (answer.status === 401 || answer.status === 403) throw new SignedOut();
    if (!answer.ok) throw new Error(`token: ${answer.status}`);
    this.token = (await answer.json()).token;
    this.claims = claimsOf(this.token);
    return this.token;
  }

  async headers(more = {}) {
    return { Authorization: `Bearer ${await this.fresh()}`, "Accept-Language": this.language, ...more };
  }

  // fetch with a token; one try with a new token where the old one is refused.
  async ask(path, options = {}) {
    for (const isLast of [false, true]) {
      const headers = await this.headers(options.headers);
      const answer = await fetch(this.api + path, { cache: "no-store", ...options, headers });
      if (answer.ok) return answer;
      if (answer.status !== 401 || isLast) throw await refused(answer);
      await this.fresh(true);
    }
  }

  // {messages, more}: the last messages, or those before a number.
  async history(before) {
    const answer = await this.ask(before ? `/messages?before=${before}` : "/messages", {
      signal: AbortSignal.timeout(20_000),
    });
    return answer.json();
  }

  // One message up; resolves with {seq, messages} when the turn that answers it has ended.
  async send({ client_id, text, button }) {
    const answer = await this.ask("/messages?wait=1", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(button ? { client_id, button } : { client_id, text }),
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    });
    return answer.json();
  }

  // A file up, with its progress in percent; the same answer as `send`.
  async sendFile({ client_id, file }, onProgress) {
    const form = new FormData();
    form.append("client_id", client_id);
    form.append("file", file, file.name);
    for (const isLast of [false, true]) {
      const { status, body } = await upload(`${this.api}/messages?wait=1`, await this.headers(), form, onProgress);
      if (status >= 200 && status < 300) return body;
      if (status !== 401 || isLast) throw new Refused(status, body?.error || "");
      await this.fresh(true);
    }
  }

  // A picture of this merchant as an address the page may show. Only our own files are ever fetched.
  async picture(path) {
    if (!/^files\/[\w-]+$/.test(path)) throw new Error("not a file of ours");
    if (!this.pictures.has(path)) {
      const answer = await this.ask(`/${path}`, { cache: "default" }); // a picture never changes
      this.pictures.set(path, URL.createObjectURL(await answer.blob()));
    }
    return this.pictures.get(path);
  }

  // Where this browser may open a report of this merchant within the next minute. A tab of its own sends no token.
  async reportAddress(path) {
    const [, report] = /^(reports\/[\w-]+)\/report\.(?:html|pdf)$/.exec(path) || [];
    if (!report) throw new Error("not a report of ours");
    const answer = await this.ask(`/${report}/ticket`, { method: "POST", signal: AbortSignal.timeout(20_000) });
    return `${this.api}/${path}?ticket=${encodeURIComponent((await answer.json()).ticket)}`;
  }

  // Messages as they come, from after `seq`, until the stream breaks, the token ends or `stop` is signalled.
  async listen(seq, stop, onOpen, onMessage) {
    const silence = new AbortController();
    const signal = AbortSignal.any ? AbortSignal.any([stop, silence.signal]) : joined(stop, silence);
    const answer = await this.ask("/events", {
      headers: { Accept: "text/event-stream", "Last-Event-ID": String(seq) },
      signal,
    });
    onOpen();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const watchdog = setTimeout(() => silence.abort(), SILENCE_MS);
      const { value, done } = await reader.read().finally(() => clearTimeout(watchdog));
      if (done) return;
      const events = (rest + value).split("\n\n");
      rest = events.pop();
      events.forEach((event) => dispatch(event, onMessage));
    }
  }
}

function dispatch(event, onMessage) {
  const line = event.split("\n").find((one) => one.startsWith("data: "));
  if (line) onMessage(JSON.parse(line.slice(6)));
}

function claimsOf(token) {
  const part = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
  return JSON.parse(decodeURIComponent(escape(atob(part))));
}

async function refused(answer) {
  const body = await answer.json().catch(() => ({}));
  return new Refused(answer.status, body.error || "");
}

function joined(stop, controller) {
  stop.addEventListener("abort", () => controller.abort(), { once: true });
  return controller.signal;
}

function upload(url, headers, form, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(Math.round((100 * event.loaded) / (event.total || 1)));
    request.onload = () => resolve({ status: request.status, body: request.response });
    request.onerror = () => reject(new Error("network"));
    request.send(form);
  });
}
