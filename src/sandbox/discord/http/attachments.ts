/** Serves the files of messages, as Discord's CDN does. */
import type { ServerResponse } from 'node:http';
import type { World } from '../world.js';

/** Answers `/attachments/:channel/:id/:name`; false when the path is another. */
export function serveFile(world: World, method: string, path: string, response: ServerResponse): boolean {
  const found = /^\/attachments\/(\d+)\/(\d+)\/([^/]+)$/.exec(path);
  if (!found || (method !== 'GET' && method !== 'HEAD')) return false;
  const file = world.state.files[found[2] ?? ''];
  if (!file || file.channelId !== found[1]) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.');
    return true;
  }
  const shown = /^(image\/(png|jpeg|gif|webp)|audio\/|video\/)/.test(file.contentType);
  response.writeHead(200, {
    'content-type': file.contentType,
    'content-length': file.size,
    // What members upload must not run as a page of this origin.
    'content-disposition': shown ? 'inline' : 'attachment',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
  });
  response.end(method === 'HEAD' ? undefined : Buffer.from(file.base64, 'base64'));
  return true;
}
