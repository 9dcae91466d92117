/**
 * What `work` gives; `otherwise` where it throws: whatever that is, or an error of this kind alone.
 */
export function attempt<T, U>(
  work: () => T,
  otherwise: U,
  kind?: new (...args: never[]) => Error,
): T | U {
  try {
    return work();
  } catch (error) {
    if (kind !== undefined && !(error instanceof kind)) throw error;
    return otherwise;
  }
}

/** What a thrown value says. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
