// The table of docs/guarantees.md: which specs show which promise, as each spec says of itself in its line `// Guarantee: …`.
// `bun tests/docs/specs-table.ts` writes it into the page.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { read, root } from "./pages.ts";

const PAGE = "docs/guarantees.md";
const BEGIN = "| promise | specs |\n|---|---|\n";

/** Promises by name in the order of the page, each with the invariants behind it. */
export const promises = (): { name: string; invariants: number[] }[] =>
  [...read(PAGE).matchAll(/^### (.+) \(invariants? (.+)\)$/gm)].map(([, name, numbers]) => ({
    name: name!,
    invariants: numbers!.match(/\d+/g)!.map(Number),
  }));

/** Specs of each promise that a spec names. */
export function specsByPromise(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const files = readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" });
  for (const file of files.filter((one) => one.endsWith(".test.ts") && !/node_modules|^fixtures/.test(one)).sort()) {
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

/** The page with the table as it has to be. */
export function pageWithTable(): string {
  const [text, rest] = read(PAGE).split(BEGIN);
  return `${text}${BEGIN}${table()}${rest!.replace(/^(?:\|.*\n)*/, "")}`;
}

if (import.meta.main) writeFileSync(join(root, PAGE), pageWithTable());
