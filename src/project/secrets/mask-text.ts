import type { Mask } from "./mask.ts";

/**
 * Masks what a diff shows or the host tells of an agent, before it is cut, kept or shown. What
 * finds secret values takes 40 ms to load, and is loaded at the first text. `shortest`, `begun`: as
 * `maskOfProject` has them.
 */
export function projectMask(root: string, shortest?: number, begun: number | null = null): Mask {
  let mask: Mask | undefined;
  return (text) => {
    if (text === "") return text;
    const { maskOfProject } = require("./secrets.ts") as typeof import("./secrets.ts");
    mask ??= maskOfProject(root, process.env, shortest, begun);
    return mask(text);
  };
}

/** A value with each text in it masked. */
export function maskedIn<T>(value: T, mask: Mask): T {
  if (typeof value === "string") return mask(value) as T;
  if (Array.isArray(value)) return value.map((one) => maskedIn(one, mask)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, maskedIn(one, mask)]);
  return Object.fromEntries(entries) as T;
}

/** Masks values that are secrets by the project's own secret files. */
export function maskFileSecrets(
  text: string,
  holders: readonly (string | null)[],
  showsPrograms: boolean,
): string {
  if (holders.length === 0) return text;
  const { valuesIn } = require("./secrets.ts") as typeof import("./secrets.ts");
  const { maskOf } = require("./mask.ts") as typeof import("./mask.ts");
  return maskOf(
    holders.flatMap((holder) => valuesIn(holder ?? "")),
    showsPrograms,
  )(text);
}
