// What the scoring of cases about building, testing and deciding is worth: a right answer passes, each wrong one fails.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeStamp } from "../../src/workflows/stamp.ts";
import { cleanup, type Files, tempDir, writeFiles } from "../harness/project.ts";
import { record, replay } from "./answers.ts";
import { caseNames, filesOf, loadCase } from "./case.ts";
import { type Prepared, prepare } from "./drive.ts";
import { isHere } from "./programs.ts";
import { type Score, score } from "./scoring.ts";
import { saidFile } from "./stand-in.ts";

afterEach(cleanup);

type Fields = Record<string, unknown>;

const describeWith = (name: string, tests: () => void): void => {
  if (isHere(name)) describe(name, tests);
};

const newFolder = (): string => join(tempDir(), "project");
const right = (name: string): Files => filesOf(join(loadCase(name).folder, "right"));

/** A gate of the team workflow with what all gates have; else the fields themselves. */
function artifact({ case: one, task, nonce }: Prepared, fields: Fields): string {
  const [, stage] = /gates\/(.*)\.json$/.exec(task.writes) ?? [];
  const gate = {
    ...{ stage, status: "PASS", agent: stage === "stage-07" ? "qa" : task.who.role, track: one.options.track },
    ...{ timestamp: "2026-03-26T11:20:00Z", blockers: [], warnings: [] },
  };
  return JSON.stringify({ task: task.id, nonce, ...(stage === undefined ? {} : gate), ...fields });
}

/** Scores files and fields that are handed in; the files of the right answer are there where nothing else is said. */
async function scored(name: string, fields: Fields, files: Files = {}, isTried = true): Promise<Score> {
  const prepared = await prepare(name, newFolder());
  const { project, task } = prepared;
  writeFiles(project.root, { ...right(name), ...files, [task.writes]: artifact(prepared, fields) });
  return score(name, project.root, isTried);
}

/** A wrong answer, tried only where a trial has to see it. */
const wrong = (name: string) => async (_what: string, fields: Fields, files: Files, shown: Partial<Score>) =>
  void expect(await scored(name, fields, files, "failed_trials" in shown)).toMatchObject({ pass: false, ...shown });

const swap = (name: string, path: string, from: string, to: string): Files => {
  const text = right(name)[path]!;
  expect(text).toContain(from);
  return { [path]: text.replace(from, to) };
};

type Row = [what: string, fields: Fields, files: Files, shown: Partial<Score>];

const BLOCKER = "Criterion 4: with exactly 10 parcels the total is not 10 % less, expected 31.50, came 35.00";
describeWith("qa-python", () => {
  const red = { status: "FAIL", blockers: [BLOCKER] };
  test("a right answer", async () => {
    expect(await scored("qa-python", red)).toMatchObject({
      valid: true,
      outcome: "fail",
      failed_trials: [],
      pass: true,
    });
  });
  test.each([
    ["one that sees no fault", {}, {}, { status_right: false, unsaid: ["discount from 10 on"] }],
    [
      "one test for two criteria",
      red,
      swap("qa-python", "pipeline/test-report.md", "test_price[2000-DE-5.90]", "test_price[500-US-7.50]"),
      { out_of_range: ["one_to_one is not true"] },
    ],
    [
      "a test that is bent to the code",
      red,
      swap("qa-python", "tests/test_quote.py", '(10, "31.50")', '(10, "35.00")'),
      {
        failed_trials: ["a test of the reader is red on the code as it is", "all are green where the criterion is met"],
      },
    ],
    [
      "a test that sees less",
      red,
      swap(
        "qa-python",
        "tests/test_quote.py",
        ' == (2, [], "line 2: expected <weight in g>,<country>\\n")',
        "[0] == 2",
      ),
      { failed_trials: ["criterion 5 broken"] },
    ],
    ["code that the tester mends", red, { "src/parcels/quote.py": "" }, { valid: false }],
  ] as Row[])("%s", wrong("qa-python"));
});

