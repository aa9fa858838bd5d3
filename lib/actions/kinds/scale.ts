import { ACTION_TRAITS, invalidField, kindsFor, traitsOf, type Consequence } from '@/lib/model';
import { judgeRollout } from '../judge-rollout';
import { numberAt, recordAt } from '../plan/raw';
import { scaleOf } from '../plan/replacement';
import type { ActionKind } from './kind';

/** Sets the number of replicas of a workload. */
export const scale: ActionKind<'scale', null> = {
  traits: ACTION_TRAITS.scale,
  field: 'params.replicas',
  subject: 'the replicas',
  check({ target }) {
    if (ACTION_TRAITS.scale.fits(traitsOf(target.kind))) return;
    const fitting = kindsFor('scale').join(' or ');
    const message = `A ${target.kind} has no replicas to scale; expected ${fitting}.`;
    throw invalidField('target.kind', message);
  },
  replacedValue({ params }, live) {
    const before = numberAt(live, 'spec', 'replicas') ?? 1;
    if (before !== params.replicas) return { before: String(before) };
    throw invalidField('params.replicas', `It already has ${before}: nothing would change.`);
  },
  patch: ({ intent }) => ({ spec: { replicas: intent.params.replicas } }),
  owns: (fields) => 'f:replicas' in recordAt(fields, 'f:spec'),
  title: ({ intent, replaced }) =>
    `Scale ${intent.target.name} ${replaced.before} → ${intent.params.replicas}`,
  conflicts({ intent }, { autoscaler }) {
    if (autoscaler === null) return [];
    const { name } = autoscaler.metadata;
    const { minReplicas, maxReplicas } = autoscaler.spec;
    const sentence =
      intent.params.replicas === 0
        ? `The autoscaler ${name} stops working while the replicas are zero, until somebody scales it up again.`
        : `The autoscaler ${name} keeps it between ${minReplicas} and ${maxReplicas} and may set another number at any time.`;
    return [{ code: 'autoscaler', level: 'weigh', title: 'An autoscaler owns the replicas', sentence }];
  },
  effects({ intent, replaced }) {
    const { replicas } = intent.params;
    const pods: Consequence = { code: 'pods', ...scaleOf(Number(replaced.before), replicas) };
    if (replicas > 0) return [pods];
    const sentence = 'No pod will be left to serve: its health will read Idle.';
    return [{ code: 'idle', level: 'weigh', title: 'Scaled to zero', sentence }, pods];
  },
  stops: ({ params }) => params.replicas === 0,
  verify: judgeRollout,
};
