import { describe, expect, it } from 'vitest';
import { MINUTE_MS, Minutes, type Sent } from './minutes';
import { decodeEntries, encodeEntries } from './minutes-page';

const START = 1_000 * MINUTE_MS;
const answered = (at: number, tookMs: number): Sent => ({ at, tookMs, isFailure: false, isAnswer: true });
const silent = (at: number): Sent => ({ at, tookMs: 2000, isFailure: true, isAnswer: false });

/** Gives what is over of one process to another, as the database does. */
function share(from: Minutes, to: Minutes, now: number): void {
  for (const { at, entries } of from.takeClosed(now))
    for (const entry of decodeEntries(encodeEntries(entries))) to.read(at, entry);
}

describe('the last hour of a probe', () => {
  it('has the median and the greatest time of each minute, and how many failed', () => {
    const minutes = new Minutes();
    for (const ms of [9, 3, 400, 5, 4]) minutes.note('cart', answered(START + ms, ms));
    minutes.note('cart', silent(START + 50_000));
    minutes.note('cart', silent(START + MINUTE_MS));
    expect(minutes.of('cart', START + MINUTE_MS)).toEqual([
      { at: START, asked: 6, failed: 1, p50Ms: 5, maxMs: 400 },
      { at: START + MINUTE_MS, asked: 1, failed: 1, p50Ms: null, maxMs: null },
    ]);
    expect(minutes.last('cart')).toEqual({ at: START + MINUTE_MS, tookMs: 2000 });
    expect([minutes.of('quotes', START), minutes.last('quotes')]).toEqual([[], null]);
  });

  it('is an hour and no longer, whatever gaps it has', () => {
    const minutes = new Minutes();
    const at = (minute: number): number => START + minute * MINUTE_MS;
    for (const minute of [0, 1, 59, 60, 90]) minutes.note('cart', answered(at(minute), minute));
    expect(minutes.of('cart', at(90)).map((one) => one.p50Ms)).toEqual([59, 60, 90]);
    expect(minutes.of('cart', at(119)).map((one) => one.p50Ms)).toEqual([60, 90]);
    minutes.note('cart', answered(at(151), 7));
    expect(minutes.of('cart', at(151)).map((one) => one.p50Ms)).toEqual([7]);
    // What comes late is not put into another minute's place.
    minutes.note('cart', answered(at(60), 9));
    expect(minutes.of('cart', at(151)).map((one) => one.p50Ms)).toEqual([7]);
    minutes.prune(at(210));
    expect(minutes.last('cart')).not.toBeNull();
    minutes.prune(at(211));
    expect(minutes.last('cart')).toBeNull();
  });

  it('is shared with another process once, when a minute is over', () => {
    const [asking, watching] = [new Minutes(), new Minutes()];
    asking.note('cart', answered(START + 1000, 12));
    asking.note('cart', silent(START + 11_000));
    share(asking, watching, START + 59_999);
    expect(watching.of('cart', START)).toEqual([]);
    asking.note('cart', answered(START + MINUTE_MS, 14));
    share(asking, watching, START + MINUTE_MS);
    share(asking, watching, START + MINUTE_MS);
    expect(watching.of('cart', START + MINUTE_MS)).toEqual([
      { at: START, asked: 2, failed: 1, p50Ms: 12, maxMs: 12 },
    ]);
    expect(watching.last('cart')).toEqual({ at: START + 11_000, tookMs: 2000 });
    share(asking, watching, START + 2 * MINUTE_MS);
    expect(watching.last('cart')).toEqual({ at: START + MINUTE_MS, tookMs: 14 });
  });

  it('is whole where two processes asked within one minute', () => {
    const [first, second, watching] = [new Minutes(), new Minutes(), new Minutes()];
    for (const ms of [10, 20, 30]) first.note('cart', answered(START + ms, ms));
    second.note('cart', answered(START + 40_000, 500));
    second.note('cart', silent(START + 50_000));
    const over = START + MINUTE_MS;
    share(first, watching, over);
    share(second, watching, over);
    const whole = [{ at: START, asked: 5, failed: 1, p50Ms: 20, maxMs: 500 }];
    expect(watching.of('cart', over)).toEqual(whole);
    expect(watching.last('cart')).toEqual({ at: START + 50_000, tookMs: 2000 });
  });

  it('is shared the next time when the database did not take it', () => {
    const [asking, watching] = [new Minutes(), new Minutes()];
    asking.note('cart', answered(START, 12));
    const lost = asking.takeClosed(START + MINUTE_MS);
    expect(asking.takeClosed(START + MINUTE_MS)).toEqual([]);
    asking.putBack(lost);
    share(asking, watching, START + MINUTE_MS);
    expect(watching.of('cart', START)).toHaveLength(1);
  });
});
