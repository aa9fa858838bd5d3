import { z } from 'zod';
import type { Config, MetricsSettings } from './settings';

/** `starting`: not read yet; `live`: the last reading is good; `silent`: it does not answer, and its last reading is shown with its age. */
export const SOURCE_STATES = ['starting', 'live', 'silent'] as const;

/** How old the last reading of a source is, and why. */
export const sourceAgeSchema = z.object({
  state: z.enum(SOURCE_STATES),
  /** When it last answered; null: never since the start. */
  observedAt: z.string().nullable(),
  /** What is wrong, as a sentence; null: nothing. */
  sentence: z.string().nullable(),
});
export type SourceAge = z.infer<typeof sourceAgeSchema>;

/** How much is read of a source, and how long it may take. A reading that exceeds a bound fails as a whole. */
export interface SourceBounds {
  /** For one answer, from the request to its last byte. */
  readonly answerMs: number;
  /** The largest body of one answer. */
  readonly answerBytes: number;
  /** For a whole reading, of however many answers. */
  readonly readingMs: number;
}

export interface SourceRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: URLSearchParams | string;
}

export interface SourceResponse {
  readonly status: number;
  readonly text: string;
}

/** What a source is read with. */
export interface SourceClient {
  /**
   * Sends one request within the bounds of the source. A redirect is an answer like any other: credentials go to no other address.
   *
   * @throws SourceUnread
   */
  request(request: SourceRequest): Promise<SourceResponse>;
  /** Aborted when the reading takes too long, or the process stops. */
  readonly signal: AbortSignal;
}

/** Something outside the clusters that Pilothouse reads again and again, such as one Prometheus. */
export interface ExternalSource<Value> {
  /** Unique among the sources of its kind; it is shown, so it holds no credentials. */
  readonly name: string;
  readonly intervalMs: number;
  readonly bounds: SourceBounds;
  /**
   * Reads it once: everything or nothing.
   *
   * @throws SourceUnread
   */
  readonly read: (client: SourceClient) => Promise<Value>;
}

/** What sources are made from. */
export interface SourceSettings {
  readonly config: Config;
  /** Bearer tokens, by the address that each is for. */
  readonly tokens: ReadonlyMap<string, string>;
  /** PromQL by the name of what it asks for. The job that reads the answers decides it. */
  readonly metricQueries: (source: MetricsSettings) => Readonly<Record<string, string>>;
}

/** Makes the sources of one kind: those that the settings name. */
export type SourceKind<Value> = (settings: SourceSettings) => readonly ExternalSource<Value>[];

/** What a source answered last. */
export interface SourceReading<Value> {
  readonly name: string;
  readonly value: Value;
  readonly observedAt: string;
  /** Whether the source does not answer any more. */
  readonly isOld: boolean;
}

/** Why a source could not be read, as a sentence for people. It holds nothing that was sent, and no credentials. */
export class SourceUnread extends Error {
  override readonly name = 'SourceUnread';
}

/** Whether a thrown value is a SourceUnread; safe across bundles. */
export function isSourceUnread(error: unknown): error is SourceUnread {
  return error instanceof Error && error.name === 'SourceUnread';
}

/** One series of the answer to an instant query: its labels and its value. */
export interface MetricSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The answers of one Prometheus, by the names of the queries. */
export type MetricAnswers = Readonly<Record<string, readonly MetricSample[]>>;
