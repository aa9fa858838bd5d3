import type { Kind, KindMap } from '@/lib/model';
import { isMalformedObject } from '@/lib/projection';
import type { ClusterWriter } from '@/lib/store';
import { KubeFailure } from './failure';
import type { Frame } from './frames';
import { isEntry } from './kubeconfig';
import type { ClusterLog } from './log';

/** `project` of lib/projection with its options given. Throws MalformedObject. */
export type Project = <K extends Kind>(kind: K, raw: unknown) => KindMap[K];

export interface IntakePorts {
  readonly kind: Kind;
  readonly writer: ClusterWriter;
  readonly project: Project;
  readonly log: ClusterLog;
}

/** Takes what a server sent into the store: bad frames and objects are counted and skipped, never fatal. */
export interface Intake {
  projectAll(items: readonly unknown[]): readonly KindMap[Kind][];
  /** Takes one frame in; returns the resourceVersion to resume from, null when it has none. Throws KubeFailure for ERROR. */
  take(frame: Frame, at: string): string | null;
}

export function createIntake(ports: IntakePorts): Intake {
  const { kind, writer } = ports;

  function quarantine(reason: string, raw: unknown): void {
    writer.quarantine(kind);
    const metadata = metadataOf(raw);
    ports.log.warn(
      { cluster: writer.picture.info.name, kind, namespace: metadata.namespace, name: metadata.name, reason },
      'skipped what could not be read',
    );
  }

  function projected(raw: unknown): KindMap[Kind] | null {
    try {
      return ports.project(kind, raw);
    } catch (error) {
      if (!isMalformedObject(error))
        ports.log.error({ kind, err: error }, 'a projection failed by a bug of Pilothouse');
      quarantine(error instanceof Error ? error.message : 'unreadable', raw);
      return null;
    }
  }

  function takeEvent(type: string, object: unknown, at: string): string | null {
    const { resourceVersion, namespace, name } = metadataOf(object);
    if (type === 'BOOKMARK') writer.observed(kind, at);
    else if (type === 'DELETED' && typeof name === 'string') {
      writer.remove(kind, { namespace: typeof namespace === 'string' ? namespace : '', name }, at);
    } else if (type === 'ADDED' || type === 'MODIFIED') {
      const after = projected(object);
      if (after === null) writer.observed(kind, at);
      else writer.upsert(kind, after, at);
    } else quarantine(`a watch event of the type ${type}`, object);
    return typeof resourceVersion === 'string' && resourceVersion !== '' ? resourceVersion : null;
  }

  return {
    projectAll: (items) => items.map(projected).filter((object) => object !== null),
    take(frame, at) {
      if ('bad' in frame) {
        quarantine(frame.bad, null);
        return null;
      }
      const { value } = frame;
      if (!isEntry(value) || typeof value.type !== 'string') {
        quarantine('a frame that is no watch event', value);
        return null;
      }
      if (value.type === 'ERROR') throw inStreamFailure(value.object);
      return takeEvent(value.type, value.object, at);
    },
  };
}

/** A Status within the stream: 410 `Expired` when the version to resume from is no longer kept. */
function inStreamFailure(status: unknown): KubeFailure {
  const { code, message } = isEntry(status) ? status : { code: null, message: null };
  return new KubeFailure(
    typeof message === 'string' && message !== '' ? message : 'The server ended the watch with an error.',
    {
      status: typeof code === 'number' ? code : 500,
      sent: true,
    },
  );
}

function metadataOf(object: unknown): Readonly<Record<string, unknown>> {
  return isEntry(object) && isEntry(object.metadata) ? object.metadata : {};
}
