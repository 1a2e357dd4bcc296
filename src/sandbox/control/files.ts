import type { FastifyReply } from 'fastify';
import type { Sandbox } from '../host.js';
import { ActionError } from '../kit.js';

/** What a browser may show by itself; anything else is handed over to be saved. */
const shown = new Set(['image/png', 'image/jpeg', 'image/gif']);

/** A file that somebody sent on Telegram, by the id that messages name. */
export function serveFile(sandbox: Sandbox, id: string, reply: FastifyReply): FastifyReply {
  const { files } = sandbox.telegram.state();
  const file = Object.hasOwn(files, id) ? files[id] : undefined;
  if (!file) throw new ActionError('There is no such file.', 404);
  const name = encodeURIComponent(file.name ?? file.path.slice(file.path.lastIndexOf('/') + 1));
  const asPicture = shown.has(file.mime);
  return reply
    .header('content-type', asPicture ? file.mime : 'application/octet-stream')
    .header('content-disposition', `${asPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
    .header('cache-control', 'private, max-age=3600')
    .header('x-content-type-options', 'nosniff')
    .send(Buffer.from(file.base64, 'base64'));
}
