import type { JobRequest } from "./job.ts";

/** What a job has taken so far, as far as it is known. */
export type Taken = Partial<Record<keyof JobRequest["limits"], number | null>>;

const NAMES = { tokens: "token", money: "US dollar", minutes: "minute" } as const;

/** Which limit a job has reached, and how that is told; null: none. */
export function reachedLimit(
  limits: JobRequest["limits"],
  spent: Taken,
): { name: keyof typeof NAMES; text: string } | null {
  for (const name of ["tokens", "money", "minutes"] as const) {
    const most = limits[name];
    if (most === undefined || (spent[name] ?? 0) < most) continue;
    const text = `its limit of ${most} ${NAMES[name]}${most === 1 ? "" : "s"} is reached`;
    return { name, text };
  }
  return null;
}
