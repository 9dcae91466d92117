import { appendFileSync } from "node:fs";

/**
 * What was done to the program. The words are those of the table that the tests print, its groups
 * those of `npm test`.
 */
export type Kind =
  | "kill points: store, at each call"
  | "kill points: store, real kill -9"
  | "kill points: store, kill -9 at random moments"
  | `kill points: hook process, ${string}`
  | `kill points: job server, ${string}`
  | `races: ${string}`
  | `others: ${string}`;

function note(kind: Kind, what: "tried" | "survived"): void {
  const file = process.env.MULTI_AI_FAULTS_FILE;
  if (file) appendFileSync(file, `${JSON.stringify([kind, what])}\n`);
}

/**
 * Tries one fault: `work` does it and throws unless the program survived it. Counted where the
 * runner of the tests asks for it, before and after, so that a test that dies has survived nothing.
 */
export function fault<T>(kind: Kind, work: () => T): T {
  note(kind, "tried");
  const done = work();
  if (!(done instanceof Promise)) {
    note(kind, "survived");
    return done;
  }
  return done.then((value) => {
    note(kind, "survived");
    return value;
  }) as T;
}

/** Faults that came together and are judged at once: all of them survived, or none. */
export function faults<T>(kind: Kind, count: number, work: () => T): T {
  for (let one = 0; one < count; one++) note(kind, "tried");
  const done = work();
  for (let one = 0; one < count; one++) note(kind, "survived");
  return done;
}
