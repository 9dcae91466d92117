/**
 * How much longer than on an idle machine anything may take before a test gives it up. A limit is
 * there for what hangs, and says nothing about speed: two runs of all tests on two processors at
 * once were seen to take up to four times as long.
 */
const PATIENCE = 8;

/** Milliseconds to wait at most for what takes `ms` at most on an idle machine. */
export const patient = (ms: number): number => ms * PATIENCE;

/** In milliseconds: how often it is looked for what is waited for. */
const POLL_MS = 20;

/**
 * Waits until something holds that takes `ms` at most on an idle machine; false: it does not hold
 * even then.
 */
export async function eventually(holds: () => boolean, ms = 10_000): Promise<boolean> {
  for (const end = Date.now() + patient(ms); !holds(); await Bun.sleep(POLL_MS))
    if (Date.now() > end) return false;
  return true;
}
