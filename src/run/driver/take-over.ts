import type { Host, Run } from "../../engine/run.ts";
import { sameHost } from "../../engine/run.ts";
import { livingOwner } from "../../host/host.ts";

/**
 * How a session takes over a live run that it does not own: without `--force` only where no other
 * session is at work on it. Null: it owns the run, or a driver does, whose runs belong to the
 * person everywhere.
 */
export function takeOverOf(
  run: Run,
  session: string,
  host: Host | null,
): "resume" | "resume --force" | null {
  if (run.owner?.session === session || run.owner?.driver) return null;
  return sameHost(run.owner?.host, host) || livingOwner(run) === null ? "resume" : "resume --force";
}
