import type { SideChoice } from '@/lib/model';
import type { UrlState } from '../list/use-url-state';

export interface Sides {
  readonly left: string;
  readonly right: string;
  readonly turn: () => void;
  readonly choose: (side: 'left' | 'right', value: string) => void;
}

/** The two sides that the address names, else the default ones. To choose the other side's value swaps them. */
export function sidesOf(url: UrlState, usual: readonly string[]): Sides {
  const left = url.get('left') || (usual[0] ?? '');
  const right = url.get('right') || (usual[1] ?? '');
  const turn = (): void => url.put({ left: right, right: left });
  return {
    left,
    right,
    turn,
    choose: (side, value) => {
      const other = side === 'left' ? right : left;
      if (value === other) turn();
      else url.put({ left, right, [side]: value });
    },
  };
}

/** `Production`; the name of a cluster with the word "cluster". */
export function choiceLabel({ kind, title }: Pick<SideChoice, 'kind' | 'title'>): string {
  return kind === 'cluster' ? `Cluster ${title}` : title;
}
