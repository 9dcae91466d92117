// How often the rules on lines fire on code that asks for nothing, such as a library's: bun tests/workflows/team/triggers/rate.ts
// '<glob>' …, each from the root of the file system.
import { readFileSync } from "node:fs";
import { lineRules } from "../../../../src/workflows/team/checks/line-rules.ts";

for (const glob of process.argv.slice(2)) {
  const per = new Map<string, number>();
  const seen = { files: 0, "files that fire": 0, lines: 0, "lines that fire": 0 };
  for (const path of new Bun.Glob(glob).scanSync({ cwd: "/", absolute: true })) {
    const lines = readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "");
    const fired = lines.map((line) => lineRules(line, path)).filter((rules) => rules.length > 0);
    for (const rule of fired.flat()) per.set(rule, (per.get(rule) ?? 0) + 1);
    seen.files++;
    seen.lines += lines.length;
    seen["lines that fire"] += fired.length;
    if (fired.length > 0) seen["files that fire"]++;
  }
  console.log(glob, seen, Object.fromEntries([...per].toSorted(([, a], [, b]) => b - a)));
}
