// The server process: listens, answers while Pilothouse starts and stops, and hands every other request to the front (lib/http/front) or to Next.
// It knows only Node and Next: everything else is compiled by Next, and instrumentation.ts hands over the front (docs/decisions/0051).
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';

/** An orderly stop that takes longer is cut: the launcher kills the process after 3 s. */
const STOP_MS_MAX = 2500;
/** The path of the websocket by which Next's development server updates pages. */
const HMR_PATH = '/_next/hmr';

const dev = process.env.NODE_ENV === 'development';
const hostname = process.env.HOSTNAME;
const port = Number(process.env.PORT);

/** Answers a request; replaced when everything is there, and again when the process stops. */
let answer = unavailable;
let front = null;
let isStopping = false;

/** The responses of each connection that are not over. */
const pending = new WeakMap();
/** Next listens for `upgrade` on what it takes for the server. */
const sockets = new EventEmitter();
const server = createServer((request, response) => {
  // The absolute form of a target names this server once more (RFC 9112 §3.2.2). Next would redirect it to itself.
  request.url = request.url.replace(/^https?:\/\/[^/?]*\/?/i, '/');
  const responses = pendingOf(request.socket).add(response);
  response.once('close', () => responses.delete(response));
  answer(request, response);
});
// None is left out (their size is limited): `upgrade` puts all of them back, and a request without its Content-Length is another request.
server.maxHeadersCount = 0;
// Longer than load balancers keep an idle connection (60 s is usual): else a request is sent on a connection that closes at that moment.
server.keepAliveTimeout = 75_000;
server.on('upgrade', upgrade);
server.on('error', (error) => {
  process.stderr.write(`pilothouse: the server failed: ${error.message}\n`);
  process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal));
process.on('disconnect', () => stop('the launcher has ended'));

const fronted = new Promise((resolve) => {
  // instrumentation.ts calls this, in development again after an edit.
  globalThis[Symbol.for('pilothouse.server')] = {
    open(given) {
      front = given;
      resolve();
    },
  };
});
await new Promise((resolve) => server.listen(port, hostname, resolve));

// Loaded when the port is open: probes are answered meanwhile.
const { default: next } = await import('next');
const app = next({ dev, dir: import.meta.dirname, hostname, port, httpServer: sockets });
await Promise.all([app.prepare(), fronted]);
const handOn = app.getRequestHandler();
if (!isStopping) answer = serve;
// The launcher waits for it.
process.send?.('serving');

async function serve(request, response) {
  try {
    if (!front.answer(request, response)) await handOn(request, response);
  } catch (error) {
    process.stderr.write(`pilothouse: ${request.method} ${request.url}: ${error.stack}\n`);
    response.destroy();
  }
}

function pendingOf(socket) {
  const known = pending.get(socket);
  if (known !== undefined) return known;
  const responses = new Set();
  pending.set(socket, responses);
  socket.once('close', () => {
    // Node closes the response that is being sent. Those that wait behind it on the connection would never be closed.
    for (const response of responses) {
      if (response.socket === null && !response.writableFinished) response.destroy().emit('close');
    }
  });
  return responses;
}

/** While the process starts or stops: the probe of liveness succeeds, and every other call may be sent again. */
function unavailable(request, response) {
  const lives = request.url.split('?')[0] === '/healthz';
  const sentence = isStopping ? 'Pilothouse is stopping.' : 'Pilothouse is starting.';
  response.writeHead(lives ? 200 : 503, {
    'content-type': 'text/plain',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(lives ? {} : { 'retry-after': '1' }),
    // A body that nobody reads must not be taken for the next request.
    connection: 'close',
  });
  response.end(lives ? 'ok\n' : `${sentence}\n`);
}

/**
 * A server need not follow the wish for an upgrade (RFC 9110 §7.8), and only Next's development server does, for its own websocket. Every
 * other request is put back in front of the parser without that wish, after the answers that are due before it. (Where nobody listens for
 * `upgrade`, Node answers such a request too, but loses what came with it: the next request of the connection.)
 */
function upgrade(request, socket, head) {
  if (dev && request.url.startsWith(HMR_PATH)) {
    if (!sockets.emit('upgrade', request, socket, head)) socket.destroy();
    return;
  }
  const inject = () => {
    socket.unshift(Buffer.concat([headWithoutUpgrade(request), head]));
    server.emit('connection', socket);
  };
  const before = [...(pending.get(socket) ?? [])];
  if (before.length === 0) return inject();
  // Node has let go of the connection: what it would do for these responses is done here.
  const onDrain = () => before.forEach((response) => response.emit('drain'));
  const onError = () => socket.destroy();
  socket.on('drain', onDrain).on('error', onError);
  before.at(-1).once('close', () => {
    socket.off('drain', onDrain).off('error', onError);
    if (!socket.destroyed) inject();
  });
}

function headWithoutUpgrade({ method, url, httpVersion, rawHeaders }) {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name, value] = rawHeaders.slice(at, at + 2);
    if (/^(upgrade|http2-settings)$/i.test(name)) continue;
    const isConnection = name.toLowerCase() === 'connection';
    lines.push(`${name}: ${isConnection ? value.replaceAll(/\b(upgrade|http2-settings)\b/gi, '') : value}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/** Ends the process in order: no new connections, event streams closed, then everything that the runtime holds. */
function stop(why) {
  if (isStopping) return;
  isStopping = true;
  answer = unavailable;
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  server.close();
  server.closeIdleConnections();
  Promise.resolve(front?.stop(why)).then(
    () => process.exit(0),
    (error) => {
      process.stderr.write(`pilothouse: the stop failed: ${error.stack}\n`);
      process.exit(1);
    },
  );
}
