// The launcher on the academy's portal: a button, and the chat in a frame. Nothing of the chat is loaded before the click.
(() => {
  const TEXTS = '__TEXTS__';
  const script = document.currentScript;
  const origin = new URL(script.src).origin;
  const locale = (script.dataset.locale || document.documentElement.lang || 'fr')
    .toLowerCase()
    .startsWith('en')
    ? 'en'
    : 'fr';
  const texts = TEXTS[locale];
  const query = new URLSearchParams({ locale });
  if (script.dataset.academy) query.set('academy', script.dataset.academy);

  const button = style(document.createElement('button'), {
    position: 'fixed',
    right: '16px',
    bottom: '16px',
    zIndex: '2147483000',
    maxWidth: 'calc(100vw - 32px)',
    padding: '12px 20px',
    minHeight: '48px',
    font: '600 16px/1.2 system-ui, sans-serif',
    color: '#fff',
    background: '#1f2a5a',
    border: '2px solid #fff',
    borderRadius: '24px',
    boxShadow: '0 2px 10px rgba(0,0,0,.35)',
    cursor: 'pointer',
  });
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-haspopup', 'dialog');
  button.textContent = texts.open;

  let panel;
  button.addEventListener('click', () => (panel && !panel.hidden ? close() : open()));
  document.addEventListener(
    'keydown',
    (event) => event.key === 'Escape' && panel && !panel.hidden && close(),
  );
  if (document.body) document.body.append(button);
  else document.addEventListener('DOMContentLoaded', () => document.body.append(button));

  function open() {
    panel ??= build();
    panel.hidden = false;
    panel.style.display = 'block';
    label(texts.close, 'true');
    panel.querySelector('iframe').focus();
  }

  function close() {
    panel.hidden = true;
    panel.style.display = 'none';
    label(texts.open, 'false');
    button.focus();
  }

  function label(text, expanded) {
    button.textContent = text;
    button.setAttribute('aria-expanded', expanded);
  }

  function build() {
    const frame = style(document.createElement('iframe'), {
      width: '100%',
      height: '100%',
      border: '0',
      display: 'block',
    });
    frame.title = texts.title;
    frame.src = `${origin}/webchat?${query}`;
    const box = style(document.createElement('div'), {
      position: 'fixed',
      right: '16px',
      bottom: '80px',
      zIndex: '2147483000',
      width: 'min(400px, calc(100vw - 32px))',
      height: 'min(640px, calc(100vh - 112px))',
      background: '#fff',
      borderRadius: '12px',
      overflow: 'hidden',
      boxShadow: '0 4px 24px rgba(0,0,0,.4)',
    });
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', texts.title);
    box.append(frame);
    document.body.append(box);
    return box;
  }

  function style(element, rules) {
    return Object.assign(element.style, rules) && element;
  }
})();
