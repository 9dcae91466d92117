// Reports that are no reports: what is read of them is nothing, and nothing is thrown.
import { afterEach, expect, test } from "bun:test";
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { runOne } from "../../src/record/tests/run-tests.ts";
import { reportingCall } from "../../src/runners/index.ts";
import { parseJUnit } from "../../src/runners/junit.ts";
import { patient } from "../harness/patience.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const project = (): string => tempDir();

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const WITH_FILES: [string, string[], string][] = [
  ["bun", ["bun", "test"], "report.xml"],
  ["pytest", ["pytest"], "report.xml"],
  ["phpunit", ["phpunit"], "report.xml"],
  ["deno", ["deno", "test"], "report.xml"],
  ["dotnet", ["dotnet", "test"], "report-trx/a.trx"],
  ["jest", ["jest"], "report.json"],
  ["vitest", ["vitest", "run"], "report.json"],
  ["mocha", ["mocha"], "report.json"],
  ["playwright", ["playwright", "test"], "report.json"],
  ["rspec", ["rspec"], "report.json"],
];

const laughs = Array.from(
  { length: 30 },
  (_, at) => `<!ENTITY a${at + 1} "&a${at};&a${at};&a${at};&a${at};">`,
).join("");
const deep = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000);
const HOSTILE: [string, string][] = [
  ["nothing", ""],
  ["no text", "\0\x01\xff"],
  ["a page", "<html><body>no</body></html>"],
  [
    "entities that grow",
    `<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a0 "ha">${laughs}]><testsuites><testcase name="&a30;"/></testsuites>`,
  ],
  [
    "an entity from outside",
    '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuites><testcase name="&x;"/></testsuites>',
  ],
  ["an entity that nobody declares", '<testsuites><testcase name="&x;"/></testsuites>'],
  ["many comments", `${"<!--a-->".repeat(50_000)}<`],
  ["XML that breaks off", '<testsuites><testsuite name="a"><testcase name="passes"/>'],
  ["XML without end", deep("<testsuite>", "")],
  ["deep XML", deep("<testsuite>", "</testsuite>")],
  ["null", "null"],
  ["a number", "7"],
  ["an empty object", "{}"],
  ["JSON that breaks off", '{"testResults":[{"name":"a","status":"passed","assertionResults":['],
  [
    "other fields",
    '{"testResults":{"name":"a"},"examples":7,"suites":"x","config":null,"errors":[]}',
  ],
  [
    "fields of other kinds",
    '{"testResults":[{"name":7,"status":"passed","assertionResults":[{"status":"passed"}]}],"examples":[{"status":"passed"}],"summary":{}}',
  ],
  ["deep JSON", deep("[", "]")],
  [
    "a polluted prototype",
    '{"__proto__":{"testResults":[]},"constructor":{"prototype":{"examples":[]}}}',
  ],
];

test.each(WITH_FILES)("%s: %p with no, a large, or a hostile report", (_name, command, file) => {
  for (const [what, text] of [...HOSTILE, ["a large one", " ".repeat(70 * 1024 * 1024)]] as const) {
    const root = project();
    const call = reportingCall(command, root, join(root, "report"), {})!;
    const ran = { stdout: text.slice(0, 1_000_000), stderr: "", startedAt: 0 };
    expect([what, call.read(ran)]).toEqual([what, null]);
    write(join(root, file), text);
    const tests = call.read(ran);
    // A tree of empty suites is a report of nothing.
    if (tests !== null) expect([what, tests]).toEqual([what, []]);
  }
});

test.each([
  ["node", ["node", "--test"]],
  ["go", ["go", "test"]],
  ["cargo", ["cargo", "test"]],
  ["unittest", ["python3", "-m", "unittest"]],
  ["rake", ["rake", "test"]],
  ["gradle", ["gradle", "test"]],
  ["maven", ["mvn", "test"]],
])("%s: foreign output has no test", (_name, command) => {
  for (const [, text] of HOSTILE) {
    const root = project();
    const call = reportingCall(command, root, join(root, "report"), {})!;
    write(join(root, "report.jsonl"), text);
    for (const ran of [
      { stdout: text, stderr: "" },
      { stdout: "", stderr: text },
    ])
      expect(call.read({ ...ran, startedAt: 0 }) ?? []).toEqual([]);
  }
});

