type Fields = Record<string, unknown>;

/**
 * What an object's changed attributes were before, in the shape of an event's `previous_attributes`, which the
 * published types describe as a part of the object: an attribute that changed anywhere is reported whole.
 */
export function previousAttributes(before: object, after: object): Fields | undefined {
  const was = before as Fields;
  const is = after as Fields;
  const found: Fields = {};
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (JSON.stringify(was[key]) !== JSON.stringify(is[key])) found[key] = was[key] ?? null;
  }
  return Object.keys(found).length > 0 ? found : undefined;
}
