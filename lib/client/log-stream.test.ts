import { afterEach, describe, expect, it } from 'vitest';
import type { LogMessage } from '@/lib/model';
import { LogStream, type LogStreamState } from './log-stream';

interface Opened {
  readonly url: URL;
  say(...messages: readonly (LogMessage | string)[]): void;
  breakOff(): void;
  readonly cut: () => boolean;
}

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A tab with a fake server; timers fire at once when the test lets them. */
function tab(refusal?: Response) {
  const opened: Opened[] = [];
  const messages: LogMessage[] = [];
  const states: LogStreamState['state'][] = [];
  const timers: { ms: number; run: () => void }[] = [];
  let hidden = false;
  let turned: () => void = () => undefined;
  let signedIn = 0;
  const stream = new LogStream(
    { cluster: 'eu', namespace: 'shop', service: 'cart', follow: '1', tail: '10', sinceSeconds: '60' },
    { message: (message) => messages.push(message), state: ({ state }) => states.push(state) },
    {
      fetch(url, signal) {
        const encoder = new TextEncoder();
        let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
        const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
        signal.addEventListener('abort', () => controller?.error(new DOMException('cut', 'AbortError')));
        opened.push({
          url: new URL(url, 'http://p'),
          say: (...all) => {
            for (const one of all) {
              const text =
                typeof one === 'string' ? one : `event: ${one.type}\ndata: ${JSON.stringify(one)}\n\n`;
              controller?.enqueue(encoder.encode(text));
            }
          },
          breakOff: () => controller?.error(new TypeError('network error')),
          cut: () => signal.aborted,
        });
        return Promise.resolve(refusal ?? new Response(body));
      },
      after(ms, run) {
        const timer = { ms, run };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
      },
      random: () => 0,
      signIn: () => void (signedIn += 1),
      visibility: {
        hidden: () => hidden,
        subscribe: (listener) => {
          turned = listener;
          return () => undefined;
        },
      },
    },
  );
  closers.push(stream.start());
  return {
    opened,
    messages,
    states,
    signedIn: () => signedIn,
    fire: (ms: number) =>
      timers
        .splice(0)
        .filter((timer) => timer.ms === ms)
        .forEach(({ run }) => run()),
    turn: (next: boolean) => {
      hidden = next;
      turned();
    },
    texts: () => messages.flatMap((one) => (one.type === 'lines' ? one.lines.map(({ text }) => text) : [])),
  };
}

const open = (pod: string): LogMessage => ({
  type: 'source',
  pod,
  container: 'main',
  state: 'open',
  code: null,
  sentence: '',
});
const lines = (pod: string, ...texts: readonly string[]): LogMessage => ({
  type: 'lines',
  lines: texts.map((given) => {
    const [time = '', text = ''] = given.split(' ');
    return { pod, container: 'main', at: `2026-03-12T${time}Z`, text, cut: false };
  }),
});

describe('the stream of logs in a tab', () => {
  it('passes on messages, however they are split, and ignores heartbeats', async () => {
    const { opened, texts, states } = tab();
    const text = `: beat\n\nevent: lines\ndata: ${JSON.stringify(lines('a', '03:14:00 x'))}\n\n`;
    opened[0]?.say(text.slice(0, 40), text.slice(40));
    await expect.poll(texts).toEqual(['x']);
    expect(states).toEqual(['opening', 'open']);
    expect(opened[0]?.url.search).toBe(
      '?cluster=eu&namespace=shop&service=cart&follow=1&tail=10&sinceSeconds=60',
    );
  });

  it('continues after a break from the last line, and passes on no line twice', async () => {
    const { opened, texts, states, fire } = tab();
    opened[0]?.say(open('a'), lines('a', '03:14:00.5 x', '03:14:01.25 y'));
    await expect.poll(texts).toEqual(['x', 'y']);
    opened[0]?.breakOff();
    await expect.poll(() => states.at(-1)).toBe('broken');
    fire(250);
    expect(opened[1]?.url.search).toBe(
      '?cluster=eu&namespace=shop&service=cart&follow=1&sinceTime=2026-03-12T03%3A13%3A51.250Z',
    );
    opened[1]?.say(open('a'), lines('a', '03:14:00.5 x', '03:14:01.25 y', '03:14:01.25 z'));
    await expect.poll(texts).toEqual(['x', 'y', 'z']);
  });

  it('reads everything again while a container has sent no line yet', async () => {
    const { opened, texts, states, fire } = tab();
    opened[0]?.say(open('a'), open('b'), lines('a', '03:14:00.5 x'));
    await expect.poll(texts).toEqual(['x']);
    opened[0]?.breakOff();
    await expect.poll(() => states.at(-1)).toBe('broken');
    fire(250);
    expect(opened[1]?.url.searchParams.get('tail')).toBe('10');
    opened[1]?.say(lines('a', '03:14:00.5 x'), lines('b', '03:13:00 before'));
    await expect.poll(texts).toEqual(['x', 'before']);
  });

  it('is opened again when it is silent for too long', async () => {
    const { opened, states, fire } = tab();
    await expect.poll(() => states).toEqual(['opening', 'open']);
    fire(45_000);
    await expect.poll(() => states.at(-1)).toBe('broken');
    expect(opened[0]?.cut()).toBe(true);
  });

  it('ends with the message `end`', async () => {
    const { opened, states } = tab();
    opened[0]?.say({ type: 'end', sentence: '1 log has ended.' });
    await expect.poll(() => states.at(-1)).toBe('ended');
    expect(opened).toHaveLength(1);
  });

  it('pauses while the tab is hidden', async () => {
    const { opened, states, turn } = tab();
    await expect.poll(() => states.at(-1)).toBe('open');
    turn(true);
    expect(states.at(-1)).toBe('paused');
    expect(opened[0]?.cut()).toBe(true);
    turn(false);
    await expect.poll(() => states.at(-1)).toBe('open');
    expect(opened).toHaveLength(2);
  });

  it.each([
    [404, 'refused'],
    [422, 'refused'],
    [503, 'broken'],
  ])('that is answered with %d is %s', async (status, state) => {
    const { states } = tab(new Response(JSON.stringify({ detail: 'Why not.' }), { status }));
    await expect.poll(() => states.at(-1)).toBe(state);
  });

  it('goes to the sign-in page when the session has ended', async () => {
    const { signedIn } = tab(new Response('{}', { status: 401 }));
    await expect.poll(signedIn).toBe(1);
  });
});