describe("qa-monorepo", () => {
  const name = "qa-monorepo";
  const path = "packages/server/tests/items.test.ts";
  test("a right answer", async () => {
    expect(await scored(name, {})).toMatchObject({ valid: true, outcome: "done", failed_trials: [], pass: true });
  });
  test.each([
    ["a false alarm", { status: "FAIL", blockers: ["It may be slow."] }, {}, { status_right: false }],
    ["a criterion without a test", {}, swap(name, "pipeline/test-report.md", "| 4 |", "| 3 |"), { valid: false }],
    [
      "a name that no test has",
      {},
      swap(name, "pipeline/test-report.md", "of the same text one goes", "of the same text two go"),
      { valid: false },
    ],
    [
      "a test that does not look at the answer",
      {},
      swap(name, path, "body.items?.map((one) => one.text), await", "await texts(db), await"),
      { failed_trials: ["criterion 1 broken"] },
    ],
    [
      "a test that cannot fail",
      {},
      swap(name, path, '.toEqual({ status: 404, body: { error: "not found" } })', ".toBeDefined()"),
      { failed_trials: ["criterion 2 broken"] },
    ],
  ] as Row[])("%s", wrong(name));
});

describeWith("owner-build-go", () => {
  const built = { area: "api", files_changed: ["api/server.go", "api/statement.go"] };
  test("a right answer", async () => {
    expect(await scored("owner-build-go", built)).toMatchObject({ valid: true, failed_trials: [], pass: true });
  });
  test.each([
    [
      "one that keeps quiet about the neighbour",
      built,
      swap("owner-build-go", "pipeline/pr-api.md", "store/entries.go of the area store: `Entries`", "Something"),
      { unsaid: ["neighbour's file in Open points"] },
    ],
    [
      "one that mends the neighbour's file",
      { ...built, files_changed: [...built.files_changed, "store/entries.go"] },
      filesOf(join(loadCase("owner-build-go").folder, "mended")),
      { valid: false },
    ],
    ["one that changes the test", built, { "api/server_test.go": "package api\n" }, { valid: false }],
    [
      "null in the place of an empty list",
      built,
      swap("owner-build-go", "api/statement.go", "lines := make([]line, 0, len(entries))", "var lines []line"),
      { failed_trials: ["statement and errors, with a store that keeps its contract"] },
    ],
    [
      "errors as they were",
      built,
      swap("owner-build-go", "api/server.go", 'refuse(w, "not found"', 'http.Error(w, "not found"'),
      { failed_trials: ["statement and errors, with a store that keeps its contract"] },
    ],
  ] as Row[])("%s", wrong("owner-build-go"));
});

describe("owner-build-monorepo", () => {
  const name = "owner-build-monorepo";
  const files = ["packages/web/src/escaped.ts", "packages/web/src/index.ts", "packages/web/src/shared.ts"];
  const built = { area: "web", files_changed: files };
  test("a right answer", async () => {
    expect(await scored(name, built)).toMatchObject({ valid: true, failed_trials: [], pass: true });
  });
  test.each([
    [
      "one that keeps quiet about core",
      built,
      swap(
        name,
        "pipeline/pr-web.md",
        "- packages/core/src/shared.ts (core): `Shared` also has `owner`",
        "- Something is there",
      ),
      { unsaid: ["core hands over the owner"] },
    ],
    [
      "markup of a text",
      built,
      swap(name, "packages/web/src/shared.ts", "escaped(text)", "text"),
      { failed_trials: ["the page holds what the contract says"] },
    ],
    [
      "a time in the place of the day",
      built,
      swap(name, "packages/web/src/shared.ts", "expires.slice(0, 10)", "expires"),
      { failed_trials: ["the page holds what the contract says"] },
    ],
    [
      "a test of its own",
      { ...built, files_changed: [...files, "packages/web/tests/shared.test.ts"] },
      { "packages/web/tests/shared.test.ts": "" },
      { valid: false },
    ],
  ] as Row[])("%s", wrong(name));
});

describe("planner-removal-monorepo", () => {
  const all = loadCase("code-review-removal-monorepo");
  const plan = JSON.parse(readFileSync(join(all.folder, "plan.json"), "utf8"));
  const planned = (...more: string[]): Fields => ({
    ...plan,
    steps: plan.steps.map((step: { id: string; files: string[] }) =>
      step.id === "S1" ? { ...step, files: [...step.files, ...more] } : step,
    ),
  });
  test("a right answer", async () => {
    const result = await scored("planner-removal-monorepo", planned("packages/server/scripts/nightly.ts"));
    expect(result).toMatchObject({ valid: true, unsaid: [], pass: true });
  });
  test("a plan that forgets the script", async () => {
    const result = await scored("planner-removal-monorepo", planned());
    expect(result).toMatchObject({ valid: true, unsaid: ["the script of every night"], pass: false });
  });
});

