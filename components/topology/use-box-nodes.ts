'use client';
import { useEffect, useMemo, useState } from 'react';
import type { Health } from '@/lib/model';
import { boxHealth, boxName, environmentsOf, placedDetail } from './box-words';
import type { DrawnBox } from './collapse';
import { BOX_HEIGHT, BOX_WIDTH } from './layout-types';
import type { BoxNode } from './map-node';
import type { LaidOut } from './use-layout';

/** The number of boxes that one frame adds to the map: a longer task would block the page. */
const AT_ONCE = 24;

interface BoxNodesOptions {
  readonly laid: LaidOut;
  readonly node: string | null;
  readonly find: string;
  readonly onPick: (id: string) => void;
}

/** The boxes as React Flow's nodes; an unchanged box is the same object as before. */
export function useBoxNodes({ laid, node, find, onPick }: BoxNodesOptions) {
  const { drawn, layout } = laid;
  const [tabAt, setTab] = useState<string | null>(null);
  const ties = useMemo(() => countTies(drawn.lines), [drawn.lines]);
  const wanted = find.trim().toLowerCase();
  const there = useMemo(() => fromTheTop(drawn.boxes, layout.boxes), [drawn.boxes, layout]);
  const tab =
    [tabAt, node].find((id) => id !== null && layout.boxes[id] !== undefined) ?? there[0]?.id ?? null;
  const isMixed = useMemo(() => environmentsOf(drawn.boxes).size > 1, [drawn.boxes]);
  const [cache] = useState(() => new Map<string, BoxNode>());
  const limit = useGradual(there.length, laid.view);

  const nodes = useMemo(
    () =>
      there.slice(0, limit).flatMap((box): BoxNode[] => {
        const position = layout.boxes[box.id];
        if (position === undefined) return [];
        const detail = placedDetail(box, isMixed);
        const data: BoxNode['data'] = {
          box,
          detail,
          health: boxHealth(box),
          name: boxName(box, ties.get(box.id) ?? { callers: 0, callees: 0 }, detail),
          selected: box.id === node,
          found: wanted === '' ? null : matches(box, wanted),
          tab: box.id === tab,
          onPick,
        };
        return [
          kept(cache, {
            id: box.id,
            type: 'box',
            position,
            data,
            width: BOX_WIDTH,
            height: BOX_HEIGHT,
            zIndex: data.selected ? 2 : 1,
          }),
        ];
      }),
    [there, layout, limit, ties, node, wanted, tab, isMixed, onPick, cache],
  );
  const trouble = useMemo(
    () => new Map<string, Health>(drawn.boxes.map((box) => [box.id, boxHealth(box)])),
    [drawn.boxes],
  );
  return { nodes, trouble, tab, setTab };
}

/** Boxes at the top are added first. */
function fromTheTop(boxes: readonly DrawnBox[], at: LaidOut['layout']['boxes']): DrawnBox[] {
  const y = (box: DrawnBox): number => at[box.id]?.y ?? 0;
  return boxes.filter(({ id }) => at[id] !== undefined).sort((a, b) => y(a) - y(b));
}

export function matches(box: DrawnBox, wanted: string): boolean {
  return (
    box.label.toLowerCase().includes(wanted) ||
    box.members.some((node) => node.name.toLowerCase().includes(wanted))
  );
}

function countTies(lines: LaidOut['drawn']['lines']): Map<string, { callers: number; callees: number }> {
  const counts = new Map<string, { callers: number; callees: number }>();
  const at = (id: string) => {
    const held = counts.get(id) ?? { callers: 0, callees: 0 };
    counts.set(id, held);
    return held;
  };
  for (const { from, to } of lines) {
    at(from).callees += 1;
    at(to).callers += 1;
  }
  return counts;
}

function kept(cache: Map<string, BoxNode>, next: BoxNode): BoxNode {
  const held = cache.get(next.id);
  if (held !== undefined && same(held, next)) return held;
  cache.set(next.id, next);
  return next;
}

function same(a: BoxNode, b: BoxNode): boolean {
  const sameBox =
    a.data.box.node === b.data.box.node &&
    a.data.box.label === b.data.box.label &&
    a.data.box.members.length === b.data.box.members.length;
  return (
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    sameBox &&
    (['health', 'name', 'selected', 'found', 'tab', 'onPick'] as const).every(
      (key) => a.data[key] === b.data[key],
    )
  );
}

/** How many of `count` boxes may be on the map now: more with each frame; from the beginning for another view. */
function useGradual(count: number, view: string): number {
  const [state, setState] = useState({ view, limit: AT_ONCE });
  if (state.view !== view) setState({ view, limit: AT_ONCE });
  useEffect(() => {
    if (state.limit >= count) return;
    const frame = requestAnimationFrame(() =>
      setState((before) => ({ ...before, limit: before.limit + AT_ONCE })),
    );
    return () => cancelAnimationFrame(frame);
  }, [state.limit, count, state.view]);
  return state.limit;
}
