// The tables of docs/guarantees.md: which specs show which promise, as each spec says of itself in
// its line `// Guarantee: …`, and what a gate does by the value of its evidence, in the line `//
// Gate: … | proven | refuted | unknown`. `bun tests/docs/specs-table.ts` writes it into the page.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { read, root } from "./pages.ts";

const PAGE = "docs/guarantees.md";
const MATRIX = "| gate | proven | refuted | unknown |\n|---|---|---|---|\n";
const BEGIN = "| promise | specs |\n|---|---|\n";

/** Promises by name in the order of the page, each with the invariants behind it. */
export const promises = (): { name: string; invariants: number[] }[] =>
  [...read(PAGE).matchAll(/^### (.+) \(invariants? (.+)\)$/gm)].map(([, name, numbers]) => ({
    name: name!,
    invariants: numbers!.match(/\d+/g)!.map(Number),
  }));

const specs = (): string[] =>
  readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" })
    .filter((one) => one.endsWith(".test.ts") && !/node_modules|^fixtures/.test(one))
    .sort();

/** Rows of the matrix: a gate, and what comes of proven, refuted and unknown evidence. */
export const gates = (): string[][] =>
  specs()
    .flatMap((file) => [...read(join("tests", file)).matchAll(/^\/\/ Gate: (.+)$/gm)])
    .map(([, row]) => row!.split(" | "))
    .sort(([a], [b]) => a!.localeCompare(b!));

/** Specs of each promise that a spec names. */
export function specsByPromise(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of specs()) {
    const [, named = ""] = /^\/\/ Guarantee: (.+)\.$/m.exec(read(join("tests", file))) ?? [];
    for (const name of named.split("; ").filter((one) => one !== ""))
      found.set(name, [...(found.get(name) ?? []), file]);
  }
  return found;
}

/** The rows of the table. */
export function table(): string {
  const specs = specsByPromise();
  const named = (file: string): string => `\`tests/${file}\``;
  return promises()
    .map(({ name }) => `| ${name} | ${(specs.get(name) ?? []).map(named).join(", ")} |\n`)
    .join("");
}

/** The page with the tables as they have to be. */
export function pageWithTable(): string {
  const matrix = gates().map((row) => `| ${row.join(" | ")} |\n`);
  return [[MATRIX, matrix.join("")] as const, [BEGIN, table()] as const].reduce(
    (page, [begin, rows]) => {
      const [text, rest] = page.split(begin);
      return `${text}${begin}${rows}${rest!.replace(/^(?:\|.*\n)*/, "")}`;
    },
    read(PAGE),
  );
}

if (import.meta.main) writeFileSync(join(root, PAGE), pageWithTable());
