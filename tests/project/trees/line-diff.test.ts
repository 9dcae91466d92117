// Runs: in full too.
// Not in npm test: of 200,000 lines, (?:every second|few lines)
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { lineDiff } from "../../../src/project/trees/line-diff.ts";
import { runs } from "../../harness/in-full.ts";
import { projects } from "./tree-projects.ts";

const { folder, write } = projects();

describe("a diff of lines", () => {
  const text = fc
    .array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "-x\n", "+y\r\n", "\\ z\n", "é\u2028\n"), {
      maxLength: 25,
    })
    .map((lines) => lines.join(""));
  const ending = fc.constantFrom("", "end", "end\n");

  test("is one that git applies, to the very text", () => {
    fc.assert(
      fc.property(text, ending, text, ending, (a, x, b, y) => {
        const project = folder("apply");
        write(project, { f: a + x });
        const { hunks, added, removed } = lineDiff(a + x, b + y);
        expect(hunks === "").toBe(a + x === b + y);
        if (hunks === "" || a + x === "" || b + y === "") return;
        Bun.spawnSync(["git", "apply", "-"], {
          cwd: project,
          stdin: Buffer.from(`--- a/f\n+++ b/f\n${hunks}`),
        });
        expect(readFileSync(join(project, "f"), "utf8")).toBe(b + y);
        const lines = (sign: string) =>
          hunks.split("\n").filter((line) => line.startsWith(sign)).length;
        expect([added, removed]).toEqual([lines("+"), lines("-")]);
      }),
      { numRuns: runs(100) },
    );
  });

  test("what it has given up on is still one that git applies", () => {
    const project = folder("given-up");
    const lines = (sign: string) =>
      Array.from({ length: 1_500 }, (_, i) => `${sign}${i}\n`).join("");
    write(project, { f: `${lines("a")}same` });
    const { hunks } = lineDiff(`${lines("a")}same`, `${lines("b")}same\n`);
    Bun.spawnSync(["git", "apply", "-"], {
      cwd: project,
      stdin: Buffer.from(`--- a/f\n+++ b/f\n${hunks}`),
    });
    expect(readFileSync(join(project, "f"), "utf8")).toBe(`${lines("b")}same\n`);
  });

  test.each<[string, (index: number) => string]>([
    ["all different", (index) => `b${index}\n`],
    ["every second one different", (index) => (index % 2 === 0 ? `b${index}\n` : `a${index}\n`)],
    ["few lines in another order", (index) => `a${(index * 7919) % 50}\n`],
  ])(
    "of 200,000 lines, %s, comes to an end: without its bound the search would outlast any test",
    (_name, line) => {
      const text = (of: (index: number) => string) =>
        Array.from({ length: 200_000 }, (_, index) => of(index)).join("");
      const [from, to] = [text((index) => `a${index}\n`), text(line)];
      expect(lineDiff(from, to).added).toBeGreaterThan(0);
      expect(
        lineDiff(
          to,
          text((index) => line(index + 13)),
        ).added,
      ).toBeGreaterThan(0);
    },
  );
});
