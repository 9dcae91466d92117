/** Milliseconds between two looks. */
const POLL_MS = 50;

/**
 * Looks until that is there which is waited for, at most so many milliseconds; what the last look
 * found.
 */
export async function lookUntil<T>(
  look: (isAgain: boolean) => T,
  isThere: (found: T) => boolean,
  mostMs: number,
): Promise<T> {
  for (let waited = 0; ; waited += POLL_MS) {
    const found = look(waited > 0);
    if (isThere(found) || waited >= mostMs) return found;
    await Bun.sleep(POLL_MS);
  }
}
