/**
 * What the upload page does, for any browser of the last years. It sends files in pieces: a broken line costs a
 * piece, a slow one makes the pieces smaller, and no proxy sees a large request. All words come from the page.
 */
export const uploadScript = `
(() => {
  const main = document.querySelector('main');
  const texts = JSON.parse(main.dataset.texts);
  const limits = JSON.parse(main.dataset.limits);
  const at = (id) => document.getElementById(id);
  const [SMALLEST, LARGEST] = [65536, limits.piece];
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const say = (text, values = {}) => text.replace(/\\{\\{(\\w+)\\}\\}/g, (_, name) => values[name] ?? '');
  const size = (bytes) =>
    bytes < 1048576 ? Math.ceil(bytes / 1024) + ' KB' : (bytes / 1048576).toFixed(bytes < 104857600 ? 1 : 0) + ' MB';
  let chosen = [];
  let session = null;
  let stopped = false;

  const show = (id, visible) => { at(id).hidden = !visible; };
  const status = (text) => { at('status').textContent = text; };
  const line = (list, text) => {
    const item = document.createElement('li');
    item.textContent = text;
    at(list).append(item);
  };
  const total = () => chosen.reduce((sum, { file }) => sum + file.size, 0);

  function choose(files) {
    const seen = new Map(chosen.map((one) => [one.name, one]));
    for (const one of files) seen.set(one.name, one);
    chosen = [...seen.values()];
    at('chosen').replaceChildren();
    for (const { name, file } of chosen.slice(0, 8)) line('chosen', name + ' · ' + size(file.size));
    if (chosen.length > 8) line('chosen', '… ' + chosen.length + ' · ' + size(total()));
    const tooMuch = total() > limits.bytes ? say(texts.too_much) : chosen.length > limits.files ? say(texts.too_many) : '';
    status(tooMuch);
    at('start').disabled = chosen.length === 0 || tooMuch !== '';
  }

  const entryFile = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));
  const entriesOf = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  async function dropped(entry, path) {
    if (entry.isFile) return [{ name: path + entry.name, file: await entryFile(entry) }];
    const reader = entry.createReader();
    const found = [];
    for (let part = await entriesOf(reader); part.length > 0; part = await entriesOf(reader)) {
      for (const inner of part) found.push(...(await dropped(inner, path + entry.name + '/')));
    }
    return found;
  }

  const address = (rest) => location.pathname + rest + (rest.includes('?') ? '&' : '?') + 'lang=' + limits.locale;
  class Refused extends Error {}
  async function ask(method, rest, body, type) {
    const answer = await fetch(address(rest), { method, body, headers: type ? { 'content-type': type } : {} });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok || answer.status === 409) return said;
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new Error('later');
    throw new Refused(said.error ?? texts.lost);
  }

  async function send() {
    const files = chosen.map(({ name, file }) => ({ name, size: file.size }));
    const begun = await ask('POST', '', JSON.stringify({ files }), 'application/json');
    session = begun.id;
    let piece = Math.min(1048576, LARGEST);
    let sent = 0;
    for (const [index, { file }] of chosen.entries()) {
      let from = 0;
      for (let failures = 0; from < file.size; ) {
        if (stopped) return false;
        const started = performance.now();
        try {
          const body = file.slice(from, from + piece);
          const { at: next } = await ask('PUT', '/' + session + '/' + index + '?at=' + from, body, 'application/octet-stream');
          if (next === from) throw new Error('nothing arrived');
          from = next;
          failures = 0;
          if (performance.now() - started < 4000) piece = Math.min(piece * 2, LARGEST);
        } catch (error) {
          if (error instanceof Refused || ++failures > 60) throw error;
          piece = Math.max(SMALLEST, Math.floor(piece / 2));
          status(texts.waiting);
          await wait(Math.min(1000 * failures, 10000));
          continue;
        }
        at('bar').value = total() === 0 ? 1 : (sent + from) / total();
        status(say(texts.sending, { done: size(sent + from), of: size(total()) }));
      }
      sent += file.size;
    }
    return !stopped;
  }

  async function check() {
    show('cancel', false);
    at('bar').removeAttribute('value');
    const answer = await fetch(address('/' + session), { method: 'POST' });
    if (!answer.ok) throw new Refused((await answer.json().catch(() => ({}))).error ?? texts.lost);
    session = null;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    let last = null;
    for (;;) {
      const { value, done } = await reader.read();
      const lines = (rest + (value ?? '')).split('\\n');
      rest = lines.pop();
      for (const one of lines.filter((text) => text !== '')) {
        last = JSON.parse(one);
        if (!last.step) continue;
        at('bar').value = last.of > 0 ? last.done / last.of : 0;
        status(texts.step[last.step] + ' ' + last.done + ' / ' + last.of);
      }
      if (done) break;
    }
    if (!last || last.step) throw new Refused(texts.lost);
    return last;
  }

  function result({ title, lines, notes = [], good }) {
    for (const id of ['form', 'progress', 'lead']) show(id, false);
    status('');
    show('result', true);
    at('result').classList.toggle('bad', !good);
    at('result-title').textContent = title;
    for (const list of ['result-lines', 'result-notes']) at(list).replaceChildren();
    for (const text of lines) line('result-lines', text);
    for (const text of notes) line('result-notes', text);
    show('notes', notes.length > 0);
    at('result-title').focus();
  }
  const failed = (text) => result({ good: false, title: texts.failed_title, lines: [text] });

  async function run() {
    stopped = false;
    show('form', false);
    show('progress', true);
    show('cancel', true);
    at('bar').value = 0;
    try {
      if (await send()) result(await check());
    } catch (error) {
      if (stopped) return;
      leave();
      failed(error instanceof Refused ? error.message : texts.lost);
    }
  }

  /** What was sent so far is thrown away at once. */
  function leave() {
    if (session) void fetch(address('/' + session), { method: 'DELETE', keepalive: true }).catch(() => {});
    session = null;
  }

  at('files').addEventListener('change', ({ target }) => {
    choose([...target.files].map((file) => ({ name: file.webkitRelativePath || file.name, file })));
    target.value = '';
  });
  const zone = at('zone');
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle('over', kind === 'dragover');
    });
  }
  zone.addEventListener('drop', async ({ dataTransfer }) => {
    const entries = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const lists = await Promise.all(entries.map((entry) => dropped(entry, '')));
    choose(lists.flat());
  });
  at('start').addEventListener('click', () => void run());
  at('cancel').addEventListener('click', () => {
    stopped = true;
    leave();
    failed(texts.stopped);
  });
  at('again').addEventListener('click', () => {
    chosen = [];
    choose([]);
    show('result', false);
    for (const id of ['form', 'lead']) show(id, true);
  });
  addEventListener('pagehide', leave);
  addEventListener('beforeunload', (event) => { if (session) event.preventDefault(); });
  choose([]);
})();
`;
