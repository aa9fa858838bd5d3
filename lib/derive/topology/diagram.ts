import type { TopologyEdge } from '@/lib/model';
import type { GraphNode } from './graph';

type Drawn = Pick<GraphNode, 'id' | 'kind' | 'name'>;

/** A graph as a Mermaid flowchart, for a README. Names are escaped, so that nothing in them is read as markup. */
export function mermaidOf(nodes: readonly Drawn[], edges: readonly TopologyEdge[]): string {
  const keys = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const boxes = nodes.map(
    ({ id, name, kind }) => `  ${keys.get(id) ?? ''}["${mermaidText(name)}<br/>${mermaidText(kind)}"]`,
  );
  const arrows = edges.flatMap(({ from, to, kind }) => {
    const [a, b] = [keys.get(from), keys.get(to)];
    return a === undefined || b === undefined ? [] : [`  ${a} -->|${mermaidText(kind)}| ${b}`];
  });
  return ['flowchart LR', ...boxes, ...arrows, ''].join('\n');
}

/** The same for Graphviz. */
export function dotOf(nodes: readonly Drawn[], edges: readonly TopologyEdge[]): string {
  const boxes = nodes.map(({ id, name, kind }) => `  ${dotText(id)} [label=${dotText(`${name}\n${kind}`)}];`);
  const arrows = edges.map(
    ({ from, to, kind }) => `  ${dotText(from)} -> ${dotText(to)} [label=${dotText(kind)}];`,
  );
  return ['digraph topology {', '  rankdir=LR;', '  node [shape=box];', ...boxes, ...arrows, '}', ''].join(
    '\n',
  );
}

function mermaidText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} ._:/@-]/gu, (sign) => `#${sign.codePointAt(0) ?? 63};`);
}

function dotText(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
