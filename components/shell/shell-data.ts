import type { ReachState } from '@/lib/model';

/** What the frame around every page shows. All of it comes from outside: the shell asks nobody. */
export interface ShellData {
  /** Numbers beside the entries of the navigation; 0 and absent show nothing. `broken` is loud. */
  readonly counts: {
    readonly broken?: number;
    readonly health?: number;
    readonly rollouts?: number;
    readonly registry?: number;
    readonly changes?: number;
  };
  readonly clusters: readonly {
    readonly name: string;
    readonly state: ReachState;
    /** RFC 3339; null: never seen. */
    readonly observedAt: string | null;
  }[];
  readonly environments: readonly { readonly name: string; readonly title: string }[];
  readonly actor: {
    readonly name: string;
    /** Two letters. */
    readonly initials: string;
    /** Role and team: "Engineer, Payments". Stands on the button. */
    readonly subtitle: string;
  };
  readonly live: {
    readonly state: 'live' | 'reconnecting' | 'offline' | 'paused';
    /** When the stream last said anything: server's time in milliseconds; null: not yet. */
    readonly lastAt: number | null;
  };
}
