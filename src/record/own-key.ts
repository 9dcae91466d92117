import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PLUGIN } from "../plugin.ts";
import { attempt } from "../process/attempt.ts";
import { isInside, type Rooted } from "../project/project.ts";
import { readCache } from "../store/disk.ts";
import { randomHex, sha256 } from "../store/journal.ts";
import type { Env } from "./outside.ts";

/**
 * The person's key: a secret of their own, in their data folder, by which they take their runs over
 * on another machine. A run's first event names its fingerprint and carries its seal, and what is
 * exported is sealed with it.
 */
export type Key = NonNullable<ReturnType<typeof keyOf>>;

/**
 * What the seal in a run's first event is about. A fingerprint alone can be copied from any
 * journal.
 */
export const begunText = (run: string, request: string): string =>
  JSON.stringify(["begun", run, request]);

const SECRET = /^[0-9a-f]{64}$/;

/** The data folder of the person; null: none outside of the project is known. */
export function dataHome(
  { XDG_DATA_HOME: data, HOME: home }: Env,
  { root }: Rooted,
): string | null {
  const folder = data?.startsWith("/")
    ? data
    : home?.startsWith("/")
      ? join(home, ".local", "share")
      : null;
  return folder === null || isInside(folder, root) ? null : folder;
}

/** Where the key lies; null: there is no place for it. */
export function keyFile(env: Env, project: Rooted): string | null {
  const folder = dataHome(env, project);
  return folder && join(folder, "multi-ai", "key");
}

/** The key in a file; null: there is none. */
export const keyIn = (path: string): Key | null => keyOf(readCache(path)?.toString().trim() ?? "");

/** The key with this secret; null: it is none. */
export function keyOf(secret: string) {
  if (!SECRET.test(secret)) return null;
  return {
    fingerprint: sha256(`${PLUGIN} key ${secret}`),
    /** What only who has the key can say of a text. */
    seal: (text: string): string =>
      new Bun.CryptoHasher("sha256", secret).update(text).digest("hex"),
  };
}

/** The person's own key, which is made at its first use; null: it can be neither read nor made. */
export function ownKey(env: Env, project: Rooted): Key | null {
  const path = keyFile(env, project);
  if (path === null) return null;
  // One that is there stays.
  attempt(() => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${randomHex(32)}\n`, { flag: "wx", mode: 0o600 });
  }, undefined);
  return keyIn(path);
}
