import { createServer } from 'node:net';

/**
 * Checks, before anything is started, that the address is free.
 *
 * @param port 0: any free port.
 * @returns the port.
 * @throws Error with one line that names the variable to set.
 */
export function claimPort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new Error(sentence(host, port, cause), { cause })),
    );
    probe.listen({ host, port, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

function sentence(host: string, port: number, { code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: ${port} on ${host} is in use by another program; stop it, or set PORT to another.`;
    case 'EACCES':
      return `PORT: ${port} needs rights that this user has not; set PORT to 1024 or above.`;
    case 'ENOTFOUND':
    case 'EADDRNOTAVAIL':
      return `HOSTNAME: ${host} is no address of this machine; set it to 127.0.0.1 or 0.0.0.0.`;
    default:
      return `PORT: ${port} on ${host} cannot be served (${message}).`;
  }
}

/** The address of a server that listens on `host`, for a browser on this machine. */
export function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
