/** Which bytes of a file are asked for. */
export type Wanted = 'whole' | 'beyond' | { from: number; to: number };

/**
 * Reads a Range header for content of `bytes` bytes. One range is answered; several at once, or what cannot be
 * read, is answered with the whole (RFC 9110, 14.2). `beyond`: nothing of it exists.
 */
export function rangeOf(header: string | undefined, bytes: number): Wanted {
  const [, first = '', last = ''] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? '') ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const suffix = Number(last);
    return suffix === 0 || bytes === 0 ? 'beyond' : { from: Math.max(bytes - suffix, 0), to: bytes - 1 };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return 'whole';
  if (from >= bytes) return 'beyond';
  return { from, to: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) };
}

/** Whether one of these tags, as If-None-Match and If-Range list them, is ours. */
export function names(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