test.each([
  [
    "cargo",
    ["cargo", "test"],
    "running 2 tests\ntest a ... ok\n\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0s\n",
  ],
  [
    "minitest",
    ["rake", "test"],
    "A#test_a = 0.00 s = .\n\n2 runs, 1 assertions, 0 failures, 0 errors, 0 skips\n",
  ],
  [
    "unittest",
    ["python3", "-m", "unittest"],
    "test_a (m.A.test_a) ... ok\n\n----\nRan 2 tests in 0.0s\n\nOK\n",
  ],
])("%s: lines that are fewer than it says are no report", (_name, command, output) => {
  const root = project();
  const call = reportingCall(command, root, join(root, "report"), {})!;
  expect(call.read({ stdout: output, stderr: output, startedAt: 0 })).toBeNull();
});

test("XML of elements deeper in one another than any report's is none, before it takes the parser seconds", () => {
  const nested = (depth: number): string =>
    `${"<testsuite name='a'>".repeat(depth)}<testcase name="b"/>${"</testsuite>".repeat(depth)}`;
  expect(parseJUnit(nested(100))).toHaveLength(1);
  expect(parseJUnit(nested(1_000))).toBeNull();
  const wide = `<testcase name="a > b" time='>'/><!-- <a> --><testcase name="c"><system-out><![CDATA[<a><b>]]></system-out></testcase>`;
  expect(
    parseJUnit(`<?xml version="1.0"?><testsuite>${wide.repeat(300)}</testsuite>`),
  ).toHaveLength(600);
});

test("go: output of which the middle was left out is no report", () => {
  const call = reportingCall(["go", "test"], project(), "/tmp/none", {})!;
  const event = '{"Action":"pass","Package":"a","Test":"TestA"}\n';
  expect(call.read({ stdout: event, stderr: "", startedAt: 0 })).toHaveLength(1);
  expect(
    call.read({ stdout: `${event}\n… 12 bytes left out …\n${event}`, stderr: "", startedAt: 0 }),
  ).toBeNull();
});

test("go: many thousand tests in one are read in a moment", () => {
  const call = reportingCall(["go", "test"], project(), "/tmp/none", {})!;
  const event = (name: string, action: string): string =>
    JSON.stringify({ Action: action, Package: "a", Test: name });
  const inner = Array.from({ length: 50_000 }, (_, at) =>
    event(`TestA/${at}`, at === 7 ? "fail" : "pass"),
  );
  const stdout = [
    ...inner,
    event("TestA", "fail"),
    event("TestB/b", "pass"),
    event("TestB", "fail"),
  ].join("\n");
  const failed = call
    .read({ stdout, stderr: "", startedAt: 0 })!
    .filter(({ state }) => state === "failed");
  // What failed by itself, and not by what it holds.
  expect(failed.map(({ name }) => name)).toEqual(["7", "TestB"]);
});

const REPORT = '<testsuite name="A"><testcase name="adds" classname="A"/></testsuite>';

test.each([
  ["gradle", ["gradle", "test"], "app/build/test-results/test/TEST-A.xml"],
  ["maven", ["mvn", "test"], "app/target/surefire-reports/TEST-A.xml"],
])("%s: a report of an earlier run is none, whatever date it was given", (_name, command, file) => {
  const root = project();
  const path = write(join(root, file), REPORT);
  const call = reportingCall(command, root, join(root, "report"), {})!;
  const later = Date.now() + 3_600_000;
  utimesSync(path, later / 1_000, later / 1_000);
  expect(call.read({ stdout: "", stderr: "", startedAt: later })).toBeNull();
  expect(call.read({ stdout: "", stderr: "", startedAt: 0 })).toHaveLength(1);
});

