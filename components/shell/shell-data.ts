import type { ReachState } from '@/lib/model';

/** The data of the frame around every page. The shell itself requests nothing. */
export interface ShellData {
  /** Numbers beside the entries of the navigation; 0 and absent show nothing. `broken` is highlighted. */
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
    /** Role and team, on the button: "Engineer, Payments". */
    readonly subtitle: string;
  };
  readonly live: {
    readonly state: 'live' | 'reconnecting' | 'offline' | 'paused';
    /** When the last message of the stream came: the server's time in milliseconds; null: not yet. */
    readonly lastAt: number | null;
  };
}
