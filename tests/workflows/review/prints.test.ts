import { describe, expect, test } from "bun:test";
import { printsOf } from "../../../src/workflows/review/fixed.ts";

const finding = { file: "src/a.ts", quote: "const a = b;", problem: "b may be null." };
const shared = (over: Partial<typeof finding> & { at?: string }): number => {
  const before = printsOf(finding);
  return printsOf({ ...finding, ...over }).filter((print) => before.includes(print)).length;
};

describe("fingerprints of a finding", () => {
  test("are two short words", () => {
    expect(printsOf(finding)).toEqual([expect.stringMatching(/^[0-9a-f]{8}$/), expect.stringMatching(/^[0-9a-f]{8}$/)]);
    expect(new Set(printsOf(finding)).size).toBe(2);
  });

  test("stay the same from version to version: journals hold them", () => {
    expect(printsOf(finding)).toEqual(["44ea9580", "5249bb2e"]);
  });

  test.each<[string, Partial<typeof finding> & { at?: string }, number]>([
    ["the same", {}, 2],
    ["white space apart", { quote: "  const a\n  = b;", problem: " b  may be null. " }, 2],
    ["the same quote, in other words", { problem: "Crashes without b." }, 1],
    ["the same words about a line that changed", { quote: "const a = b!;" }, 1],
    ["the same words in other letters", { quote: "let a;", problem: "B may be NULL." }, 1],
    ["another problem elsewhere in the file", { quote: "let a;", problem: "Unused." }, 0],
    ["the same in another file", { file: "src/b.ts" }, 0],
    ["the same in another step", { at: "S2" }, 0],
    ["a quote in other letters", { quote: "const A = B;", problem: "Unused." }, 0],
  ])("%s", (_name, over, count) => {
    expect(shared(over)).toBe(count);
  });

  test("what is missing has no quote: its words alone name it", () => {
    const missing = (problem: string) => printsOf({ file: "src/a.ts", quote: " ", problem });
    expect(missing("No test.")).toHaveLength(1);
    expect(missing("No test.")).not.toEqual(missing("No docs."));
    expect(printsOf({ file: "src/a.ts", problem: "No test." })).toEqual(missing("No test."));
  });
});
