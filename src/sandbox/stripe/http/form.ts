/** What a form-encoded body decodes to: text, lists and fields, nested at will. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

const maxDepth = 8;

function keysOf(name: string): string[] {
  const start = name.indexOf('[');
  if (start < 0) return [name];
  const inner = [...name.slice(start).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
  return [name.slice(0, start), ...inner];
}

/** Decodes `a[b][0]=x&a[c][]=y` as Stripe does: numbered and empty brackets make lists. */
export function decodeForm(text: string): Form {
  const root: Form = Object.create(null) as Form;
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = keysOf(name).slice(0, maxDepth);
    let place: Form = root;
    keys.forEach((raw, depth) => {
      const key = raw === '' ? String(Object.keys(place).length) : raw;
      if (depth === keys.length - 1) {
        place[key] = value;
        return;
      }
      const next = place[key];
      if (typeof next === 'object' && !Array.isArray(next)) place = next;
      else place = place[key] = Object.create(null) as Form;
    });
  }
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, withLists(value)]));
}

function withLists(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  const entries = Object.entries(value).map(([key, inner]) => [key, withLists(inner)] as const);
  // Clients number the entries of a list from 0; anything else is a field that happens to look like a number.
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) return entries.map(([, inner]) => inner);
  return Object.fromEntries(entries);
}
