import { isIPv6 } from 'node:net';
import { Client, credentials, type ChannelOptions, type ServiceError } from '@grpc/grpc-js';
import { fromJSON, type ServiceDefinition } from '@grpc/proto-loader';
import type { ProbeAnswer } from './ask';
import type { ProbeTarget } from './target';

/** grpc.health.v1 (github.com/grpc/grpc-proto/blob/master/grpc/health/v1/health.proto): the part that a probe needs. */
const PROTO = {
  nested: {
    'grpc.health.v1': {
      nested: {
        Health: {
          methods: {
            Check: { requestType: 'HealthCheckRequest', responseType: 'HealthCheckResponse', comment: '' },
          },
        },
        HealthCheckRequest: { fields: { service: { type: 'string', id: 1 } } },
        HealthCheckResponse: {
          fields: { status: { type: 'ServingStatus', id: 1 } },
          nested: {
            ServingStatus: { values: { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2, SERVICE_UNKNOWN: 3 } },
          },
        },
      },
    },
  },
};
const STATUSES = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'] as const;

const health = fromJSON(PROTO, { enums: String, defaults: true })[
  'grpc.health.v1.Health'
] as ServiceDefinition;

/** A health answer has 2 bytes. A much longer message is not one. */
const ANSWER_BYTES_MAX = 1024;

function channelOptions(authority: string): ChannelOptions {
  return {
    'grpc.default_authority': authority,
    'grpc.primary_user_agent': 'pilothouse-probe',
    // A proxy from the environment would replace the address that the guard has allowed.
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0,
    'grpc.enable_channelz': 0,
    'grpc.service_config_disable_resolution': 1,
    'grpc.use_local_subchannel_pool': 1,
    'grpc.max_receive_message_length': ANSWER_BYTES_MAX,
  };
}

/**
 * `grpc.health.v1.Health/Check` over plain HTTP/2, only to the address of the target: nothing is resolved. Rejects when there was no
 * answer, with the code of the operating system where there is one.
 */
export async function checkGrpcHealth(
  { address, port, host, path }: ProbeTarget,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  signal.throwIfAborted();
  const dialled = isIPv6(address) ? `ipv6:[${address}]:${port}` : `ipv4:${address}:${port}`;
  const client = new Client(dialled, credentials.createInsecure(), channelOptions(host));
  try {
    return await new Promise((resolve, reject) => {
      let hasAnswered = false;
      const { Check } = health;
      if (Check === undefined) throw new Error('The definition of grpc.health.v1 has no Check.');
      const call = client.makeUnaryRequest(
        Check.path,
        Check.requestSerialize,
        Check.responseDeserialize,
        { service: path },
        (error, response) => {
          if (error === null) resolve(answerOf(response));
          else if (!signal.aborted && (hasAnswered || isFromServer(error)))
            resolve({ status: 'critical', what: `gRPC status ${error.code}` });
          else reject(connectionError(error));
        },
      );
      call.on('metadata', () => (hasAnswered = true));
      signal.addEventListener('abort', () => call.cancel(), { once: true });
    });
  } finally {
    client.close();
  }
}

function answerOf(response: object | undefined): ProbeAnswer {
  const said = response !== undefined && 'status' in response ? response.status : undefined;
  const what = STATUSES.find((status) => status === said) ?? 'UNKNOWN';
  return { status: what === 'SERVING' ? 'passing' : 'critical', what };
}

/** Whether the server sent this status: only then does it have response headers, and every server sends some. */
function isFromServer({ metadata }: ServiceError): boolean {
  return Object.keys(metadata.getMap()).length > 0;
}

/** grpc-js has the code of the operating system (`ECONNREFUSED`) only in its message. */
function connectionError(error: ServiceError): Error {
  const failure = new Error('The gRPC server did not answer.', { cause: error });
  const [code] = /\bE[A-Z]{4,}\b/u.exec(error.details) ?? [];
  return code === undefined ? failure : Object.assign(failure, { code });
}
