// Preloaded by the measured server (NODE_OPTIONS): answers about its memory and its event loop on the Unix socket that
// PILOTHOUSE_BENCH_GAUGE names. It begins with the first HTTP request, so of the product's processes only the server has it.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const RESOLUTION_MS = 10;
const FIRST_REQUEST = 'http.server.request.start';

function begin() {
  unsubscribe(FIRST_REQUEST, begin);
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const answer = (socket) => {
    const { rss, heapUsed, external } = process.memoryUsage();
    const worstDelayMs = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
    socket.end(JSON.stringify({ pid: process.pid, rss, heapUsed, external, worstDelayMs }));
    delay.reset();
  };
  // One byte is the question: `d` for the delays since the last one, `m` for the memory after a collection of garbage.
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (question) => {
      if (question.toString() === 'd') return answer(socket);
      collectGarbage();
      // The collection is a delay too, but none of the product's: it is recorded before the answer resets the record.
      setTimeout(answer, 10 * RESOLUTION_MS, socket);
    });
  });
  server.listen(process.env.PILOTHOUSE_BENCH_GAUGE);
  server.unref();
}

if (process.env.PILOTHOUSE_BENCH_GAUGE) subscribe(FIRST_REQUEST, begin);
