import { readFileSync } from "node:fs";
import { join } from "node:path";

const FILES = ["folder", "programs", "tree", "blind"];
const SOURCES = FILES.map((name) => readFileSync(join(import.meta.dir, `${name}.ts`), "utf8"));

/** Whether a cheat, by its name, is tried in trust.test.ts. */
export const triedByTrust = (name: string): boolean =>
  SOURCES.some((text) => text.includes(JSON.stringify(name)));
