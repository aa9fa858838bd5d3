import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Beats } from './beats';
import type { InstanceKey, KeptInstance, Outcome } from './rules/kept';
import { expire } from './rules/leave';
import { AwaitedTally, type Awaited } from './rules/awaited';
import { judgeProtection, PROTECTION_WINDOW_MS, type ProtectionState } from './rules/protection';
import { register } from './rules/register';
import { lapse, report, reportChanges } from './rules/report';
import { planSweep } from './rules/sweep';
import { Table } from './table';
import { heartbeat, instance } from './testing/registries';

const START = 1_000_000;
const MINUTE = 60_000;
const PASSING = { check: null, status: 'passing', output: '' } as const;

/** One of the fleet: it sends heartbeats until `diesAt`, and again from `returnsAt`. */
interface Member extends InstanceKey {
  readonly ttlMs: number;
  readonly everyMs: number;
  readonly deregisterAfterMs: number | null;
  readonly diesAt: number;
  readonly returnsAt: number;
}

/** The product's table and rules over a clock that the test sets, without a database. */
class World {
  readonly table = new Table(new Beats());
  #index = 1;

  put(key: InstanceKey, { next }: Outcome, at: number): void {
    const held = this.table.get(key);
    if (next === held) return;
    const index = (this.#index += 1);
    const upserts =
      next === null ? [] : [{ ...next, createIndex: held?.createIndex ?? index, modifyIndex: index }];
    this.table.apply({ index, upserts, removed: next === null ? [key] : [] }, at);
  }

  beat(member: Member, at: number): void {
    const held = this.table.get(member);
    if (held === null) {
      this.#join(member, at);
      return;
    }
    const [check] = held.checks;
    if (check?.slot != null) this.table.beats.touch(check.slot, at);
    if (check !== undefined && reportChanges(check, PASSING, at))
      this.put(member, report(held, PASSING, at), at);
  }

  /** A removed member that lives registers again, as clients do when they get `not-found`. */
  #join(member: Member, at: number): void {
    const { ttlMs, deregisterAfterMs } = member;
    const wanted = instance({ deregisterAfterMs, checks: [heartbeat(ttlMs)] });
    const takeSlot = (): number => this.table.slots.take(at);
    this.put(member, register(null, wanted, { ...member, at, takeSlot }), at);
  }

  /** Sweeps once; returns when the next sweep is due. */
  sweep(
    now: number,
    protection: ProtectionState,
  ): { readonly nextAt: number; readonly removed: readonly string[] } {
    const plan = planSweep({
      instances: this.table.all(),
      lastSeen: (check) => this.table.lastSeen(check),
      now,
      heardThrough: now,
      upSince: START,
      protection,
    });
    const each = (key: InstanceKey, change: (held: KeptInstance) => Outcome): void => {
      const held = this.table.get(key);
      if (held !== null) this.put(key, change(held), now);
    };
    for (const key of plan.lapses) each(key, (held) => lapse(held, key.silent, now));
    for (const key of plan.removals) each(key, (held) => expire(held, now));
    return { nextAt: plan.nextAt, removed: plan.removals.map(({ service }) => service) };
  }

  protection(now: number): ProtectionState {
    return judgeProtection(this.table.awaited, { share: 0.15 }, now);
  }
}

/** Counted again from all instances. */
function recounted(table: Table): Awaited {
  const tally = new AwaitedTally();
  for (const held of table.all()) tally.add(held);
  return tally;
}

function countsOf(awaited: Awaited) {
  const silent = [...awaited.silent()].map((each) => ({ ...each, lapsedAt: [...each.lapsedAt].sort() }));
  silent.sort((a, b) => (a.service < b.service ? -1 : 1));
  return { beating: awaited.beating, services: [...awaited.services()].sort(), silent };
}

/** The last heartbeat of a member at or before a time. */
function heardAt({ everyMs, diesAt, returnsAt }: Member, at: number): number {
  const alive = at < diesAt ? at : at >= returnsAt ? at : diesAt - 1;
  const from = alive >= returnsAt ? returnsAt : START;
  return from + Math.floor((alive - from) / everyMs) * everyMs;
}

