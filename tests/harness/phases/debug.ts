// A small project with a bug, and what an honest debugger writes about it: its first idea is wrong,
// its second one holds.
import type { Brief, Work } from "../team.ts";

export const SYMPTOM = "The total of 1.5 and 2 is 3";

/** Where amounts lose what stands behind the point. */
export const BUGGY: Record<string, string> = {
  "package.json": '{"name": "totals", "private": true, "type": "module"}\n',
  "src/lines.ts": 'export const lines = (text: string): string[] => text.trimEnd().split("\\n");\n',
  "src/total.ts":
    'import { lines } from "./lines.ts";\n\nexport const total = (text: string): number =>\n  lines(text).reduce((sum, line) => sum + Number.parseInt(line, 10), 0);\n',
};

export const TEST_FILE = "tests/total.test.ts";
/** `expected`: what the test wants of 1.5 and 2. */
export const totalTest = (expected: number): string =>
  `import { expect, test } from "bun:test";\nimport { total } from "../src/total.ts";\n\ntest("what stands behind the point counts", () => expect(total("1.5\\n2\\n")).toBe(${expected}));\n`;
export const FIXED = BUGGY["src/total.ts"]!.replace("Number.parseInt(line, 10)", "Number(line)");

const command = (words: string) => ({ command: words, exit: "zero", output: null });

export const LAST_LINE = {
  hypothesis: "lines() drops the last line when the text has no line end",
  test: command("grep -q slice src/lines.ts"),
  proves: "Without a slice nothing drops a line; with one it is where to look.",
  if_so: "root_cause",
};
export const NO_POINT = {
  ...LAST_LINE,
  hypothesis: "total() reads amounts with parseInt, which stops at the point",
  test: command("grep -q parseInt src/total.ts"),
  proves: "What stands behind the point is lost before anything is added.",
};

/** What debugger writes and changes for a brief. */
export function debuggerWork({ text, writes }: Pick<Brief, "text" | "writes">): Work {
  if (writes.endsWith("debug-hypothesis.json"))
    return { artifact: text.includes(`${LAST_LINE.hypothesis} (`) ? NO_POINT : LAST_LINE };
  if (writes.endsWith("debug-reproduce.json"))
    return {
      edits: { [TEST_FILE]: totalTest(3.5) },
      artifact: { command: `bun test ${TEST_FILE}`, shows: "The total of 1.5 and 2 is 3.5." },
    };
  return {
    edits: { "src/total.ts": FIXED },
    artifact: { status: "done", summary: "Amounts are read whole.", reason: null },
  };
}
