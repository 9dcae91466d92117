import { readdirSync, readFileSync } from "node:fs";
import { attempt } from "../attempt.ts";

/**
 * Paths at which any process that can be seen has something mounted. None where the system does not
 * tell.
 */
export function mountPoints(): Set<string> {
  const pids = attempt(() => readdirSync("/proc"), []).filter((name) => /^\d+$/.test(name));
  const tables = new Set(
    pids.map((pid) => attempt(() => readFileSync(`/proc/${pid}/mountinfo`, "utf8"), "")),
  );
  return new Set(
    [...tables].flatMap((table) =>
      table.split("\n").map((line) => plain(line.split(" ")[4] ?? "")),
    ),
  );
}

/** A path as the kernel writes it: blanks and the like are three octal digits. */
const plain = (path: string): string =>
  path.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
