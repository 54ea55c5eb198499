/** What `/webchat/demo` has before its text: the launcher, buttons that drive it, and what it tells. For whoever builds a portal. */
export function demoLead(nonce: string): string {
  const calls = [
    'open()',
    'close()',
    'toggle()',
    "setLocale('en')",
    "setLocale('fr')",
    "setAcademy('paris')",
    "setAcademy('lyon')",
    'reset()',
  ];
  const buttons = calls.map(
    (call) => `<button type="button" data-call="${call}">Permanence.${call}</button>`,
  );
  return `<script src="/webchat/embed.js" nonce="${nonce}" data-academy="lyon" defer></script>
<p>${buttons.join(' ')}</p>
<output id="events" aria-label="permanence:…"></output>
<script type="module" nonce="${nonce}">
const calls = {
  ${calls.map((call) => `${JSON.stringify(call)}: () => Permanence.${call}`).join(',\n  ')}
};
document.addEventListener('click', ({ target }) => calls[target.dataset?.call]?.());
const events = document.getElementById('events');
const note = (type, detail) => events.append(type + ' ' + JSON.stringify(detail) + '\\n');
note('ready', {});
for (const type of ['open', 'close', 'unread', 'message']) Permanence.on(type, ({ detail }) => note(type, detail));
</script>`;
}
