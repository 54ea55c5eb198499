// Where the keyboard of a phone lies over the page instead of making it smaller, the page makes itself smaller.

/** Keeps the height of the page at what can be seen of it. */
export function followKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  view.addEventListener('resize', () => {
    // Who magnifies the page wants a part of it.
    const height = view.scale > 1.05 ? '' : `${view.height}px`;
    document.documentElement.style.setProperty('--seen', height);
  });
}
