import { describe, expect, it } from 'vitest';
import type { Health } from '@/lib/model';
import { aggregate } from '.';

const part = (status: Health, message: string, since: string | null = null) => ({ status, message, since });

describe('the health of a whole', () => {
  it('is that of its worst part, with its reason', () => {
    const whole = aggregate([
      part('Healthy', 'All 3 pods are ready.'),
      part('Degraded', 'Its only pod cannot pull its image.', '2026-03-06T07:00:00Z'),
      part('Unknown', 'Cluster prod-us is silent.'),
      part('Degraded', '1 of 2 pods keeps crashing.', '2026-03-06T07:30:00Z'),
      part('Degraded', 'It is not known since when.'),
    ]);
    expect(whole).toMatchObject({
      status: 'Degraded',
      worst: { message: '1 of 2 pods keeps crashing.' },
      counts: [
        { status: 'Degraded', parts: 3 },
        { status: 'Unknown', parts: 1 },
        { status: 'Healthy', parts: 1 },
      ],
    });
  });

  it('is Unknown where a part cannot be read, however well the others are', () => {
    expect(aggregate([part('Healthy', ''), part('Unknown', 'stale'), part('Progressing', '')])).toMatchObject(
      {
        status: 'Unknown',
        worst: { message: 'stale' },
      },
    );
  });

  it('is Idle only where all parts are', () => {
    expect(aggregate([part('Idle', ''), part('Healthy', '')])?.status).toBe('Healthy');
    expect(aggregate([part('Idle', 'a'), part('Idle', 'b')])?.status).toBe('Idle');
    expect(aggregate([])).toBeNull();
  });
});
