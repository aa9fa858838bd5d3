import { beforeAll, describe, expect, it } from 'vitest';
import { whyNoCluster } from '../cluster/open-cluster';
import { openBoutique, type Boutique } from './boutique';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

const WHERE = 'cluster=boutique&namespace=default&kind=Deployment&name=frontend';

describe.skipIf(skipped !== null)('logs through a real API server', () => {
  let boutique: Boutique;
  beforeAll(async () => {
    boutique = await openBoutique();
    return () => boutique.stop();
  });

  it('are the lines that kubectl reads, with the kubelet’s own times', async () => {
    const answer = await boutique.api.call('GET', `/api/v1/logs/download?${WHERE}`);
    expect(answer.status).toBe(200);
    const lines = (await answer.text()).trimEnd().split('\n');
    const read = await boutique.cluster.kubectl(['logs', 'deployment/frontend', '--timestamps']);
    const expected = read.trimEnd().split('\n');
    expect(expected.length).toBeGreaterThan(0);
    expect(lines.map((line) => line.split(' ').slice(2).join(' '))).toEqual(expected);
  });

  it('are followed as server-sent events until the viewer leaves', async () => {
    const answer = await boutique.api.call('GET', `/api/v1/logs?${WHERE}&follow=1&tail=2`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('GET / 200 12ms')) {
      const part = await reader?.read();
      if (part?.done !== false) throw new Error(`the stream ended: ${text}`);
      text += part.value;
    }
    expect(text).toContain('"state":"open"');
    expect(text).toContain('"at":"2026-01-01T00:00:02');
    expect(text, 'two lines were requested').not.toContain('listening on');
    await reader?.cancel();
  });

  it('of what is not there are refused, and it is named', async () => {
    const refused = await boutique.api.refusal('GET', `/api/v1/logs/download?${WHERE}&container=gone`);
    expect(refused).toMatchObject({
      status: 404,
      detail: 'There is no container "gone" in Deployment frontend.',
    });
  });
});
