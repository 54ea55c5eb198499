// The launcher on the academy's portal: a button, and the chat in a frame. Nothing of the chat is loaded before it is opened.
// It works as a plain, deferred, inlined or module script, is there once however often it is loaded, and stands again where a
// portal exchanges the content of its page. The portal drives it by `window.Permanence`.
(() => {
  if ('Permanence' in window) return;
  /** @type {Record<'fr' | 'en', Record<string, string>>} */
  const TEXTS = JSON.parse('__TEXTS__');
  const STYLE = '__STYLE__';
  const OPEN = 'permanence.open';
  const AWAY = 'permanence.away';
  /** Milliseconds after the frame has loaded, and in all, in which the chat says that it is there. */
  const READY = 1500;
  const PATIENCE = 20_000;
  /** Milliseconds between looks for what is out of order, while the page is looked at. */
  const LOOK = 60_000;
  const COLOUR = '#1f2a5a';

  const script = /** @type {HTMLScriptElement | null} */ (
    document.currentScript ?? document.querySelector('script[src*="/webchat/embed.js"]')
  );
  const set = script?.dataset ?? {};
  // Where the script stands in the page itself, it was copied from the service that wrote its address into it.
  const origin = script?.src ? new URL(script.src).origin : '__ORIGIN__';
  const state = {
    locale: localeOf(set.locale || document.documentElement.lang),
    academy: set.academy,
    isOpen: false,
    unread: 0,
    identity: '',
    /** What is out of order. */
    notices: '',
    /** Whether the chat has said that it is there. */
    ready: false,
  };

  const host = document.createElement('div');
  host.id = 'permanence-assistance';
  host.setAttribute('data-turbo-permanent', '');
  const root = host.attachShadow({ mode: 'open' });
  dress();
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'launcher';
  button.setAttribute('aria-haspopup', 'dialog');
  button.hidden = set.launcher === 'hidden';
  button.addEventListener('click', toggle);
  const told = document.createElement('div');
  told.className = 'unseen';
  told.setAttribute('role', 'status');
  const notice = document.createElement('div');
  notice.className = 'notice';
  notice.setAttribute('role', 'region');
  notice.hidden = true;
  const dismiss = document.createElement('button');
  dismiss.type = 'button';
  dismiss.addEventListener('click', () => {
    remember(state.notices, AWAY);
    label();
    button.focus();
  });
  notice.append(document.createElement('p'), dismiss);
  root.append(notice, button, told);
  /** @type {HTMLElement | undefined} */
  let panel;
  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  /** @type {Element | null} */
  let opener = null;

  window.addEventListener('message', hear);
  window.addEventListener('permanence:notices', showNotices);
  window.addEventListener('popstate', () => state.isOpen && isFull() && close());
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && state.isOpen) close();
  });
  Object.defineProperty(window, 'Permanence', {
    value: Object.freeze({ open, close, toggle, setLocale, setAcademy, identify, reset, on, off }),
  });
  window.visualViewport?.addEventListener('resize', fit);
  label();
  if (document.body) stand();
  else document.addEventListener('DOMContentLoaded', stand);

  /** Puts the launcher on the page, and again whenever the portal has exchanged its content. */
  function stand() {
    if (!host.isConnected) document.body.append(host);
    new MutationObserver(() => {
      if (host.isConnected || !document.body) return;
      document.body.append(host);
      // A frame that was taken out of the page loads anew.
      state.ready = false;
    }).observe(document.documentElement, { childList: true, subtree: true });
    tell('ready');
    if (!button.hidden) {
      look();
      setInterval(look, LOOK);
    }
    if (remembered() === '1') open({ focus: false });
  }

  /** Asks what is out of order: a script, which the portal's policy lets in where it lets this one in. Nothing of the person is sent. */
  function look() {
    if (document.hidden) return;
    const ask = document.createElement('script');
    const query = new URLSearchParams({ locale: state.locale });
    if (state.academy) query.set('academy', state.academy);
    ask.src = `${origin}/webchat/notices.js?${query}`;
    ask.nonce = script?.nonce ?? '';
    ask.referrerPolicy = 'no-referrer';
    for (const end of ['load', 'error']) ask.addEventListener(end, () => ask.remove());
    document.head.append(ask);
  }

  /** @param {Event} event */
  function showNotices(event) {
    const found = /** @type {CustomEvent<{ text: string }[]>} */ (event).detail;
    state.notices = found.map(({ text }) => text).join(' ');
    label();
  }

  /** Opens the chat. @param {{ focus?: boolean } | Event} [options] */
  function open(options) {
    if (state.isOpen) return;
    opener = document.activeElement;
    panel ??= build();
    state.isOpen = true;
    panel.hidden = false;
    remember('1');
    if (isFull()) history.pushState({ ...history.state, permanence: true }, '');
    label();
    // The person pressed something to get here, unless the page before this one had the chat open.
    if (!(options && 'focus' in options && options.focus === false)) frame?.focus();
    post('shown', { shown: true, full: isFull() });
    tell('open');
  }

  /** Closes it; the conversation goes on. */
  function close() {
    if (!state.isOpen || !panel) return;
    state.isOpen = false;
    panel.hidden = true;
    remember('');
    if (history.state?.permanence) history.back();
    label();
    post('shown', { shown: false });
    const back = button.hidden ? /** @type {HTMLElement | null} */ (opener) : button;
    back?.focus();
    tell('close');
  }

  function toggle() {
    if (state.isOpen) close();
    else open();
  }

  /** Changes the language: 'fr' or 'en'. @param {string} locale */
  function setLocale(locale) {
    state.locale = localeOf(locale);
    if (!button.hidden) look();
    label();
    post('locale', { locale: state.locale });
  }

  /** Changes the academy; an open conversation of another one is left. @param {string} academy */
  function setAcademy(academy) {
    if (academy === state.academy) return;
    state.academy = academy;
    if (!button.hidden) look();
    if (frame) frame.src = address();
  }

  /** Says who the person is, by a JWT that the portal's own server has signed. @param {string} token */
  function identify(token) {
    state.identity = token;
    post('identity', { token });
  }

  /** Forgets the person, at their sign-out: the next one begins anew. */
  function reset() {
    close();
    state.identity = '';
    state.unread = 0;
    panel?.remove();
    panel = undefined;
    frame = undefined;
    label();
    // What the frame keeps in this browser can be forgotten by a page of its own origin only.
    const broom = document.createElement('iframe');
    broom.hidden = true;
    broom.title = texts().title;
    broom.src = `${origin}/webchat?reset`;
    broom.addEventListener('load', () => setTimeout(() => broom.remove(), READY));
    root.append(broom);
  }

  /** Listens to 'ready', 'open', 'close', 'unread' or 'message'. @param {string} type @param {(event: any) => void} listener */
  function on(type, listener) {
    window.addEventListener(`permanence:${type}`, listener);
  }

  /** Listens no more. @param {string} type @param {(event: any) => void} listener */
  function off(type, listener) {
    window.removeEventListener(`permanence:${type}`, listener);
  }

  /** @param {string} type @param {object} [detail] */
  function tell(type, detail = {}) {
    window.dispatchEvent(new CustomEvent(`permanence:${type}`, { detail }));
  }

  /** @param {MessageEvent} event */
  function hear({ source, origin: theirs, data }) {
    if (!frame || source !== frame.contentWindow || theirs !== origin) return;
    if (data.permanence === 'ready') begin();
    if (data.permanence === 'close') close();
    if (data.permanence === 'message') tell('message', { count: data.count });
    if (data.permanence !== 'unread') return;
    state.unread = data.count;
    label();
    told.textContent = data.count > 0 ? news() : '';
    tell('unread', { count: data.count });
  }

  function begin() {
    state.ready = true;
    panel?.querySelector('.blocked')?.remove();
    post('shown', { shown: state.isOpen, full: isFull() });
    post('locale', { locale: state.locale });
    if (state.identity) post('identity', { token: state.identity });
  }

  /** @param {string} type @param {object} detail */
  function post(type, detail) {
    if (state.ready) frame?.contentWindow?.postMessage({ permanence: type, ...detail }, origin);
  }

  function build() {
    const box = document.createElement('div');
    box.className = 'panel';
    box.setAttribute('role', 'dialog');
    frame = document.createElement('iframe');
    frame.src = address();
    frame.addEventListener('load', () => setTimeout(doubt, READY));
    setTimeout(doubt, PATIENCE);
    box.append(frame);
    root.append(box);
    return box;
  }

  /** The chat does not say that it is there: the portal may not show it, or a network keeps it away. */
  function doubt() {
    if (state.ready || !panel || panel.querySelector('.blocked')) return;
    const box = document.createElement('div');
    box.className = 'blocked';
    const text = document.createElement('p');
    text.textContent = texts().blocked ?? '';
    const link = document.createElement('a');
    link.href = address();
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = texts().elsewhere ?? '';
    box.append(text, link);
    panel.prepend(box);
    told.textContent = text.textContent;
    if (state.isOpen) link.focus();
  }

  function address() {
    const query = new URLSearchParams({ locale: state.locale });
    if (state.academy) query.set('academy', state.academy);
    if (set.theme) query.set('theme', set.theme);
    if (colour() !== COLOUR) query.set('color', colour().slice(1));
    return `${origin}/webchat?${query}`;
  }

  function label() {
    const { title = '', open: ask = '', close: shut = '', incident = '', away = '' } = texts();
    for (const part of [host, button, panel, frame]) if (part) part.lang = state.locale;
    button.textContent = state.isOpen ? shut : state.unread > 0 ? `${ask} (${news()})` : ask;
    button.setAttribute('aria-expanded', String(state.isOpen));
    // In the chat they stand above the conversation.
    notice.hidden = state.isOpen || !state.notices || state.notices === remembered(AWAY);
    if (notice.firstChild) notice.firstChild.textContent = `${incident} ${state.notices}`;
    notice.setAttribute('aria-label', title);
    dismiss.setAttribute('aria-label', away);
    panel?.setAttribute('aria-label', title);
    if (frame) frame.title = title;
    // Over the whole of a small screen, the rest of the page is not there.
    panel?.setAttribute('aria-modal', String(state.isOpen && isFull()));
    host.classList.toggle('open', state.isOpen);
  }

  function news() {
    const { one = '', other = '' } = texts();
    return (state.unread === 1 ? one : other).replace('{count}', String(state.unread));
  }

  function texts() {
    return TEXTS[state.locale];
  }

  /** @param {string} [locale] @returns {'fr' | 'en'} */
  function localeOf(locale = '') {
    return locale.toLowerCase().startsWith('en') ? 'en' : 'fr';
  }

  function isFull() {
    return matchMedia('(max-width: 480px), (max-height: 480px)').matches;
  }

  /** Over the whole of a phone, the panel ends above the keyboard. */
  function fit() {
    const view = window.visualViewport;
    if (!view || !panel) return;
    const full = isFull() && view.scale < 1.05;
    panel.style.height = full ? `${view.height}px` : '';
    panel.style.top = full ? `${view.offsetTop}px` : '';
  }

  function dress() {
    host.style.setProperty('--colour', colour());
    host.classList.add(set.position === 'left' ? 'left' : 'right', set.theme === 'dsfr' ? 'dsfr' : 'own');
    try {
      // Made by script, so that a portal's Content-Security-Policy has nothing against it.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch {
      const style = document.createElement('style');
      style.textContent = STYLE;
      root.append(style);
    }
  }

  /** The portal's colour, if white can be read on it. */
  function colour() {
    const wanted = set.color ?? (set.theme === 'dsfr' ? '#000091' : COLOUR);
    if (/^#[0-9a-f]{6}$/i.test(wanted) && 1.05 / (luminance(wanted) + 0.05) >= 4.5) return wanted;
    // biome-ignore lint/suspicious/noConsole: the only way to tell who writes the portal
    console.warn(
      `Permanence: data-color="${wanted}" is not used; white on it must have a contrast of 4.5:1.`,
    );
    return COLOUR;
  }

  /** @param {string} hex */
  function luminance(hex) {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  // Of the portal's own origin, for as long as the tab lives; it may be forbidden, which does no harm.
  function remembered(name = OPEN) {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return '';
    }
  }

  /** @param {string} value */
  function remember(value, name = OPEN) {
    try {
      if (value) sessionStorage.setItem(name, value);
      else sessionStorage.removeItem(name);
    } catch {}
  }
})();
