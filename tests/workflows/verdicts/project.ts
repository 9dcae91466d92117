// One change over files of many languages, as it was and as it is: what the verdicts of the list
// are about.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import texts from "./project.yaml";

type Texts = Record<string, string | Uint8Array>;

export const BEFORE: Texts = {
  ...texts.before,
  "img/logo.png": new Uint8Array([137, 80, 78, 71, 0, 1, 2, 3]),
};

export const AFTER: Texts = {
  ...texts.after,
  "img/logo.png": new Uint8Array([137, 80, 78, 71, 0, 9, 9, 9]),
  // Larger than what is read as a text.
  "data/rows.csv": `${"1,2,3,".repeat(170_000)}\n`.repeat(9),
};
const DELETED = ["src/old-name.ts", "src/retired.ts", "src/moved.ts"];

export function writeAll(root: string, texts: Texts): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Carries the change out in a folder. @returns the paths that it touched */
export function change(root: string): string[] {
  writeAll(root, AFTER);
  for (const path of DELETED) rmSync(join(root, path));
  chmodSync(join(root, "run.sh"), 0o755);
  return [...Object.keys(AFTER), ...DELETED, "run.sh"];
}
