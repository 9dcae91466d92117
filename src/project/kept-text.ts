import type { Mask } from "./mask.ts";

/**
 * Masks what a diff shows or the host tells of an agent, before it is cut, kept or shown. What finds secret values takes 40 ms
 * to load, and is loaded at the first text. `shortest`: as `maskOfProject` has it.
 */
export function maskKept(root: string, shortest?: number): Mask {
  let mask: Mask | undefined;
  return (text) => {
    if (text === "") return text;
    const { maskOfProject } = require("./secrets.ts") as typeof import("./secrets.ts");
    mask ??= maskOfProject(root, process.env, shortest);
    return mask(text);
  };
}

/** Masks what files that keep secrets name as one. */
export function maskHeld(text: string, holders: readonly (string | null)[]): string {
  if (holders.length === 0) return text;
  const { valuesIn } = require("./secrets.ts") as typeof import("./secrets.ts");
  const { maskOf } = require("./mask.ts") as typeof import("./mask.ts");
  return maskOf(holders.flatMap((one) => valuesIn(one ?? "")))(text);
}