/** Sends every heartbeat in the order of time, and sweeps at the times that the last sweep returned; calls `look` after each step. */
function play(
  members: readonly Member[],
  endAt: number,
  look: (seen: {
    readonly world: World;
    readonly now: number;
    readonly protection: ProtectionState;
    readonly removed: readonly string[];
  }) => void,
): World {
  const world = new World();
  const beats = members.flatMap((member) => beatsOf(member, endAt).map((at) => ({ at, member })));
  beats.sort((a, b) => a.at - b.at);
  let sweepAt = START;
  for (const { at, member } of [...beats, { at: endAt, member: null }]) {
    while (sweepAt < at) {
      const now = sweepAt;
      const protection = world.protection(now);
      const { nextAt, removed } = world.sweep(now, protection);
      look({ world, now, protection, removed });
      sweepAt = Math.max(now + 1, Math.min(nextAt, protection.validUntil ?? Infinity));
      // A change causes a sweep; the next one depends only on the clock.
      if (!Number.isFinite(sweepAt)) break;
    }
    if (member === null) break;
    world.beat(member, at);
    sweepAt = Math.min(sweepAt, at + member.ttlMs);
  }
  return world;
}

function beatsOf({ everyMs, diesAt, returnsAt }: Member, endAt: number): number[] {
  const times: number[] = [];
  for (let at = START; at < Math.min(diesAt, endAt); at += everyMs) times.push(at);
  for (let at = returnsAt; at < endAt; at += everyMs) times.push(at);
  return times;
}

/** `size` members, of which some die and some of these come back, derived from the numbers. */
const fleetOf = (size: number) =>
  fc
    .record({
      seed: fc.integer({ min: 1, max: 0x7fff_ffff }),
      deaths: fc.double({ min: 0, max: 0.6, noNaN: true }),
      returns: fc.double({ min: 0, max: 1, noNaN: true }),
      spreadMs: fc.integer({ min: 0, max: 5 * MINUTE }),
    })
    .map(({ seed, deaths, returns, spreadMs }) => {
      let state = seed;
      const random = (): number => {
        state = (Math.imul(state, 48_271) >>> 0) % 0x7fff_ffff;
        return state / 0x7fff_ffff;
      };
      return Array.from({ length: size }, (_, index): Member => {
        const ttlMs = 10_000 + Math.floor(random() * 30_000);
        const dies = random() < deaths;
        const diesAt = dies ? START + 30_000 + Math.floor(random() * spreadMs) : Infinity;
        const returnsAt =
          dies && random() < returns / 2 ? diesAt + MINUTE + Math.floor(random() * 3 * MINUTE) : Infinity;
        return {
          service: `service-${index % 20}`,
          id: `member-${index}`,
          ttlMs,
          everyMs: 3000 + Math.floor(random() * (ttlMs - 4000)),
          deregisterAfterMs: random() < 0.9 ? MINUTE + Math.floor(random() * 2 * MINUTE) : null,
          diesAt,
          returnsAt,
        };
      });
    });

describe('a fleet of a thousand that dies at random', () => {
  it('is tracked exactly: members with heartbeats pass, silent ones are critical, and dead ones are removed in the end', () => {
    fc.assert(
      fc.property(fleetOf(1000), (members) => {
        const byId = new Map(members.map((member) => [member.id, member]));
        const endAt = START + 10 * MINUTE + PROTECTION_WINDOW_MS + 5 * MINUTE;
        const world = play(members, endAt, ({ world: { table }, now, protection, removed }) => {
          expect(removed.filter((service) => protection.protects(service))).toEqual([]);
          for (const held of table.all()) {
            const member = byId.get(held.id) as Member;
            const silent = now >= heardAt(member, now) + member.ttlMs;
            if ((held.status === 'critical') !== silent) {
              expect({ now, member, held: held.status }).toEqual({ now, member, held: silent });
            }
          }
        });
        const wanted = members
          .filter(
            ({ diesAt, returnsAt, deregisterAfterMs }) =>
              diesAt === Infinity || returnsAt < Infinity || deregisterAfterMs === null,
          )
          .map(
            ({ id, diesAt, returnsAt }) =>
              `${id} ${diesAt === Infinity || returnsAt < Infinity ? 'passing' : 'critical'}`,
          );
        const seen = [...world.table.all()].map(({ id, status }) => `${id} ${status}`);
        expect(seen.sort()).toEqual(wanted.sort());
        expect(world.table.size).toBe(wanted.length);
        expect(countsOf(world.table.awaited)).toEqual(countsOf(recounted(world.table)));
        const slots = [...world.table.all()].flatMap(({ checks }) => checks.map(({ slot }) => slot));
        expect(new Set(slots).size).toBe(slots.length);
      }),
      { numRuns: 6, seed: 20_261_126 },
    );
  }, 120_000);
});
