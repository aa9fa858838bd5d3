import type { RequestOptions } from 'node:https';
import type { ContextSpec } from './contexts';
import { KubeFailure, firstLine } from './failure';
import type { ClusterTimers } from './timers';

/** What requests to one API server need: its address, credentials and TLS. */
export interface Connection {
  readonly server: string;
  /** Host and port, for sentences. */
  readonly host: string;
  /** Headers and TLS options for one request. Throws KubeFailure when the credentials cannot be fetched. */
  authorize(): Promise<Credentials>;
  /** The server refused the credentials: they are fetched again, at most every 30 s (an exec plugin may be slow or may ask a person). */
  refused(): void;
}

export interface Credentials {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly tls: Omit<RequestOptions, 'headers' | 'agent'>;
  /** The agent for the proxy that the kubeconfig names, if it names one. */
  readonly proxy: RequestOptions['agent'];
}

const RENEW_MS_MIN = 30_000;

/** A connection for a usable context, by client-node's kubeconfig: tokens, certificates, exec plugins, OIDC. */
export function createConnection(spec: ContextSpec, timers: ClusterTimers): Connection {
  const load = spec.kubeConfig;
  if (load === null) throw new TypeError(`the context ${spec.name} cannot be used`);
  const host = new URL(spec.server).host;
  let config = load();
  let renewedAt = timers.now().getTime();
  let underWay: Promise<Credentials> | null = null;

  const fetchCredentials = async (): Promise<Credentials> => {
    try {
      const headers: Record<string, string> = {};
      const options: RequestOptions = { headers };
      await config.applyToHTTPSOptions(options);
      const { agent, headers: _filled, ...tls } = options;
      return {
        headers: { ...headers, ...spec.headers },
        tls,
        proxy: config.getCurrentCluster()?.proxyUrl ? agent : undefined,
      };
    } catch (error) {
      const why = firstLine(error instanceof Error ? error.message : String(error));
      throw new KubeFailure(`The credentials for ${host} cannot be obtained: ${why}`, { cause: error });
    }
  };
  return {
    server: spec.server,
    host,
    authorize() {
      // One fetch at a time: an exec plugin that hangs must not be started again with every heartbeat.
      underWay ??= fetchCredentials().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    refused() {
      const now = timers.now().getTime();
      if (now - renewedAt < RENEW_MS_MIN) return;
      renewedAt = now;
      config = load();
    },
  };
}
