import { manifestHealth } from '@/lib/derive/health';
import { customizationFor, type Customization, type HealthScripts } from '@/lib/lua';
import type { Manifest, ObjectHealth } from '@/lib/model';
import { groupOf } from '@/lib/projection';

/** A line of `pilothouse health`. */
export interface HealthLine {
  readonly apiVersion: string;
  readonly kind: string;
  /** Null where the manifest names none. */
  readonly namespace: string | null;
  readonly name: string;
  readonly status: ObjectHealth;
  /** The rule that judged: `deployment.available`, or `lua.<group>_<kind>` for a script of the user's. */
  readonly reason: string;
  readonly message: string;
}

export interface Judges {
  readonly customizations: readonly Customization[];
  readonly scripts: HealthScripts;
  readonly now: Date;
}

/** The health of one object: by the user's script for its kind, else by our rule; null where there is neither. */
export async function judgeManifest(
  manifest: Manifest,
  raw: unknown,
  { customizations, scripts, now }: Judges,
): Promise<HealthLine | null> {
  const { apiVersion, kind, metadata } = manifest;
  const named = { apiVersion, kind, namespace: metadata.namespace || null, name: metadata.name };
  const custom = customizationFor(customizations, { group: groupOf(apiVersion), kind });
  // As in Argo CD, scripts do not run for objects that are being deleted.
  const leaving = metadata.deletionTimestamp !== undefined && metadata.hookFinalizer !== true;
  if (custom === undefined || leaving) {
    const verdict = manifestHealth(manifest, { cluster: '', observedAt: now.toISOString(), now });
    return (
      verdict && { ...named, status: verdict.status, reason: verdict.receipt.rule, message: verdict.sentence }
    );
  }
  const reason = `lua.${custom.key.replace('/', '_')}`;
  const answer = await scripts.judge(custom.script, raw);
  if ('error' in answer)
    return {
      ...named,
      status: 'Unknown',
      reason,
      message: `The health script of ${custom.key} failed: ${answer.error}.`,
    };
  return answer.ok && { ...named, status: answer.ok.status, reason, message: answer.ok.message };
}
