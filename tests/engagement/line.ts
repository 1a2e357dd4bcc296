import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Line {
  /** The same database, by way of this line. */
  url: string;
  /** Nothing goes through any more. */
  cut(): Promise<void>;
  /** Everything goes through again. */
  mend(): Promise<void>;
}

/** A line to a database that a test can cut. */
export async function openLine(url: string): Promise<Line> {
  const to = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const by = new URL(url);
  const port = await listen(0);
  by.hostname = '127.0.0.1';
  by.port = String(port);
  return {
    url: by.toString(),
    async cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
    mend: async () => void (await listen(port)),
  };
}