describeWith("owner-mend-go", () => {
  const asked = filesOf(join(loadCase("owner-mend-go").folder, "parts/peer-review-store"));
  const [first, second] = Object.values(asked)[0]!.match(/(?<=^BLOCKER: ).*$/gm)! as [string, string];
  const declines = (text: string) => ({
    declined: [
      { blocker: `api: ${text}`, reason: "time.Parse answers 2026-13 with an error, month out of range: 400" },
    ],
  });
  const mended = { area: "api", files_changed: ["api/csv.go", "api/statement.go"], ...declines(second) };
  test("a right answer", async () => {
    expect(await scored("owner-mend-go", mended)).toMatchObject({ valid: true, failed_trials: [], pass: true });
  });
  test.each([
    ["one that declines nothing", { ...mended, declined: [] }, {}, { unsaid: ["month 13 is declined"] }],
    [
      "one that declines the right one",
      { ...mended, ...declines(first) },
      {},
      { unwanted: ["the right blocker is declined"] },
    ],
    ["one that declines in words of its own", { ...mended, ...declines("no") }, {}, { valid: false }],
    [
      "the cause left where it is repeated",
      { ...mended, files_changed: ["api/statement.go"] },
      {
        ...swap("owner-mend-go", "api/csv.go", "after := sum(earlier)", "var after int64"),
        ...swap("owner-mend-go", "pipeline/pr-api.md", "- `api/csv.go`: the same in the table\n", ""),
      },
      { valid: true, failed_trials: ["both statements hold what was before"] },
    ],
  ] as Row[])("%s", wrong("owner-mend-go"));
});

describeWith("implementer-refactor-python", () => {
  const files = Object.keys(right("implementer-refactor-python"));
  const done = {
    status: "complete",
    changed_files: files,
    criteria: ["AC1", "AC2", "AC3"].map((id) => ({ id, met: true })),
  };
  test("a right answer", async () => {
    const result = await scored("implementer-refactor-python", done);
    expect(result).toMatchObject({ valid: true, failed_trials: [], work: { outside: [], unlisted: [] }, pass: true });
  });
  test.each([
    [
      "limits that are made one",
      done,
      swap("implementer-refactor-python", "src/parcels/labels.py", "weight < 500", "weight <= 500"),
      { failed_trials: ["what was printed is printed"] },
    ],
    [
      "another order of the checks",
      done,
      swap(
        "implementer-refactor-python",
        "src/parcels/labels.py",
        "check_country(country)\n",
        "check_weight(weight)\n    check_country(country)\n",
      ),
      { failed_trials: ["what was printed is printed"] },
    ],
    [
      "one that leaves a copy",
      done,
      swap(
        "implementer-refactor-python",
        "src/parcels/cli.py",
        "check_weight(None)",
        'raise InputError("weight: expected 1 to 10000 g")',
      ),
      { failed_trials: ["each stands once"] },
    ],
    [
      "one that changes the README",
      done,
      { "README.md": "" },
      { work: expect.objectContaining({ outside: ["README.md"] }) },
    ],
  ] as Row[])("%s", wrong("implementer-refactor-python"));
});

test("what an owner changed is recorded with its documents, and replayed", async () => {
  const name = "owner-build-monorepo";
  const prepared = await prepare(name, newFolder());
  const { project, task } = prepared;
  const files = right(name);
  const changed = Object.keys(files).filter((path) => !path.startsWith("pipeline/"));
  writeFiles(project.root, { ...files, [task.writes]: artifact(prepared, { area: "web", files_changed: changed }) });
  const store = tempDir();
  await record(name, project.root, 1, store);
  expect(Object.keys(filesOf(join(store, "answer-1"))).sort()).toEqual(Object.keys(files).sort());
  expect(await replay(name, 1, newFolder(), store)).toMatchObject({ valid: true, pass: true });
});

