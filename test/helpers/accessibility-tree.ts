import type { Page } from 'playwright-core';

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly childIds?: readonly string[];
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly description?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

/** Boxes without a meaning of their own, and pieces of a line of text. */
const SILENT = new Set(['none', 'generic', 'InlineTextBox', 'LineBreak', 'ListMarker']);
const STATES = ['pressed', 'checked', 'expanded', 'disabled', 'invalid', 'modal'];

/**
 * What Chromium hands to a screen reader of a page, a line for each node in the order of reading: `role "name" (states) – description`.
 * Texts stand as they are read; no-break spaces are spaces.
 */
export async function readAloud(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const walk = (node: AxNode) => {
    const line = lineOf(node);
    if (line) lines.push(line);
    // What a button or link is called is its name; its text is not read again.
    if (line && NAMED.has(node.role?.value ?? '')) return;
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child) walk(child);
    }
  };
  if (nodes[0]) walk(nodes[0]);
  return lines;
}

const NAMED = new Set(['button', 'link', 'textbox', 'heading', 'switch']);

function lineOf({ ignored, role, name, description, properties = [] }: AxNode): string {
  const kind = role?.value ?? '';
  if (ignored || SILENT.has(kind)) return '';
  const words = name?.value.replaceAll(/[\u00a0\u202f]/g, ' ').trim() ?? '';
  if (kind === 'StaticText') return words;
  const states = properties
    .filter(
      ({ name: state, value }) =>
        STATES.includes(state) && ![false, 'false', undefined].includes(value.value as never),
    )
    .map(({ name: state, value }) =>
      value.value === true || value.value === 'true' ? state : `${state}: ${value.value}`,
    );
  return [
    kind,
    words && `"${words}"`,
    states.length > 0 && `(${states.join(', ')})`,
    description?.value && `– ${description.value.replaceAll(/[\u00a0\u202f]/g, ' ')}`,
  ]
    .filter(Boolean)
    .join(' ');
}
