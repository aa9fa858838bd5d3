import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyObject, Event, Kind, StoreBatch } from '@/lib/model';
import { newestEvents } from './events';
import { createStore } from './store';
import { event, pod, slice } from './testing/objects';

const T0 = '2026-01-01T00:00:00.000Z';
const BOUNDS = { perObjectMax: 3, perClusterMax: 7 };
const GROUPS = ['g0', 'g1', 'g2'];
const NAMESPACES = ['n0', 'n1'];

type Write =
  | { readonly do: 'upsert'; readonly object: AnyObject }
  | { readonly do: 'remove'; readonly kind: Kind; readonly namespace: string; readonly name: string }
  | { readonly do: 'replace'; readonly kind: Kind; readonly objects: readonly AnyObject[] };

const KINDS_USED = ['Pod', 'EndpointSlice', 'Event'] as const;
const kindOf = fc.constantFrom(...KINDS_USED);
const identity = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
});

function objectOf(kind: (typeof KINDS_USED)[number]): fc.Arbitrary<AnyObject> {
  return fc
    .record({
      identity,
      incarnation: fc.integer({ min: 0, max: 1 }),
      version: fc.integer({ min: 0, max: 4 }),
      group: fc.option(fc.constantFrom(...GROUPS), { nil: undefined }),
      second: fc.integer({ min: 10, max: 59 }),
    })
    .map(({ identity: { namespace, name }, incarnation, version, group, second }) => {
      const metadata = {
        namespace,
        name,
        uid: `${kind}-${namespace}-${name}-${incarnation}`,
        // Objects with the same version are equal, as on an API server. Without a version nothing is known.
        resourceVersion: version === 0 ? '' : `${version}-${group ?? ''}-${second}`,
      };
      if (kind === 'Pod') return pod(metadata, { node: group, controller: group });
      if (kind === 'EndpointSlice') return slice(metadata, group);
      return event(metadata, { uid: group, lastSeen: `2026-01-01T00:00:${second}Z` });
    });
}

const write: fc.Arbitrary<Write> = kindOf.chain((kind) =>
  fc.oneof(
    { weight: 5, arbitrary: objectOf(kind).map((object) => ({ do: 'upsert' as const, object })) },
    { weight: 2, arbitrary: identity.map((key) => ({ do: 'remove' as const, kind, ...key })) },
    {
      weight: 1,
      arbitrary: fc
        .uniqueArray(objectOf(kind), { maxLength: 10, selector: keyOf })
        .map((objects) => ({ do: 'replace' as const, kind, objects })),
    },
  ),
);

function keyOf(object: AnyObject): string {
  return `${object.metadata.namespace}/${object.metadata.name}`;
}

/** The store as a plain list in the order in which objects were last written. */
class Naive {
  objects: AnyObject[] = [];

  apply(next: Write): void {
    if (next.do === 'remove') {
      this.objects = this.objects.filter(
        (held) => held.kind !== next.kind || keyOf(held) !== `${next.namespace}/${next.name}`,
      );
    } else if (next.do === 'upsert') {
      this.upsert(next.object);
      this.bound(next.object);
    } else {
      const wanted =
        next.kind === 'Event' ? newestEvents(next.objects as readonly Event[], BOUNDS) : next.objects;
      const keys = wanted.map(keyOf);
      this.objects = this.objects.filter((held) => held.kind !== next.kind || keys.includes(keyOf(held)));
      for (const object of wanted) this.upsert(object);
    }
  }

  private upsert(object: AnyObject): void {
    const at = this.objects.findIndex((held) => held.kind === object.kind && keyOf(held) === keyOf(object));
    const held = this.objects[at];
    const { uid, resourceVersion } = object.metadata;
    if (
      resourceVersion !== '' &&
      held?.metadata.uid === uid &&
      held.metadata.resourceVersion === resourceVersion
    ) {
      return;
    }
    if (at >= 0) this.objects.splice(at, 1);
    this.objects.push(object);
  }

  private bound(latest: AnyObject): void {
    if (latest.kind !== 'Event') return;
    const uid = latest.regarding.uid;
    const ofObject = () => this.of('Event').filter((each) => uid !== undefined && each.regarding.uid === uid);
    while (ofObject().length > BOUNDS.perObjectMax) this.drop(ofObject()[0]);
    while (this.of('Event').length > BOUNDS.perClusterMax) this.drop(this.of('Event')[0]);
  }

