import { AppError, heartbeatSchema } from '@/lib/model';
import { mayRegister } from '@/lib/policy';
import { parse } from '../input';
import { ProtocolError } from '../problem';
import type { FrontAnswer, FrontCall } from './call';

/** `/api/v1/registry/instances/{service}/{id}/heartbeat` */
export const HEARTBEAT = /^\/api\/v1\/registry\/instances\/[^/?]+\/[^/?]+\/heartbeat(\?|$)/;

const ANSWER: FrontAnswer = { operation: 'heartbeatInstance', status: 200, body: '{"ok":true}' };

/** Takes a heartbeat: without a body it reports `passing`. */
export async function answerHeartbeat(call: FrontCall): Promise<FrontAnswer> {
  if (call.method !== 'PUT') {
    const sentence = `${call.method} is not allowed here; expected PUT.`;
    throw new ProtocolError('method-not-allowed', sentence, { allow: 'PUT' });
  }
  const [, , , , service = '', id = ''] = call.path;
  const access = mayRegister(call.actor, service);
  if (!access.allowed) throw new AppError('forbidden', access.reason);
  const { status, output } = parse(heartbeatSchema, await call.json());
  await call.runtime.registry.report({ service, id }, { check: null, status, output });
  return ANSWER;
}
