import type { Running } from './run.js';

/** What an operator sees when it is up: what runs where, and what to do next. */
export function banner(
  running: Pick<Running, 'url' | 'where' | 'sandboxUrl'>,
  setupCode: string | null,
): string {
  const { url, where, sandboxUrl } = running;
  const width = Math.max(...Object.keys(where).map((key) => key.length), 'webhooks'.length);
  const line = (key: string, value: string) => `  ${key.padEnd(width)}  ${value}`;
  return [
    '',
    '  Lyceum is running',
    '',
    ...Object.entries(where).map(([key, value]) => line(key, value)),
    line('http', url),
    ...(where['processes'] === 'worker' ? [] : [line('webhooks', `${url}/webhooks/stripe`)]),
    ...(sandboxUrl ? ['', `  Try it here: ${sandboxUrl}`] : []),
    ...(setupCode
      ? ['', `  No community yet. Say this in your guild or group within 24 hours:  /setup ${setupCode}`]
      : []),
    '',
    '  Ctrl-C stops it.',
    '',
  ].join('\n');
}
