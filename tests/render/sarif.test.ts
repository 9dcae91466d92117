// A review as SARIF: what the OASIS schema takes, and what GitHub takes of that.
// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import Ajv from "ajv";
import draft4 from "ajv/lib/refs/json-schema-draft-04.json";
import fc from "fast-check";
import type { MergedFinding } from "../../src/render/report/sarif.ts";
import { sarif } from "../../src/render/report/sarif.ts";
import { runs } from "../harness/in-full.ts";

const ajv = new Ajv({ schemaId: "id", logger: false }).addMetaSchema(draft4);
const isValid = ajv.compile(schema);
/** The log as it is read back, held to the schema. */
function logOf(findings: MergedFinding[], notRead: string[] = []) {
  const text = JSON.stringify(
    sarif({ version: "0.9.1", run: "review-1a2b3c4d", findings, notRead }),
  );
  isValid(JSON.parse(text));
  expect(isValid.errors ?? []).toEqual([]);
  return (JSON.parse(text) as ReturnType<typeof sarif>).runs[0]!;
}

const FINDING: MergedFinding = {
  ...{ id: "F1", severity: "blocker", file: "src/greet.ts", line: 7, shown: "proven" },
  ...{ problem: "An empty name is greeted.", fix: "Refuse it.", by: "Opus, Codex" },
  ...{ place: "src/greet.ts:7", reviewers: ["Opus", "Codex"], notes: ["proven by a test"] },
  fingerprint: "5f2b",
};
const of = (more: Partial<MergedFinding>): MergedFinding => ({ ...FINDING, ...more });

test("the schema refuses what is no log", () => {
  expect(isValid({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
});

test("a finding is a result at its line, with its level, its text and its fingerprint", () => {
  const run = logOf([FINDING]);
  expect(run.results).toEqual([
    {
      ...{ ruleId: "blocker", ruleIndex: 0, level: "error" },
      message: {
        text: "blocker (proven by a test): An empty name is greeted.\n\nFix: Refuse it.\n\nFound by Opus, Codex.",
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "src/greet.ts", uriBaseId: "%SRCROOT%" },
            region: { startLine: 7 },
          },
        },
      ],
      partialFingerprints: { "multiAiFinding/v1": "5f2b", primaryLocationLineHash: "5f2b" },
      properties: { id: "F1", by: ["Opus", "Codex"], shown: "proven" },
    },
  ]);
  expect(run.automationDetails.id).toBe("multi-ai-review/review-1a2b3c4d");
  expect(run.tool.driver).toMatchObject({ name: "multi-ai", version: "0.9.1" });
});

test("levels and rules follow the severity", () => {
  const { results, tool } = logOf([of({ severity: "minor" }), of({ severity: "major" })]);
  expect(results.map(({ level }) => level)).toEqual(["note", "warning"]);
  expect(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]!.id)).toEqual([
    "minor",
    "major",
  ]);
});

test("a finding about no file is no result, for which GitHub would refuse all others", () => {
  const { results, invocations } = logOf([of({ file: null, line: null }), FINDING]);
  expect(results).toHaveLength(1);
  expect(invocations[0]!.toolExecutionNotifications).toEqual([
    { level: "error", message: { text: expect.stringContaining("An empty name") } },
  ]);
});

test("what nobody read is named", () => {
  const { invocations } = logOf([], ["src/huge file.ts"]);
  expect(invocations[0]!.toolExecutionNotifications).toMatchObject([
    {
      level: "warning",
      message: { text: "No reviewer read src/huge file.ts." },
      locations: [{ physicalLocation: { artifactLocation: { uri: "src/huge%20file.ts" } } }],
    },
  ]);
});

describe("of strange texts and paths", () => {
  const uriOf = (file: string): string =>
    logOf([of({ file })]).results[0]!.locations[0]!.physicalLocation.artifactLocation.uri;
  test.each([
    ["http:/evil.example/x", "http%3A/evil.example/x"],
    ["src/ä b#c?d%.ts", "src/%C3%A4%20b%23c%3Fd%25.ts"],
    ["a\\b\ud800.ts", "a%5Cb%EF%BF%BD.ts"],
  ])("the path %j is %s", (file, uri) => {
    expect(uriOf(file)).toBe(uri);
  });

  test("no text becomes a link, or carries what a terminal carries out", () => {
    const problem = "See [here](https://evil.example) and \\[b](c)\u001b[2J, but list[0].";
    const { text } = logOf([of({ problem, fix: "" })]).results[0]!.message;
    expect(text.split("\n")[0]).toBe(
      "blocker (proven by a test): See \\[here](https://evil.example) and \\\\\\[b](c)[2J, but list[0].",
    );
  });

  test("the schema takes them all", () => {
    const text = fc.string({ unit: "binary" });
    const finding = fc.record({
      ...{ id: text, problem: text, fix: text, by: text, fingerprint: text, notes: fc.array(text) },
      reviewers: fc.array(text),
      shown: fc.constantFrom("proven" as const, "argued" as const),
      severity: fc.constantFrom("blocker" as const, "major" as const, "minor" as const),
      file: fc.option(text.filter((path) => path !== "")),
      line: fc.option(fc.integer()),
    });
    fc.assert(
      fc.property(fc.array(finding), fc.array(text), (findings, notRead) => {
        logOf(findings, notRead);
      }),
      { numRuns: runs(20) },
    );
  });
});