describe("implementer-docs-go", () => {
  const done = {
    status: "complete",
    changed_files: ["README.md"],
    criteria: ["AC1", "AC2", "AC3", "AC4"].map((id) => ({ id, met: true })),
  };
  test("a right answer", async () => {
    expect(await scored("implementer-docs-go", done)).toMatchObject({ valid: true, failed_trials: [], pass: true });
  });
  test.each([
    [
      "a port that the code has not",
      done,
      swap("implementer-docs-go", "README.md", "`127.0.0.1:8080`", "port 9000"),
      { failed_trials: ["README says what the code does"] },
    ],
    [
      "one that mends the comment",
      { ...done, changed_files: ["README.md", "cmd/ledger/main.go"] },
      { "cmd/ledger/main.go": "package main\n" },
      { work: expect.objectContaining({ outside: ["cmd/ledger/main.go"] }) },
    ],
  ] as Row[])("%s", wrong("implementer-docs-go"));
});

describe("design-monorepo", () => {
  const designed = async (text: string, files: Files = {}): Promise<Score> => {
    const { project, task, nonce } = await prepare("design-monorepo", newFolder());
    const stamp = makeStamp({ task: task.id, nonce });
    writeFiles(project.root, { ...files, [task.writes]: `${stamp}\n${text}` });
    return score("design-monorepo", project.root);
  };
  const [text] = Object.values(right("design-monorepo")) as [string];
  test("a right answer, which is recorded and replayed, also where the chain has another place for its task", async () => {
    const { project, task, nonce } = await prepare("design-monorepo", newFolder());
    writeFiles(project.root, { [task.writes]: `${makeStamp({ task: task.id, nonce })}\n${text}` });
    const result = await score("design-monorepo", project.root);
    expect(result).toMatchObject({ valid: true, unsaid: [], pass: true });
    const store = tempDir();
    await record("design-monorepo", project.root, 1, store);
    expect(await replay("design-monorepo", 1, newFolder(), store)).toEqual(result);
    const moved = readFileSync(join(store, "answer-1.md"), "utf8").replace(
      /T\d+ nonce: \w+/,
      "T99 nonce: abcdef0123456789",
    );
    writeFileSync(join(store, "answer-1.md"), moved);
    expect(await replay("design-monorepo", 1, newFolder(), store)).toEqual(result);
  });
  test.each([
    [
      "a file of another area",
      text.replace("`packages/web/src/index.ts`", "`packages/server/src/page.ts`"),
      { valid: false },
    ],
    ["a criterion without a component", text.replace("| web | 2 |", "| web | - |"), { valid: false }],
    ["a draft that approves itself", text.replace("DRAFT", "APPROVED"), { valid: false }],
    ["a migration that is there", text.replaceAll("0003", "0002"), { unsaid: ["next migration"] }],
    ["a token of its own", text.replace("`newToken`", "random bytes"), { unsaid: ["existing token"] }],
    ["a needless question", `${text}\nQUESTION: 7 days? @PM\n`, { unwanted: ["asks what the brief has settled"] }],
  ] as [string, string, Partial<Score>][])("%s", async (_what, changed, shown) => {
    expect(await designed(changed)).toMatchObject({ pass: false, ...shown });
  });
  test("an architect that builds is seen", async () => {
    expect(await designed(text, { "packages/web/src/share.ts": "" })).toMatchObject({
      touched: ["packages/web/src/share.ts"],
      pass: false,
    });
  });
});

