import { isAway, type Pool } from "../database/connection.ts";
import { VERSION, versionOf } from "../database/migrate.ts";
import { Problem } from "./problem.ts";

/** Postgres has so long to answer. */
const ANSWER_MS = 3_000;
/** Whoever asks more often gets the same answer: anybody may ask. */
const KEPT_MS = 1_000;
const AFTER_S = 5;

const away = (): Problem =>
  new Problem(
    503,
    "database",
    {
      found: "a database that does not answer",
      expected: "one that does",
      next: "Check that PostgreSQL runs, and that this machine reaches it.",
    },
    { "retry-after": String(AFTER_S) },
  );

async function look(pool: Pool): Promise<Problem | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, ANSWER_MS, null);
  try {
    const version = await Promise.race([versionOf(pool), late]);
    if (version === null) return away();
    if (version === VERSION) return null;
    return new Problem(503, "version", {
      found: `a database of version ${version}`,
      expected: `version ${VERSION}`,
      next:
        version > VERSION
          ? "Update this server: another one of a newer version uses the database."
          : "Start this server again: it updates the database then.",
    });
  } catch (error) {
    if (isAway(error)) return away();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Has a database looked at, at most once a second. @throws Problem where it cannot be used */
export function readiness(pool: Pool): () => Promise<void> {
  let last: { at: number; answer: Promise<Problem | null> } | null = null;
  return async () => {
    const now = performance.now();
    if (last === null || now - last.at > KEPT_MS) last = { at: now, answer: look(pool) };
    const problem = await last.answer;
    if (problem !== null) throw problem;
  };
}
