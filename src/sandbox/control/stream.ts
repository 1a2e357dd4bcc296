import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sandbox } from '../host.js';

/** Server-sent events: one `changed` after anything changed; what changed is fetched by whoever cares. */
export function serveStream(sandbox: Sandbox, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.raw.write('event: changed\ndata: {}\n\n');
  const stop = sandbox.onChange(() => reply.raw.write('event: changed\ndata: {}\n\n'));
  request.raw.on('close', () => {
    stop();
    reply.raw.end();
  });
}
