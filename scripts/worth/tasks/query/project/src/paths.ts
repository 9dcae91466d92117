/** What a record holds under a dotted name; undefined: nothing. */
export function lookup(record: unknown, path: string): unknown {
  return find(record, path.split("."));
}

function find(value: unknown, parts: readonly string[]): unknown {
  if (parts.length === 0) return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  // A key with dots goes first, so the longest is tried first.
  for (let count = parts.length; count > 0; count--) {
    const key = parts.slice(0, count).join(".");
    if (!Object.hasOwn(value, key)) continue;
    const found = find((value as Record<string, unknown>)[key], parts.slice(count));
    if (found !== undefined) return found;
  }
  return undefined;
}
