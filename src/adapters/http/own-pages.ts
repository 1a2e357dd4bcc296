import type { FastifyPluginAsync, FastifyRequest } from 'fastify';

/** Names that mean this machine wherever they are looked up. */
const HERE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;
const ADDRESS = /^(\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]+\])$/i;

const REFUSAL = 'open this by the address of the machine, or set PUBLIC_URL to the name you call it by';

/**
 * Routes for people who sit at this machine, such as the sandbox: other people's web pages must not reach
 * them through a browser here. So requests are refused that came under a foreign name (which could be
 * re-pointed to this machine), and changes that another site's page asked for.
 * @param publicUrl the one name beside this machine's own under which they may be opened
 */
export function ownPagesOnly(publicUrl: string, routes: FastifyPluginAsync): FastifyPluginAsync {
  const ours = new URL(publicUrl).hostname;
  return async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      if (!isNamedOurs(request, ours) || isFromElsewhere(request)) {
        return reply.code(403).send({ error: REFUSAL });
      }
    });
    await app.register(routes);
  };
}

function isNamedOurs({ hostname }: FastifyRequest, ours: string): boolean {
  return HERE.test(hostname) || ADDRESS.test(hostname) || hostname.toLowerCase() === ours.toLowerCase();
}

/** Browsers say where a request comes from; what is no browser has nobody to be tricked. */
function isFromElsewhere({ method, headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  const isNavigation = headers['sec-fetch-mode'] === 'navigate';
  if (method === 'GET' || method === 'HEAD') {
    return site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation;
  }
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin } = headers;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}
