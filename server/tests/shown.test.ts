// What people are shown of a run, out of the lines of its journal alone.
// Runs: together.
import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { headOf } from "../../src/render/history/head.ts";
import { aboutText, reviewTone } from "../../src/render/report/report-parts.ts";
import { filesInDiff } from "../src/shown/diff.ts";
import { eventsIn, objectsIn, reportModelIn } from "../src/shown/run.ts";

const JOURNALS = join(import.meta.dir, "../../tests/fixtures/journals");
const linesOf = (name: string): string[] =>
  readFileSync(join(JOURNALS, `${name}.jsonl`), "utf8")
    .split("\n")
    .filter((line) => line !== "");

test("no journal shows nothing", () => {
  expect(reportModelIn([], () => null)).toBeNull();
});

test("a finding is shown in its words where its object is kept, and what became of it in any case", () => {
  const { events } = eventsIn(linesOf("host-new-fixes"));
  const found = events.find((event) => event.type === "accepted" && event.findings.length > 0)!;
  const { artifact, findings } = found as Extract<typeof found, { type: "accepted" }>;
  expect(objectsIn(events)).toContain(artifact);
  const words = findings.map(({ id, severity }) => ({
    ...{ id, severity, file: "src/goodbye.ts", line: 2, problem: "A dangling comma." },
    fix: "Leave it out.",
  }));
  const object = (sha: string) =>
    sha === artifact ? Buffer.from(JSON.stringify({ findings: words })) : null;
  const model = reportModelIn(events, object)!;
  expect(model).toMatchObject({ version: 2, status: "complete" });
  expect(model.findings[0]).toMatchObject({
    ...{ id: findings[0]!.id, place: "src/goodbye.ts:2", problem: "A dangling comma." },
    state: "mended",
  });
  const told = model.moments.find(({ seq }) => seq === found.seq)!;
  expect(told.kind).toBe("warn");
  expect(told.more[0]).toStartWith(
    `${findings[0]!.id} ${findings[0]!.severity} at src/goodbye.ts:2`,
  );
  expect(told.more[0]).toEndWith(": A dangling comma.");
  expect(model.moments.at(-1)).toMatchObject({ kind: "complete", text: "The run is complete" });
  expect(model.done).toBe(model.tasks.filter(({ status }) => status === "done").length);
  // Without it, its words are gone, and nothing else.
  const [bare] = reportModelIn(events, () => null)!.findings;
  expect(bare).toMatchObject({ state: "mended", place: null });
});

test.each(readdirSync(JOURNALS).flatMap((name) => /^(.+)\.jsonl$/.exec(name)?.[1] ?? []))(
  "%s is shown without any of its objects",
  (name) => {
    const { events, unread } = eventsIn(linesOf(name));
    expect(unread).toEqual([]);
    const model = reportModelIn(events, () => null)!;
    expect(model.tasks.length).toBeGreaterThan(0);
    expect(model.moments.length).toBeGreaterThan(0);
  },
);

/**
 * A run whose tests passed, with more facts of the check that ran them; of its objects only their
 * record is there.
 */
function tested(facts: object) {
  const events = linesOf("host-new-tests").map((line) => JSON.parse(line));
  const { task } = events.findLast((one) => one.type === "tested" && !one.baseline);
  const record = events.findLast((one) => one.type === "accepted" && one.task === task);
  record.facts = { ...record.facts, ...facts };
  const command = { command: "bun test", state: "passed", passed: 5, failed: 0, skipped: 0 };
  const bytes = Buffer.from(
    JSON.stringify({ baseline: false, commands: [{ ...command, tests: [] }] }),
  );
  const lines = events.map((one) => JSON.stringify(one));
  return reportModelIn(eventsIn(lines).events, (sha) => (sha === record.artifact ? bytes : null))!;
}

test("tests that pass are no good news where one that passed before is lost", () => {
  expect(headOf(tested({}))[1]).toEqual({ tone: "good", text: "5 tests passed" });
  const model = tested({ lost_tests: ["cart > adds"] });
  expect(model.tested.lost).toEqual(["cart > adds"]);
  expect(headOf(model)[1]).toEqual({
    tone: "warn",
    text: "5 tests passed, 1 earlier test not seen to pass as before",
  });
});

test("a run that is rolled back is shown as nothing else", () => {
  const [status, first, ...rest] = headOf({ ...tested({}), rolled_back: "Rolled back." });
  expect([status!.tone, first!.text]).toEqual(["none", "rolled back"]);
  expect(rest.map(({ tone }) => tone)).not.toContain("good");
});