test.each([
  ["> Task :app:test UP-TO-DATE", 1],
  [":app:test UP-TO-DATE", 1],
  ["> Task :app:test FROM-CACHE", 1],
  ["> Task :other:test UP-TO-DATE", 0],
  ["> Task :app:test SKIPPED", 0],
])("gradle: what it says of a task that it did not run again, %s", (line, count) => {
  const root = project();
  write(join(root, "app/build/test-results/test/TEST-A.xml"), REPORT);
  const call = reportingCall(["gradle", "test"], root, join(root, "report"), {})!;
  const tests = call.read({ stdout: `${line}\n`, stderr: "", startedAt: Date.now() + 3_600_000 });
  expect(tests?.length ?? 0).toBe(count);
});

test("an old runner that knows none of the options is run once more, as the command stands", async () => {
  const root = project();
  const old = `#!/bin/sh
echo "$@" >> calls
for word in "$@"; do case "$word" in --reporter*) echo "unknown option" >&2; exit 1;; esac; done
echo "✓ src/a.test.ts > adds 3ms"
`;
  chmodSync(write(join(root, "node_modules/.bin/vitest"), old), 0o755);
  const options = {
    env: process.env,
    signal: new AbortController().signal,
    timeoutMs: patient(60_000),
  };
  const { ran } = await runOne(
    findProject(root),
    { text: "node_modules/.bin/vitest run", shellAllowed: false },
    options,
  );
  expect([ran.state, ran.told_by]).toEqual(["passed", "output"]);
  expect(ran.tests.map((one) => [one.file, one.name, one.state])).toEqual([
    ["src/a.test.ts", "adds", "passed"],
  ]);
  const calls = (await Bun.file(join(root, "calls")).text()).trim().split("\n");
  expect(calls).toEqual([expect.stringMatching(/^run --reporter=default/), "run"]);
});

test("a runner to whose call nothing was added runs once, however it ends", async () => {
  const root = project();
  chmodSync(write(join(root, "mvnw"), "#!/bin/sh\necho run >> calls\nexit 1\n"), 0o755);
  const options = {
    env: process.env,
    signal: new AbortController().signal,
    timeoutMs: patient(60_000),
  };
  const { ran } = await runOne(
    findProject(root),
    { text: "./mvnw test", shellAllowed: false },
    options,
  );
  expect([ran.state, ran.told_by]).toEqual(["failed", "exit"]);
  expect((await Bun.file(join(root, "calls")).text()).trim()).toBe("run");
});

test("one that ends well without a report runs once", async () => {
  const root = project();
  chmodSync(write(join(root, "jest"), '#!/bin/sh\necho "run $@" >> calls\n'), 0o755);
  const options = {
    env: process.env,
    signal: new AbortController().signal,
    timeoutMs: patient(60_000),
  };
  const { ran } = await runOne(findProject(root), { text: "./jest", shellAllowed: false }, options);
  expect([ran.state, ran.told_by]).toEqual(["passed", "exit"]);
  expect((await Bun.file(join(root, "calls")).text()).trim().split("\n")).toHaveLength(1);
});

const denoTests = (cases: [name: string, failure?: string][]) => {
  const root = project();
  const call = reportingCall(["deno", "test"], root, join(root, "report"), {})!;
  const xml = cases.map(
    ([name, text]) =>
      `<testcase name="${name}">${text === undefined ? "" : `<failure message="${text}"/>`}</testcase>`,
  );
  write(
    join(root, "report.xml"),
    `<testsuites><testsuite name="./a.ts">${xml.join("")}</testsuite></testsuites>`,
  );
  return call
    .read({ stdout: "", stderr: "", startedAt: 0 })!
    .map((one) => [...one.suites, one.name, one.state]);
};

test("a test of Deno that fails by a step of it alone is no failed test beside the step", () => {
  const step: [string, string] = ["outer &gt; step", "old"];
  expect(denoTests([["outer", "1 test step failed."], step])).toEqual([
    ["outer", "step", "failed"],
  ]);
  const both = [
    ["outer", "failed"],
    ["outer", "step", "failed"],
  ];
  expect(denoTests([["outer", "Error: its own"], step])).toEqual(both);
});
