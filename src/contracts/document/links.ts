/** Which addresses may come alive. */

/** Longer ones are refused: platforms cut or refuse them, and a text made of them could not be split. */
const LONGEST = 2_000;
const LONGEST_NAME = 300;
/** Telegram turns a link to a person into a mention that pings. */
const PERSON = /^tg:\/\/(user|openmessage)\b/i;

/** The address as it may be linked: http, https, tg (but for people) or mailto; otherwise null. */
export function safeLink(address: string): string | null {
  const given = address.trim().replaceAll(' ', '%20');
  if (given.length > LONGEST || /[\s\p{Cc}]/u.test(given)) return null;
  if (/^mailto:/i.test(given)) {
    const [to = ''] = given.slice('mailto:'.length).split('?');
    return /^[\w.!#$&'*+/=^{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(to) ? `mailto:${to}` : null;
  }
  if (/^tg:/i.test(given)) {
    const wellFormed = /^tg:\/\/[a-z]+(\?[\w%.~=&+-]*)?$/i.test(given) && !PERSON.test(given);
    // In small letters, as platforms look for it.
    return wellFormed ? given.replace(/^[^?]+/, (place) => place.toLowerCase()) : null;
  }
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) return null;
  const url = new URL(given);
  // `https://bank.example@evil.example` reads as the former and opens the latter.
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  return url.href.length <= LONGEST ? url.href : null;
}

/** The name of an uploaded file that an address without a scheme means, otherwise null. */
export function assetNamed(address: string): string | null {
  const bare = address.trim().split(/[?#]/)[0] ?? '';
  const name = decoded(bare)
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '');
  if (name === '' || name.length > LONGEST_NAME || name.startsWith('//') || name.endsWith('/')) return null;
  return /^[a-z][a-z0-9+.-]*:/i.test(name) || /\p{Cc}/u.test(name) ? null : name;
}

/**
 * The place of an asset within an upload: `assetPath('week-1/a.md', '../pictures/b.png')` is
 * `pictures/b.png`. A leading `/` means the top of the upload. Null when it leads out of the upload.
 */
export function assetPath(from: string, asset: string): string | null {
  const steps = asset.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of asset.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.length > 0 ? steps.join('/') : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
