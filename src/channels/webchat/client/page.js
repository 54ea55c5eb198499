// The chat page: asks for a token, keeps the conversation over a reload, and starts anew when it is gone.
(() => {
  const { academy, locale, nonce, texts } = JSON.parse(document.getElementById('settings').textContent);
  const KEPT = 'permanence.conversation';
  const domain = `${location.origin}/v3/directline`;
  const FAILED = 4;
  const EXPIRED = 3;

  const notice = document.getElementById('notice');
  const message = document.getElementById('message');
  const retry = document.getElementById('retry');
  retry.addEventListener('click', open);
  open();

  async function open() {
    show(texts.loading, false);
    try {
      const conversation = (await resume()) ?? (await begin());
      render(conversation);
      notice.hidden = true;
    } catch {
      show(texts.failed, true);
    }
  }

  function show(text, failed) {
    notice.hidden = false;
    message.textContent = text;
    retry.hidden = !failed;
    retry.disabled = !failed;
  }

  async function begin() {
    const response = await post('/webchat/token', { academy, locale });
    if (!response.ok) throw new Error(`token: ${response.status}`);
    const { token, conversationId } = await response.json();
    keep({ token, conversationId });
    return { token };
  }

  // A reload goes on in the same conversation, also when its token has ended in the meantime.
  async function resume() {
    const kept = recall();
    if (!kept) return undefined;
    const response = await post('/v3/directline/tokens/refresh', undefined, kept.token);
    if ([401, 403, 404].includes(response.status)) {
      forget();
      return undefined;
    }
    // A hiccup of the server or a proxy: the conversation is there still, and can be tried again.
    if (!response.ok) throw new Error(`refresh: ${response.status}`);
    const { token, conversationId } = await response.json();
    keep({ token, conversationId });
    return { token, conversationId };
  }

  function post(path, body, token) {
    return fetch(path, {
      method: 'POST',
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  function render(conversation) {
    const directLine = window.WebChat.createDirectLine({ domain, ...conversation });
    directLine.connectionStatus$.subscribe((status) => {
      if (status !== FAILED && status !== EXPIRED) return;
      // The conversation is gone for good: keep nothing of it and let the person start anew.
      forget();
      show(texts.failed, true);
    });
    window.WebChat.renderWebChat(
      {
        directLine,
        locale: locale === 'en' ? 'en-US' : 'fr-FR',
        nonce,
        sendTypingIndicator: true,
        styleOptions: {
          hideUploadButton: true,
          suggestedActionLayout: 'flow',
          bubbleBackground: '#eef0f8',
          bubbleBorderRadius: 10,
          bubbleFromUserBackground: '#1f2a5a',
          bubbleFromUserTextColor: '#fff',
          bubbleFromUserBorderRadius: 10,
          accent: '#1f2a5a',
          subtle: '#595f6e',
          primaryFont: 'system-ui, sans-serif',
          rootHeight: '100%',
          rootWidth: '100%',
          autoScrollSnapOnPage: false,
        },
      },
      document.getElementById('chat'),
    );
  }

  // A tab's own storage: on a shared computer nothing is left when it is closed. It may be forbidden by the browser.
  function keep(conversation) {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(conversation));
    } catch {}
  }
  function recall() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT));
    } catch {
      return null;
    }
  }
  function forget() {
    try {
      sessionStorage.removeItem(KEPT);
    } catch {}
  }
})();