  of(kind: 'Event'): Event[] {
    return this.objects.filter((held) => held.kind === kind);
  }

  private drop(object: AnyObject | undefined): void {
    this.objects = this.objects.filter((held) => held !== object);
  }
}

/** A mirror that knows only what subscribers receive. */
function follow(mirror: Map<string, AnyObject>, batch: StoreBatch): void {
  for (const { kind, before, after } of batch.objects) {
    const key = `${kind}/${keyOf((after ?? before) as AnyObject)}`;
    expect(mirror.get(key)).toBe(before);
    if (after === undefined) mirror.delete(key);
    else mirror.set(key, after);
  }
}

const sorted = (objects: Iterable<AnyObject>): string[] =>
  [...objects].map((object) => `${object.kind}/${keyOf(object)}/${object.metadata.uid}`).sort();

describe('after any sequence of writes', () => {
  it('the store, its indexes and its subscribers agree with a plain list', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 60 }), (writes) => {
        const store = createStore({
          freeze: true,
          eventsPerObjectMax: BOUNDS.perObjectMax,
          eventsPerClusterMax: BOUNDS.perClusterMax,
          onError: (error) => {
            throw error;
          },
        });
        const writer = store.writer('east', T0);
        const naive = new Naive();
        const mirror = new Map<string, AnyObject>();
        store.subscribe((batch) => follow(mirror, batch));
        for (const next of writes) {
          if (next.do === 'upsert') writer.upsert(next.object.kind, next.object, T0);
          else if (next.do === 'remove') writer.remove(next.kind, next, T0);
          else writer.replace(next.kind, next.objects, T0);
          naive.apply(next);
        }

        const picture = writer.picture;
        const held = naive.objects;
        expect(new Set(KINDS_USED.flatMap((kind) => [...picture.all(kind)]))).toEqual(new Set(held));
        expect(new Set(mirror.values())).toEqual(new Set(held));
        for (const kind of KINDS_USED) {
          const ofKind = held.filter((object) => object.kind === kind);
          expect(picture.count(kind)).toBe(ofKind.length);
          for (const namespace of NAMESPACES) {
            expect(sorted(picture.inNamespace(kind, namespace))).toEqual(
              sorted(ofKind.filter((object) => object.metadata.namespace === namespace)),
            );
          }
          for (const group of GROUPS) {
            expect(sorted(picture.controlledBy(kind, group))).toEqual(
              sorted(
                ofKind.filter((object) =>
                  object.metadata.ownerReferences.some((owner) => owner.uid === group),
                ),
              ),
            );
          }
        }
        for (const object of held) {
          expect(picture.get(object.kind, object.metadata.namespace, object.metadata.name)).toBe(object);
          expect(picture.byUid(object.metadata.uid)).toBe(object);
        }
        for (const group of GROUPS) {
          expect(sorted(picture.podsOn(group))).toEqual(
            sorted(held.filter((object) => object.kind === 'Pod' && object.spec.nodeName === group)),
          );
          for (const namespace of NAMESPACES) {
            expect(sorted(picture.slicesOf(namespace, group))).toEqual(
              sorted(
                held.filter(
                  (object) =>
                    object.kind === 'EndpointSlice' &&
                    object.metadata.namespace === namespace &&
                    object.metadata.labels['kubernetes.io/service-name'] === group,
                ),
              ),
            );
          }
          const events = picture.eventsOf(group);
          expect(sorted(events)).toEqual(
            sorted(held.filter((object) => object.kind === 'Event' && object.regarding.uid === group)),
          );
          expect(events.map((each) => each.lastSeen)).toEqual(
            events
              .map((each) => each.lastSeen)
              .toSorted()
              .toReversed(),
          );
        }
        for (const write of writes) {
          const objects =
            write.do === 'upsert' ? [write.object] : write.do === 'replace' ? write.objects : [];
          for (const object of objects.filter(
            (each) => !held.some((one) => one.metadata.uid === each.metadata.uid),
          )) {
            expect(picture.byUid(object.metadata.uid)).toBeUndefined();
          }
        }
      }),
      { numRuns: 300, seed: 20260101 },
    );
  });
});