test("an approval of what a fix changed later is no plain good news, and says what changed", () => {
  const events = linesOf("host-new-fixes").map((line) => JSON.parse(line));
  /** As a journal of today tells it: what each agent edits, and how its calls left that. */
  const lines = events.flatMap((event) => {
    const { type, task, subject = "", seq } = event;
    const isWork = type === "task_created" && /^(?:Implementation|Fix Code)/.test(subject);
    const left = { ...event, type: "changed", files: { "src/bye.ts": `hash ${seq}` } };
    const isBound = type === "bound" && ["T6", "T16", "T18", "T20"].includes(task);
    return isBound
      ? [{ ...event, calls: true }, left]
      : [isWork ? { ...event, edits: "project" } : event];
  });
  const model = reportModelIn(
    eventsIn(lines.map((one) => JSON.stringify(one))).events,
    () => null,
  )!;
  const code = model.reviewers.filter(({ about }) => about === "tree");
  expect(code.map(reviewTone)).toEqual(["none", "none", "good"]);
  expect(code.map(aboutText)).toEqual([
    "the code as it was then, changed after it: src/bye.ts",
    "the code as it was then, changed after it: src/bye.ts",
    "the code as it is at the end",
  ]);
  // An older journal does not tell which files.
  const older = reportModelIn(eventsIn(linesOf("host-new-fixes")).events, () => null)!.reviewers.at(
    -2,
  )!;
  expect(aboutText(older)).toBe("the code as it was then, which changed after it");
});

test("criteria that nobody was asked about say so", () => {
  const criteria = [{ id: "AC1", text: "It greets.", steps: [], verdicts: [], met: true }];
  const factOf = (name: string) => {
    const model = reportModelIn(eventsIn(linesOf(name)).events, () => null)!;
    return headOf({ ...model, criteria }).find(({ text }) => text.includes("criteria"));
  };
  expect(factOf("host-new-clean")).toEqual({
    tone: "warn",
    text: "1 of 1 criteria met, which nobody approved",
  });
  expect(factOf("host-new-team")).toEqual({ tone: "good", text: "1 of 1 criteria met" });
});

test("what a later version has written is left out and named, and all else is shown", () => {
  const lines = linesOf("host-new-fixes");
  const at = lines.findIndex((line) => line.includes('"type":"task_created"'));
  const alter = (line: string, more: object) => JSON.stringify({ ...JSON.parse(line), ...more });
  const { events, unread } = eventsIn([
    ...lines,
    alter(lines.at(-1)!, { type: "task_moved", task: "T1" }),
    alter(lines[at]!, { task: 7 }),
    "{",
  ]);
  expect(unread).toEqual(["task_moved", "task_created", "no event"]);
  expect(reportModelIn(events, () => null)).toEqual(
    reportModelIn(eventsIn(lines).events, () => null),
  );
  // A task that only a later version has: what is said of it is left out, too.
  const odd = lines.map((line, index) => (index === at ? alter(line, { type: "split" }) : line));
  const some = eventsIn(odd);
  expect(some.unread).toContain("split");
  expect(reportModelIn(some.events, () => null)!.moments.at(-1)).toMatchObject({
    kind: "complete",
  });
  expect(eventsIn(lines.slice(1))).toMatchObject({ events: [] });
});

test("a diff is read file by file, with the numbers of its lines", () => {
  const diff = `diff --git a/src/a.ts b/src/a.ts
index 1..2 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -1,3 +1,3 @@ head
 one
-two
+zwei
--- a/x
diff --git "a/d/\\303\\244 b" "b/d/\\303\\244 b"
new file mode 100644
--- /dev/null
+++ "b/d/\\303\\244 b"
@@ -0,0 +1 @@
+new
\\ No newline at end of file
diff --git a/gone b/gone
deleted file mode 100644
--- a/gone
+++ /dev/null
@@ -1 +0,0 @@
-old
diff --git a/here b/there
similarity index 100%
rename from here
rename to there
`;
  const files = filesInDiff(diff.replace("@@ -1,3 +1,3 @@", "@@ -1,3 +1,2 @@"));
  expect(files.map(({ lines, ...one }) => one)).toEqual([
    { path: "src/a.ts", status: "modified", added: 1, removed: 2 },
    { path: "d/ä b", status: "added", added: 1, removed: 0 },
    { path: "gone", status: "deleted", added: 0, removed: 1 },
    { path: "there", status: "modified", added: 0, removed: 0 },
  ]);
  // What is a change without a line is told.
  expect(files[1]!.lines.at(-1)!.text).toBe("\\ No newline at end of file");
  expect(files[3]!.lines.map(({ text }) => text)).toEqual(["rename from here", "rename to there"]);
  expect(files[0]!.lines.slice(1, 4)).toEqual([
    { kind: "same", old: 1, new: 1, text: "one" },
    { kind: "removed", old: 2, new: null, text: "two" },
    { kind: "added", old: null, new: 2, text: "zwei" },
  ]);
});