describe("code-review-removal-monorepo", () => {
  const gone = (file: string, line: string) => [{ file, gone: line }];
  const server = "packages/server/src/index.ts";
  const line = "    if (!items) return Response.json(list);";
  const finding = {
    ...{ id: "F1", severity: "blocker", file: "packages/server/scripts/nightly.ts", line: 8 },
    quote: "  await Bun.write(`backup/${id}.csv`, core.toCsv(readList(db, id, owner)));",
    because: { file: "packages/core/src/index.ts", gone: 'export { toCsv } from "./csv.ts";' },
    ...{ problem: "core.toCsv is undefined: the backup of every night ends with an error.", fix: "Keep it as JSON." },
  };
  const review = (over: Fields = {}): Fields => ({
    status: "needs_changes",
    summary: "One caller is left.",
    criteria: [
      {
        id: "AC1",
        met: true,
        evidence: gone(
          server,
          '    if (csv) return new Response(toCsv(list), { headers: { "content-type": "text/csv" } });',
        ),
      },
      {
        id: "AC2",
        met: true,
        evidence: gone("packages/web/src/index.ts", "  const id = encodeURIComponent(list.id);"),
      },
      {
        id: "AC3",
        met: true,
        evidence: gone("packages/core/src/csv.ts", "export function toCsv(list: List): string {"),
      },
      { id: "AC6", met: false, evidence: [] },
      {
        id: "AC4",
        met: true,
        evidence: [
          {
            file: server,
            line: 18,
            quote: line,
            unchanged: true,
            reason: "The path without an ending answers the list as it did.",
          },
        ],
      },
      {
        id: "AC5",
        met: true,
        evidence: gone(
          "README.md",
          "- `GET /lists/<id>` with the header `x-user` answers a list of that user as JSON, `GET /lists/<id>.csv` as CSV.",
        ),
      },
    ],
    findings: [finding],
    prior: [],
    ...over,
  });
  const met = (review().criteria as Fields[]).map((one) =>
    one.id === "AC6"
      ? { ...one, met: true, evidence: gone("packages/core/src/index.ts", 'export { toCsv } from "./csv.ts";') }
      : one,
  );
  const name = "code-review-removal-monorepo";
  test("a right answer", async () => {
    expect(await scored(name, review())).toMatchObject({
      valid: true,
      missed: [],
      found: ["nightly script breaks"],
      pass: true,
    });
  });
  test.each([
    [
      "an approval",
      review({ status: "approved", findings: [], criteria: met }),
      { valid: true, status_right: false, missed: ["nightly script breaks"] },
    ],
    [
      "a caller that is not held against the change",
      review({ findings: [{ ...finding, because: undefined }] }),
      { valid: false },
    ],
    [
      "what is gone, although it is there",
      review({ criteria: met.map((one) => (one.id === "AC2" ? { ...one, evidence: gone(server, line) } : one)) }),
      { valid: false },
    ],
    ["a criterion that does not hold", review({ criteria: met }), { unsaid: ["AC6 is not"] }],
  ] as [string, Fields, Partial<Score>][])("%s", async (_what, fields, shown) => {
    expect(await scored(name, fields)).toMatchObject({ pass: false, ...shown });
  });
});

describe("codex-gate", () => {
  const started = async (calls: number, said: (last: string) => string, change = (line: string) => line) => {
    const { project, prompt } = await prepare("codex-gate", newFolder());
    const [, command] = /^command: (.*)$/m.exec(prompt)!;
    let last = "";
    for (let at = 0; at < calls; at++) {
      const ran = Bun.spawnSync(["sh", "-c", change(command!)]);
      expect(ran.stderr.toString()).toBe("");
      last = ran.stdout.toString().trim();
    }
    writeFileSync(saidFile(project.root), said(last));
    return { project, result: await score("codex-gate", project.root) };
  };
  test("a right answer, which is recorded and replayed", async () => {
    const { project, result } = await started(3, (last) => `\n${last}\n`);
    expect(result).toMatchObject({ valid: true, pass: true });
    const store = tempDir();
    await record("codex-gate", project.root, 1, store);
    expect(readFileSync(join(store, "answer-1.json"), "utf8")).not.toContain(project.root);
    expect(await replay("codex-gate", 1, newFolder(), store)).toEqual(result);
  });
  test.each([
    ["one that ends while the review is at work", 2, (last: string) => last, /ran 2 times/],
    ["one that asks once more", 4, (last: string) => last, /ran 4 times/],
    ["words of its own", 3, (last: string) => `${last} I have told you.`, /the last line is/],
    ["a verdict that nobody gave", 3, () => "approved", /the last line is/],
  ] as const)("%s", async (_what, calls, said, problem) => {
    const { result } = await started(calls, said);
    expect(result).toMatchObject({ valid: false, pass: false });
    expect(result.problems.join("\n")).toMatch(problem);
  });
  test("another command than the brief's", async () => {
    const { result } = await started(
      3,
      (last) => last,
      (line) => line.replace("'540'", "'540' '--again'").replace("'--task' 'T", "'--task' 'T9"),
    );
    expect(result.problems.join("\n")).toMatch(/was not the brief's/);
  });
  test("without its last words", async () => {
    const { project } = await prepare("codex-gate", newFolder());
    expect((await score("codex-gate", project.root)).problems.join()).toContain(
      "put the reader's last message into it",
    );
  });
});

test("every case that is tried with programs of its own has an answer that is right", () => {
  const tried = caseNames().filter((name) => loadCase(name).expect.trials.length > 0);
  expect(tried.filter((name) => Object.keys(right(name)).length === 0)).toEqual([]);
});
