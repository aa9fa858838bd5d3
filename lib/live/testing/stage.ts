import type { Actor, Position, Topic, WireMessage } from '@/lib/model';
import { scene, type SceneOptions } from '@/lib/views/testing/scene';
import type { LiveOptions } from '../contract';
import { createLive } from '../live';
import { manualTimers } from './manual-timers';

/** An actor of whom only the id matters. */
export const actor = (id: string): Actor => ({ id, name: id, role: 'engineer', groups: [], sessionId: null });

/** A scene with `Live` over it; the test sets the time. */
export function stage({
  views,
  scopeOf,
  ...options
}: SceneOptions & Pick<LiveOptions, 'views' | 'scopeOf'> = {}) {
  const made = scene(options);
  made.letGo();
  const clock = manualTimers();
  const logged: object[] = [];
  const live = createLive({
    picture: made.picture,
    epoch: 'e1',
    timers: clock.timers,
    log: { error: (fields) => logged.push(fields) },
    ...(views ? { views } : {}),
    ...(scopeOf ? { scopeOf } : {}),
  });
  live.start();
  return {
    ...made,
    live,
    clock,
    logged,
    listen: async (topics: readonly Topic[], who: Actor, since: Position | null = null) => {
      const messages: WireMessage[] = [];
      const stop = await live.subscribe({ topics, since, actor: who }, (message) => messages.push(message));
      return { messages, stop, text: () => messages.map(({ data }) => data).join('\n') };
    },
  };
}
