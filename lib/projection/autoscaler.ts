import type { HorizontalPodAutoscaler } from '@/lib/model';
import type { Fields } from './fields';
import { conditions, head } from './meta';

export function projectHorizontalPodAutoscaler(object: Fields): HorizontalPodAutoscaler {
  const spec = object.object('spec');
  const status = object.object('status');
  const target = spec.object('scaleTargetRef');
  return {
    ...head('HorizontalPodAutoscaler', object),
    spec: {
      scaleTargetRef: {
        apiVersion: target.shared('apiVersion'),
        kind: target.required('kind'),
        name: target.required('name'),
      },
      minReplicas: spec.count('minReplicas') ?? 1,
      maxReplicas: spec.count('maxReplicas') ?? 0,
    },
    status: {
      currentReplicas: status.count('currentReplicas') ?? 0,
      desiredReplicas: status.count('desiredReplicas') ?? 0,
      lastScaleTime: status.time('lastScaleTime'),
      conditions: conditions(status),
    },
  };
}
