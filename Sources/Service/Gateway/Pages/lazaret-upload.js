/*
 * lazaret-upload.js: sends files to a Lazaret gateway from a web page, and says what became of them. No dependencies.
 *
 *   LazaretUpload.mount(element, {
 *     token: "lzt1.…",          // an upload token, or a function that gives one (or a promise of one); asked again when it has run out
 *     contactId, conversationId, // only where the token does not say
 *     wait: 10,                 // seconds that the gateway holds its answer back for the outcome
 *     texts: { … },             // other words; see LazaretUpload.texts
 *     onOutcome: (outcome) => {} // { name, size, state, attachment, problem }, once for each file
 *   });
 *
 * Everything that it shows is set as text: no name of a file is ever read as markup. It needs lazaret-upload.css for its looks.
 */
(function () {
  'use strict';

  const home = new URL('.', document.currentScript.src);

  const texts = {
    lead: 'Drop files here',
    or: 'or',
    choose: 'Choose files',
    hint: (types, size, count) => `${types} · up to ${size} each · at most ${count} at a time`,
    list: 'Your files',
    waiting: 'Waiting',
    sending: (percent) => `Sending, ${percent} %`,
    checking: 'Checking the file',
    checkingLong: 'Still being checked. You need not wait.',
    reconnecting: 'The connection broke. Trying again.',
    busy: (seconds) => `Busy. Trying again in ${seconds} s.`,
    released: 'Received and checked',
    held: 'Received. Somebody will have a look at it first.',
    cancelled: 'Cancelled',
    empty: 'This file is empty.',
    folder: 'Folders cannot be sent. Choose the files in it.',
    tooLarge: (limit) => `This file is too large. The limit is ${limit}.`,
    wrongType: (types) => `This type of file is not accepted. Send ${types}.`,
    tooMany: (count) => `Too many files. Send at most ${count} at a time.`,
    mismatch: 'This file is not what its name says, or its type is not accepted.',
    refused: 'This file was refused by our security check.',
    unauthorized: 'The permission to send files has run out. Ask for a new link.',
    forbidden: 'No more files can be sent with this link.',
    failed: 'The file could not be sent. Try again later.',
    noLimits: 'Files cannot be sent at the moment. Try again later.',
    cancel: 'Cancel',
    dismiss: 'Dismiss',
    retry: 'Try again',
  };

  /** What the words of a configuration may have in braces, in the order of the functions above. */
  const placeholders = {
    hint: ['types', 'size', 'count'], sending: ['percent'], busy: ['seconds'], tooLarge: ['limit'], wrongType: ['types'], tooMany: ['count'],
  };

  /** The words that the gateway has in place of the English ones. */
  function written(templates) {
    const fill = (template, names, values) => template.replace(/\{\{|\}\}|\{(\w+)\}/g,
      (found, name) => name === undefined ? found[0] : values[names.indexOf(name)]);
    return Object.fromEntries(Object.entries(templates || {}).map(([key, template]) => {
      const names = placeholders[key];
      return [key, names ? (...values) => fill(template, names, values) : fill(template, [], [])];
    }));
  }

  /** States in which nothing more happens. */
  const settled = new Set(['released', 'held', 'refused', 'failed', 'cancelled']);

  const simultaneous = 3;
  const attempts = 6;
  /** Milliseconds for which an outcome is asked for. */
  const patience = 10 * 60 * 1000;

  // What a file has to be

  class Limits {
    constructor(configuration) {
      this.maxSize = configuration.fileUpload.maxSize;
      this.maxFiles = configuration.fileUpload.maxFilesPerMessage;
      this.types = configuration.fileUpload.allowedMimeTypes;
      this.extensions = configuration.lazaret.extensions;
    }

    /** For the file chooser. */
    get accept() {
      const endings = Object.values(this.extensions).flat().map((ending) => '.' + ending);
      return [...Object.keys(this.extensions), ...endings].join(',');
    }

    /** For people: `PNG, JPG, PDF`. */
    get names() {
      return this.types.map((type) => ((this.extensions[type] || [])[0] || type).toUpperCase()).join(', ');
    }

    /** The same checks as the gateway's, as far as they can be made here; gives a text when something is wrong. */
    objection(file, words) {
      if (file.size === 0) return words.empty;
      if (file.size > this.maxSize) return words.tooLarge(size(this.maxSize));
      if (!this.allows(file)) return words.wrongType(this.names);
      return null;
    }

    allows(file) {
      const type = file.type.split(';')[0].trim().toLowerCase();
      const known = this.extensions[type];
      const ending = /\.([^.\s]+)$/.exec(file.name.toLowerCase());
      if (!ending || known && known.length === 0) return type === '' || known !== undefined;
      return Object.values(this.extensions).some((endings) => endings.includes(ending[1]));
    }
  }

  function size(bytes) {
    const units = ['B', 'kB', 'MB', 'GB'];
    let unit = 0;
    while (bytes >= 1000 && unit < units.length - 1) { bytes /= 1000; unit += 1; }
    return `${unit === 0 || bytes >= 10 ? Math.floor(bytes) : Math.floor(bytes * 10) / 10} ${units[unit]}`;
  }

  // Talking to the gateway

  /** The connection broke before there was an answer. */
  class Disconnected extends Error {}
  class Cancelled extends Error {}

  /** XMLHttpRequest, because fetch does not tell how much is sent. */
  function request(method, url, { fields = {}, body = null, signal, onProgress } = {}) {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new Cancelled());
      const xhr = new XMLHttpRequest();
      const abort = () => xhr.abort();
      signal.addEventListener('abort', abort);
      xhr.open(method, url);
      for (const [name, value] of Object.entries(fields)) xhr.setRequestHeader(name, value);
      xhr.timeout = body ? 0 : 90000;
      if (onProgress) xhr.upload.addEventListener('progress', (event) => onProgress(event.loaded / event.total));
      xhr.onload = () => resolve({ status: xhr.status, body: parsed(xhr.responseText), field: (name) => xhr.getResponseHeader(name) });
      xhr.onerror = xhr.ontimeout = () => reject(new Disconnected());
      xhr.onabort = () => reject(new Cancelled());
      xhr.onloadend = () => signal.removeEventListener('abort', abort);
      xhr.send(body);
    });
  }

  function parsed(text) {
    try { return JSON.parse(text) || {}; } catch { return {}; }
  }

  /** Waits; ends early when the network comes back, and for good when the file is cancelled. */
  function pause(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      const end = (action) => {
        clearTimeout(timer);
        window.removeEventListener('online', wake);
        signal.removeEventListener('abort', cancel);
        action();
      };
      const wake = () => end(resolve);
      const cancel = () => end(() => reject(new Cancelled()));
      const timer = setTimeout(wake, milliseconds);
      window.addEventListener('online', wake);
      signal.addEventListener('abort', cancel);
      if (signal.aborted) cancel();
    });
  }

  function retryAfter(answer, otherwise) {
    const seconds = Number(answer.field('Retry-After'));
    return Math.min(60, seconds > 0 ? seconds : otherwise) * 1000;
  }

  function newKey() {
    // randomUUID is there on secure pages only.
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  // One file on its way

  class Delivery {
    constructor(file, settings, onChange) {
      this.file = file;
      this.settings = settings;
      this.onChange = onChange;
      // The same for every attempt: a file whose answer was lost does not come twice.
      this.key = newKey();
      this.state = 'waiting';
      this.text = settings.texts.waiting;
      this.progress = null;
      this.canRetry = false;
      this.attachment = null;
      this.problem = null;
    }

    cancel() { if (this.abort) this.abort.abort(); else this.become('cancelled', this.settings.texts.cancelled); }

    become(state, text, progress = null) {
      if (settled.has(this.state)) return;
      const isNew = state !== this.state || text !== this.text;
      Object.assign(this, { state, text, progress });
      this.onChange(this, isNew);
    }

    again() {
      this.state = 'waiting';
      this.become('waiting', this.settings.texts.waiting);
    }

    async run() {
      const words = this.settings.texts;
      this.canRetry = false;
      this.abort = new AbortController();
      try {
        await this.send();
      } catch (error) {
        if (error instanceof Cancelled) return this.become('cancelled', words.cancelled);
        this.canRetry = true;
        this.become('failed', words.failed);
        if (!(error instanceof Disconnected)) console.error('lazaret-upload:', error);
      } finally {
        this.abort = null;
      }
    }

    async send() {
      const words = this.settings.texts;
      for (let attempt = 1; ; attempt += 1) {
        let answer;
        let delay = Math.min(8, 2 ** (attempt - 1)) * 1000;
        try {
          answer = await this.post();
        } catch (error) {
          if (!(error instanceof Disconnected) || attempt === attempts) throw error;
          this.become('retrying', words.reconnecting);
          await pause(delay, this.abort.signal);
          continue;
        }
        const isBusy = [429, 502, 503, 504].includes(answer.status);
        // A token that has run out meanwhile can be had anew, where there is somebody to ask.
        const mayRenew = answer.status === 401 && attempt === 1 && typeof this.settings.token === 'function';
        if (!isBusy && !mayRenew || attempt === attempts) return this.conclude(answer);
        if (isBusy) {
          delay = retryAfter(answer, delay / 1000);
          this.become('retrying', words.busy(Math.ceil(delay / 1000)));
          await pause(delay, this.abort.signal);
        }
      }
    }

    async post() {
      const { contactId, conversationId, wait, texts: words } = this.settings;
      const form = new FormData();
      if (contactId) form.append('contact_id', contactId);
      if (conversationId) form.append('conversation_id', conversationId);
      form.append('file', this.file, this.file.name);
      const fields = { ...(await this.authorization()), 'Idempotency-Key': this.key };
      if (wait !== undefined) fields.Prefer = wait > 0 ? `wait=${wait}` : 'respond-async';
      this.become('sending', words.sending(0), 0);
      return request('POST', new URL('upload', this.settings.url), {
        fields, body: form, signal: this.abort.signal,
        onProgress: (part) => {
          if (part >= 1) this.become('checking', words.checking);
          else this.become('sending', words.sending(Math.floor(part * 100)), part);
        },
      });
    }

    async authorization() {
      const { token } = this.settings;
      const value = typeof token === 'function' ? await token() : token;
      return value ? { Authorization: `Bearer ${value}` } : {};
    }

    async conclude(answer) {
      if (answer.status === 200) return this.judged(answer.body.attachment || { state: 'released' });
      if (answer.status === 202) return this.follow(answer);
      this.refuse(answer.status, answer.body);
    }

    /** Asks until the outcome is known. */
    async follow(answer) {
      const words = this.settings.texts;
      const where = new URL((answer.field('Location') || '').replace(/^\/+/, ''), this.settings.url);
      // The token goes to the gateway alone, whatever an answer says.
      if (where.origin !== new URL(this.settings.url).origin) throw new Error('Location is elsewhere');
      const end = Date.now() + patience;
      let delay = 700;
      let attachment = answer.body.attachment || {};
      while (!this.judged(attachment)) {
        this.become('checking', delay > 4000 ? words.checkingLong : words.checking);
        if (Date.now() > end) return this.become('held', words.checkingLong);
        await pause(delay, this.abort.signal);
        delay = Math.min(5000, delay * 1.5);
        try {
          const news = await request('GET', where, { fields: await this.authorization(), signal: this.abort.signal });
          if (news.status === 200) attachment = news.body;
          else if (news.status === 429 || news.status >= 500) delay = retryAfter(news, delay / 1000);
          // It is accepted, and only its outcome cannot be seen any more.
          else return this.become('held', words.checkingLong);
        } catch (error) {
          if (!(error instanceof Disconnected)) throw error;
        }
      }
    }

    /** Shows what became of it; `false` while that is open. */
    judged(attachment) {
      const words = this.settings.texts;
      this.attachment = attachment;
      switch (attachment.state) {
        case 'released': case 'delivered': this.become('released', words.released); return true;
        case 'infected': this.become('refused', words.refused); return true;
        case 'rejected':
          this.become('refused', attachment.verdict && attachment.verdict.outcome === 'mismatch' ? words.mismatch : words.refused);
          return true;
        case 'held': case 'failed': this.become('held', words.held); return true;
        default: return false;
      }
    }

    refuse(status, problem) {
      const words = this.settings.texts;
      const limit = typeof problem.limit_bytes === 'number' ? size(problem.limit_bytes) : '';
      this.problem = problem;
      const text = {
        401: words.unauthorized, 403: words.forbidden, 413: words.tooLarge(limit), 415: words.mismatch, 422: words.refused,
      }[status];
      this.canRetry = text === undefined;
      this.become(text === undefined ? 'failed' : 'refused', text || words.failed);
    }
  }

  // What is seen

  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /** One line of the list. */
  class Row {
    constructor(name, bytes, words) {
      this.words = words;
      this.name = name;
      this.element = make('li', 'lazaret-file');
      const title = make('span', 'lazaret-name');
      // Isolated, so that a name written from right to left does not turn the line around.
      title.append(make('bdi', '', name));
      title.title = name;
      this.bar = make('progress', 'lazaret-progress');
      this.bar.max = 1;
      this.bar.setAttribute('aria-label', name);
      this.state = make('span', 'lazaret-state');
      this.buttons = make('span', 'lazaret-buttons');
      this.element.append(title, make('span', 'lazaret-size', bytes === null ? '' : size(bytes)), this.buttons, this.bar, this.state);
    }

    show(state, text, progress) {
      this.element.dataset.state = state;
      this.state.textContent = text;
      this.bar.hidden = settled.has(state) || state === 'waiting';
      if (progress === null) this.bar.removeAttribute('value'); else this.bar.value = progress;
    }

    /** Buttons that stay the same stay in place, so that the keyboard's focus does. */
    offer(actions) {
      const labels = actions.map(([label]) => label).join('\n');
      if (labels === this.labels) return;
      this.labels = labels;
      const hadFocus = this.buttons.contains(document.activeElement);
      this.buttons.replaceChildren(...actions.map(([label, act]) => {
        const button = make('button', 'lazaret-action', label);
        button.type = 'button';
        button.setAttribute('aria-label', `${label}: ${this.name}`);
        button.addEventListener('click', act);
        return button;
      }));
      if (hadFocus && this.buttons.firstChild) this.buttons.firstChild.focus();
    }
  }

  class Uploader {
    constructor(element, options) {
      this.settings = { url: home, ...options, texts: { ...texts, ...options.texts } };
      this.own = options.texts;
      this.deliveries = new Set();
      this.queue = [];
      this.build(element);
      this.ready = this.load();
    }

    build(element) {
      const words = this.settings.texts;
      this.root = make('div', 'lazaret-upload');
      this.drop = make('div', 'lazaret-drop');
      this.input = make('input', 'lazaret-input');
      Object.assign(this.input, { type: 'file', multiple: true, hidden: true, tabIndex: -1 });
      this.button = make('button', 'lazaret-choose', words.choose);
      this.button.type = 'button';
      this.button.disabled = true;
      this.hint = make('p', 'lazaret-hint');
      this.hint.id = `lazaret-hint-${newKey()}`;
      this.button.setAttribute('aria-describedby', this.hint.id);
      const mark = make('span', 'lazaret-mark');
      mark.setAttribute('aria-hidden', 'true');
      this.lead = make('p', 'lazaret-lead', words.lead);
      this.or = make('p', 'lazaret-or', words.or);
      this.drop.append(mark, this.lead, this.or, this.button, this.input, this.hint);
      this.list = make('ul', 'lazaret-files');
      this.list.setAttribute('aria-label', words.list);
      this.live = make('p', 'lazaret-live');
      this.live.setAttribute('role', 'status');
      this.live.setAttribute('aria-live', 'polite');
      this.root.append(this.drop, this.list, this.live);
      element.replaceChildren(this.root);
      this.listen();
    }

    listen() {
      this.button.addEventListener('click', () => this.input.click());
      this.input.addEventListener('change', () => {
        this.add([...this.input.files]);
        // So that the same file can be chosen again.
        this.input.value = '';
      });
      const carriesFiles = (event) => [...(event.dataTransfer ? event.dataTransfer.types : [])].includes('Files');
      let depth = 0;
      const mark = (change) => { depth = Math.max(0, depth + change); this.drop.classList.toggle('lazaret-over', depth > 0); };
      this.drop.addEventListener('dragenter', (event) => { if (carriesFiles(event)) { event.preventDefault(); mark(1); } });
      this.drop.addEventListener('dragleave', (event) => { if (carriesFiles(event)) mark(-1); });
      this.drop.addEventListener('dragover', (event) => { if (carriesFiles(event)) event.preventDefault(); });
      this.drop.addEventListener('drop', (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        mark(-depth);
        const items = [...event.dataTransfer.items].filter((item) => item.kind === 'file');
        const folders = items.filter((item) => { const entry = item.webkitGetAsEntry && item.webkitGetAsEntry(); return entry && entry.isDirectory; });
        if (folders.length > 0) this.announce(this.settings.texts.folder);
        const names = new Set(folders.map((item) => item.webkitGetAsEntry().name));
        this.add([...event.dataTransfer.files].filter((file) => !names.has(file.name)));
      });
    }

    async load() {
      const words = this.settings.texts;
      try {
        const answer = await fetch(new URL('widget-config.json', this.settings.url));
        if (!answer.ok) throw new Error(`widget-config.json: ${answer.status}`);
        const configuration = await answer.json();
        this.limits = new Limits(configuration);
        this.speak(configuration.lazaret);
        this.input.accept = this.limits.accept;
        this.hint.textContent = words.hint(this.limits.names, size(this.limits.maxSize), this.limits.maxFiles);
        this.button.disabled = false;
      } catch (error) {
        this.hint.textContent = words.noLimits;
        console.error('lazaret-upload:', error);
      }
    }

    /** Uses the gateway's words, but where the page has its own. */
    speak({ language, texts: templates }) {
      const words = Object.assign(this.settings.texts, written(templates), this.own);
      if (templates && Object.keys(templates).length > 0) this.root.lang = language;
      for (const [element, text] of [[this.lead, words.lead], [this.or, words.or], [this.button, words.choose]]) element.textContent = text;
      this.list.setAttribute('aria-label', words.list);
    }

    /** Takes files in, whichever way they came. */
    async add(files) {
      await this.ready;
      if (!this.limits) return;
      const words = this.settings.texts;
      for (const file of files) {
        const running = [...this.deliveries].filter((delivery) => !settled.has(delivery.state)).length;
        const objection = running >= this.limits.maxFiles ? words.tooMany(this.limits.maxFiles) : this.limits.objection(file, words);
        if (objection) this.refuse(file, objection); else this.start(file);
      }
    }

    refuse(file, objection) {
      const row = new Row(file.name, file.size, this.settings.texts);
      row.show('refused', objection, null);
      row.offer([[this.settings.texts.dismiss, () => this.dismiss(row)]]);
      this.list.append(row.element);
      this.announce(`${file.name}: ${objection}`);
      this.report({ name: file.name, size: file.size, state: 'refused', attachment: null, problem: { error: objection } });
    }

    start(file) {
      const row = new Row(file.name, file.size, this.settings.texts);
      const delivery = new Delivery(file, this.settings, (changed, isNew) => this.show(row, changed, isNew));
      this.deliveries.add(delivery);
      this.list.append(row.element);
      this.show(row, delivery, false);
      this.enqueue(delivery);
    }

    enqueue(delivery) {
      this.queue.push(delivery);
      this.work();
    }

    async work() {
      if (this.running >= simultaneous) return;
      const next = this.queue.shift();
      if (!next) return;
      this.running = (this.running || 0) + 1;
      if (!settled.has(next.state)) await next.run();
      this.running -= 1;
      this.work();
    }

    show(row, delivery, isNew) {
      const words = this.settings.texts;
      row.show(delivery.state, delivery.text, delivery.progress);
      const isOver = settled.has(delivery.state);
      const actions = isOver ? [[words.dismiss, () => this.dismiss(row, delivery)]] : [[words.cancel, () => delivery.cancel()]];
      if (isOver && delivery.canRetry) actions.unshift([words.retry, () => { delivery.again(); this.enqueue(delivery); }]);
      row.offer(actions);
      if (!isNew) return;
      // Not every percent is read out.
      if (delivery.state !== 'sending') this.announce(`${delivery.file.name}: ${delivery.text}`);
      if (isOver) {
        const { state, attachment, problem } = delivery;
        this.report({ name: delivery.file.name, size: delivery.file.size, state, attachment, problem });
      }
    }

    dismiss(row, delivery) {
      this.deliveries.delete(delivery);
      row.element.remove();
      this.button.focus();
    }

    announce(text) { this.live.textContent = text; }

    report(outcome) { if (this.settings.onOutcome) this.settings.onOutcome(outcome); }
  }

  window.LazaretUpload = { texts, written, mount: (element, options = {}) => new Uploader(element, options) };
})();
