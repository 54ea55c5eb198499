import type { AnyStateNode } from 'xstate';

/** A flow as a Mermaid state diagram: its states, and its transitions with the events that cause them. */
export function drawFlow(flow: AnyStateNode): string {
  const states = Object.values(flow.states).filter(({ type }) => type !== 'history');
  const initial = flow.initial.target[0]?.key;
  const lines = states.flatMap((node) =>
    edgesOf(node, flow).map(({ target, label }) => `  ${node.key} --> ${target}: ${label}`),
  );
  return `\`\`\`mermaid\nstateDiagram-v2\n  [*] --> ${initial}\n${[...new Set(lines)].join('\n')}\n\`\`\`\n`;
}

function edgesOf(node: AnyStateNode, flow: AnyStateNode): { target: string; label: string }[] {
  const transitions = [...node.transitions.values(), node.always ?? []].flat();
  return transitions.flatMap(({ target, eventType, guard }) =>
    (target ?? []).map((to) => ({
      // Mermaid knows states by their names alone; those outside of the flow stand for themselves.
      target: partOf(flow, to),
      label: [nameOf(eventType), conditionOf(guard)].filter(Boolean).join(' ') || 'otherwise',
    })),
  );
}

/** The state of the drawing in which a target lies. */
function partOf(flow: AnyStateNode, target: AnyStateNode): string {
  let node = target;
  while (node.parent && node.parent !== flow) node = node.parent;
  return node.parent === flow ? node.key : target.key;
}

function nameOf(eventType: string): string {
  if (eventType === '') return '';
  return eventType.startsWith('xstate.after') ? 'after the wait' : eventType;
}

function conditionOf(guard: unknown): string {
  if (typeof guard === 'string') return `[${guard}]`;
  const { type, params } = (guard ?? {}) as { type?: string; params?: object };
  if (!type) return '';
  const wanted = Object.entries(params ?? {}).map(([name, value]) => `${name} = ${value}`);
  return `[${wanted.join(', ') || type}]`;
}
