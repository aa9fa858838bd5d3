import type { ActionContext, RegistryContext } from '@/lib/actions';
import type { Actor, LogMessage } from '@/lib/model';
import type { LogsContext, ReadContext, RuleWithTarget } from '@/lib/reads';

/** A session of the caller's own, as its list gives it. */
export interface OwnSession {
  /** Eight digits that name it; no key to it. */
  readonly id: string;
  readonly method: 'persona' | 'link' | 'token';
  readonly userAgent: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  /** Whether this call came with it. */
  readonly current: boolean;
}

/** The sessions of one actor. */
export interface OwnSessions {
  ofActor(actor: Actor): Promise<readonly OwnSession[]>;
  /** Ends one of the actor's own sessions and answers it. @throws AppError `not-found`. */
  revokeOwn(actor: Actor, name: string): Promise<OwnSession>;
}

/** Answers that are not one JSON value: they flow, or are text. lib/http makes them; a surface without them leaves them out. */
export interface Transport {
  /** Snapshots and deltas of the topics that the request names. @throws AppError `invalid-input`. */
  live(): Promise<Response>;
  /** Messages of a log as server-sent events, made as they are read; `open` gets a signal that aborts when the viewer leaves. */
  logs(open: (signal: AbortSignal) => AsyncGenerator<LogMessage>): Promise<Response>;
  /** A log as a text file whose name is made from what was asked for. */
  logText(
    query: Readonly<Record<string, unknown>>,
    open: (signal: AbortSignal) => Promise<AsyncGenerator<string>>,
  ): Promise<Response>;
  /** The process in Prometheus' text format. */
  metrics(): Response;
}

/** What handlers stand on, all of it for the one actor who calls. lib/http fills it in from the runtime. */
export interface ApiContext {
  readonly actor: Actor;
  readonly reads: ReadContext;
  readonly logs: LogsContext;
  readonly actions: ActionContext;
  readonly registers: RegistryContext;
  readonly sessions: OwnSessions;
  readonly notificationRules: readonly RuleWithTarget[];
  readonly transport: Transport;
}
