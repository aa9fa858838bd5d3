import { counted } from '../../list/counted';
import type { ActionForm } from './form';

export const restartForm: ActionForm<'restart'> = {
  verb: 'Restart',
  prominent: true,
  icon: 'restart',
  preposition: 'in',
  passive: { cannot: 'be restarted', can: 'restarted' },
  values: [],
  fields: ['reason'],
  note: ({ replicas }) => (replicas === null ? 'one pod on each node' : counted(replicas, 'pod')),
  fill: () => ({}),
  params: () => ({}),
  query: () => ({}),
  button: ({ title }) => title,
  Fields: () => null,
};
