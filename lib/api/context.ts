import type { ServerResponse } from 'node:http';
import type { ActionContext, RegistryContext } from '@/lib/actions';
import type { Actor, LogMessage, OwnSession } from '@/lib/model';
import type { LogsContext, ReadContext, RuleWithTarget } from '@/lib/reads';

/** The sessions of one actor. */
export interface OwnSessions {
  ofActor(actor: Actor): Promise<readonly OwnSession[]>;
  /** Ends one of the actor's own sessions and returns it. @throws AppError `not-found`. */
  revokeOwn(actor: Actor, name: string): Promise<OwnSession>;
}

/** An answer that is written piece by piece: head first, then what comes. The answer to HEAD ends after the head. */
export interface Streamed {
  sendTo(response: ServerResponse): void;
}

/** Answers that are not one JSON value: streams, or text. lib/http/front makes them; a surface without them leaves them out. */
export interface Transport {
  /** Snapshots and deltas of the topics that the request names. @throws AppError `invalid-input`. */
  live(): Promise<Response | Streamed>;
  /** Messages of a log as server-sent events, produced as they are read; `open` gets a signal that aborts when the viewer leaves. */
  logs(open: (signal: AbortSignal) => AsyncGenerator<LogMessage>): Promise<Response | Streamed>;
  /** A log as a text file, with a name made from the query. */
  logText(
    query: Readonly<Record<string, unknown>>,
    open: (signal: AbortSignal) => Promise<AsyncGenerator<string>>,
  ): Promise<Response | Streamed>;
  /** The metrics of the process in Prometheus' text format. */
  metrics(): Promise<Response>;
}

/** What handlers are given, all of it for the calling actor. lib/http makes it from the runtime. */
export interface ApiContext {
  readonly actor: Actor;
  readonly reads: ReadContext;
  readonly logs: LogsContext;
  readonly actions: ActionContext;
  readonly registers: RegistryContext;
  readonly sessions: OwnSessions;
  readonly notificationRules: readonly RuleWithTarget[];
}
