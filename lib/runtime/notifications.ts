import type { Settings } from '@/lib/env';
import type { RuleWithTarget } from '@/lib/reads';
import type { WorldContext } from '@/lib/views';

/** The notification rules of the settings, each with where it posts to. */
export function rulesWithTargets({ config, webhooks }: Settings): readonly RuleWithTarget[] {
  return config.notifications.flatMap((rule) => {
    const webhook = webhooks.get(rule.name);
    return webhook ? [{ rule, url: webhook.url }] : [];
  });
}

/** The address of Pilothouse as browsers use it, without a trailing slash. */
export function publicUrlOf({ publicUrl, host, port }: Settings): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether a rollout of a placement is under way. One that failed is not. */
export function isRollingOut({ views }: Pick<WorldContext, 'views'>): (placement: string) => boolean {
  return (placement) => {
    const state = views.get(placement)?.summary.rollout?.state;
    return state === 'Progressing' || state === 'Paused' || state === 'Stalled';
  };
}
