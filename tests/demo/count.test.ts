// Runs: together.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir, writeFiles } from "../harness/project.ts";

// Plain JavaScript, because Node runs it before there is Bun.
const { addCounts, countTests, isPlayed, isWanted, lastLine, needingTests } = await import(
  join(import.meta.dir, "../count.mjs")
);

const report = (tests: number, failures: number, skipped: number): string =>
  `<?xml version="1.0"?>\n<testsuites name="bun test" tests="${tests}" assertions="9" failures="${failures}" skipped="${skipped}" time="0.1">\n  <testsuite tests="77" failures="77" />\n</testsuites>`;

describe("what a run of bun test counts as", () => {
  test.each([
    ["all passed", report(5, 0, 0), 0, { passed: 5, failed: 0, skipped: 0 }],
    ["one failed", report(5, 1, 0), 1, { passed: 4, failed: 1, skipped: 0 }],
    ["skipped tests have not passed", report(5, 1, 2), 1, { passed: 2, failed: 1, skipped: 2 }],
    ["a bad end without a failed test", report(5, 0, 0), 1, { passed: 5, failed: 1, skipped: 0 }],
    [
      "ended by a signal or the time limit",
      report(5, 0, 0),
      null,
      { passed: 5, failed: 1, skipped: 0 },
    ],
    ["a file that does not load leaves no report", null, 1, { passed: 0, failed: 1, skipped: 0 }],
    ["no report although it ended well", null, 0, { passed: 0, failed: 1, skipped: 0 }],
    ["a file without a test", report(0, 0, 0), 0, { passed: 0, failed: 1, skipped: 0 }],
    ["a report that is cut", "<testsuites na", 0, { passed: 0, failed: 1, skipped: 0 }],
    ["a report without numbers", "<testsuites>", 0, { passed: 0, failed: 1, skipped: 0 }],
  ] as [string, string | null, number | null, object][])("%s", (_case, text, code, counts) => {
    expect(countTests(text, code)).toEqual(counts);
  });

  test("the report of the real bun test", () => {
    const folder = tempDir();
    writeFiles(folder, {
      "a.test.ts":
        'import { expect, test } from "bun:test";\ntest("<a> & b", () => {});\ntest("b", () => expect(1).toBe(2));\ntest.skip("c", () => {});\n',
    });
    const xml = join(folder, "report.xml");
    const child = Bun.spawnSync(
      [process.execPath, "test", "--reporter=junit", `--reporter-outfile=${xml}`, "./a.test.ts"],
      { cwd: folder },
    );
    expect(countTests(readFileSync(xml, "utf8"), child.exitCode)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
    });
  });
});

test("the last line is the sum of everything", () => {
  const sum = addCounts([
    { passed: 2, failed: 0, skipped: 1 },
    { passed: 0, failed: 1 },
    { passed: 40, failed: 2, skipped: 0 },
  ]);
  expect(sum).toEqual({ passed: 42, failed: 3, skipped: 1, missing: [] });
  expect(lastLine(sum)).toBe("42 passed, 3 failed");
  expect(lastLine(addCounts([]))).toBe("0 passed, 0 failed");
});

test("tests that were skipped for what the machine lacks are counted in it, each once, with what that is", () => {
  const one = { passed: 1, failed: 0, skipped: 0, missing: [["zsh"], ["bubblewrap", "socat"]] };
  expect(lastLine(addCounts([one, { ...one, missing: [["zsh"]] }]))).toBe(
    "2 passed, 0 failed, 3 skipped: no bubblewrap, no socat, no zsh",
  );
});

test("which tests of a real report need something, and were skipped", () => {
  const folder = tempDir();
  const text = `import { describe, test } from "bun:test";
describe("a <b>", () => {
  describe("c", () => test.skip("d (needs bubblewrap, socat)", () => {}));
  test("e (needs fish)", () => {});
});
test.skip("f", () => {});
test("g (as root)", () => {});
`;
  writeFiles(folder, { "a.test.ts": text, "b.test.ts": text });
  const xml = join(folder, "report.xml");
  const reporter = ["--reporter=junit", `--reporter-outfile=${xml}`];
  Bun.spawnSync([process.execPath, "test", ...reporter, "./a.test.ts", "./b.test.ts"], {
    cwd: folder,
  });
  const found = needingTests(readFileSync(xml, "utf8"));
  expect(found).toEqual(
    ["a.test.ts", "b.test.ts"].flatMap((file) => [
      {
        ...{ name: "a <b> c d (needs bubblewrap, socat)", file },
        ...{ needs: ["bubblewrap", "socat"], isSkipped: true },
      },
      { name: "a <b> e (needs fish)", file, needs: ["fish"], isSkipped: false },
    ]),
  );
  expect(found.map((one: object) => isPlayed(one, "^(?!.*socat)"))).toEqual([
    ...[false, true],
    ...[false, true],
  ]);
  expect(needingTests(null)).toEqual([]);
});

test("a filter is a part of the name", () => {
  expect(isWanted("tests/demo/demo.test.ts", [])).toBe(true);
  expect(isWanted("tests/demo/demo.test.ts", ["cli", "demo"])).toBe(true);
  expect(isWanted("types", ["demo"])).toBe(false);
});
