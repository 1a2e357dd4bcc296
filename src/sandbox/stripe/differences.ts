type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What an object's changed attributes were before, in the shape of an event's `previous_attributes`: objects are
 * compared field by field, arrays as a whole, and an attribute that is new is reported as `null`.
 */
export function previousAttributes(before: object, after: object): Fields | undefined {
  const was = before as Fields;
  const is = after as Fields;
  const found: Fields = {};
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const old = was[key];
    const fresh = is[key];
    if (isFields(old) && isFields(fresh)) {
      const inner = previousAttributes(old, fresh);
      if (inner) found[key] = inner;
    } else if (JSON.stringify(old) !== JSON.stringify(fresh)) {
      found[key] = old ?? null;
    }
  }
  return Object.keys(found).length > 0 ? found : undefined;
}
