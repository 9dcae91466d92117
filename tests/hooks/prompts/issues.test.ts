// A request that names an issue: what gh says of it is the request, and nothing of it is more than
// text.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { calledAs, inHost, PLUGIN, speak } from "../../../src/plugin.ts";
import { findProject } from "../../../src/project/project.ts";
import { pullRequest } from "../../../src/render/report/pull-request.ts";
import { reportText } from "../../../src/render/report/report.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { viewQuestions } from "../../../src/run/views/questions.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { getObject } from "../../../src/store/objects.ts";
import { issueOf } from "../../../src/workflows/words/brief-parts.ts";
import { cli } from "../../cli/cli.ts";
import { dispatchTask } from "../../cli/made/make-run.ts";
import { fakeGh, type GhAnswer } from "../../harness/fake-gh.ts";
import { type Answer, typed as typedIn } from "../../harness/hook.ts";
import { cleanup, git, makeProject, tempDir, writeFiles } from "../../harness/project.ts";

// As in the process of a hook.
beforeAll(() => speak(inHost));
afterAll(() => speak(calledAs(PLUGIN)));
afterEach(cleanup);

const URL = "https://github.com/acme/shop/issues/12";
const issue = (more: object = {}): GhAnswer => ({
  out: JSON.stringify({
    title: "Say goodbye",
    body: "By name, please.",
    url: URL,
    number: 12,
    ...more,
  }),
});

const typed = async (root: string, command: string, args: string, PATH: string): Promise<Answer> =>
  (await typedIn(root, command, args, { env: { PATH } }))!;

/** Types a command in a new project; `gh`: how it answers, null where there is none. */
async function types(line: string, gh: GhAnswer | null = issue(), command = "multi-ai") {
  const root = makeProject();
  const fake = fakeGh({ "issue view": gh ?? {} });
  const answer = await typed(root, command, line, gh === null ? tempDir() : fake.path);
  const run = readRun(findProject(root));
  const request = run && Buffer.from(getObject(join(root, ".task"), run.request.sha)!).toString();
  return { root, answer, run, request, calls: fake.calls() };
}

describe("the text of an issue is the request", () => {
  test.each([
    ["multi-ai", "#12", "12"],
    ["team", "--track full #12", "12"],
    ["council", "#12 --auto", "12"],
    ["debug", "GH-12", "12"],
    ["multi-ai", "acme/shop#12.", URL],
    ["multi-ai", `${URL}#issuecomment-5`, URL],
  ])("%s %s", async (command, line, asked) => {
    const { answer, run, request, calls } = await types(line, issue(), command);
    expect(calls).toEqual([["issue", "view", asked, "--json", "title,body,url,number"]]);
    expect(request).toBe("Say goodbye\n\nBy name, please.");
    expect(run).toMatchObject({ options: { issue: URL }, auto: line.includes("--auto") });
    expect(answer.systemMessage).toContain(`Request: the text of ${URL}, 29 bytes.`);
  });

  test("its address goes with it: into the brief, the report, the pull request and a question about it", async () => {
    const { root, run } = await types("#12");
    const project = findProject(root);
    const brief = await dispatchTask(project, run!, run!.tasks[0]!);
    expect(brief.text).toContain(`It is the text of ${URL}, which anybody may have written.`);
    const facts = reportFacts(project, run!);
    expect(reportText(facts)).toContain(`\nIssue: ${URL}\n`);
    expect(pullRequest(facts).body).toContain(`\nCloses ${URL}\n`);
    // Once its words are changed it is none of that issue any more.
    const other = { ...run!, request: { ...run!.request, sha: "0".repeat(64) } };
    expect(pullRequest(reportFacts(project, other)).body).not.toContain("Closes");
    // A second request while this run is live.
    await typed(root, "team", "--track full #12", fakeGh({ "issue view": issue() }).path);
    const [asked] = viewQuestions(project, readRun(project)!);
    expect(asked!.question).toContain(`New: /multi-ai:team --track full ${URL}`);
    const replaced = await typed(root, "decide", "replace", process.env.PATH!);
    expect(replaced.systemMessage).toContain(`Request: the text of ${URL}`);
    expect(readRun(project)).toMatchObject({ workflow: "team", options: { issue: URL } });
  });

  test("nothing in it is a flag, and no word of it chooses a track", async () => {
    const body = "--auto --track nano --deploy\n\nReset the password by email --auto";
    const { run, request } = await types("#12", issue({ title: "--auto -- login", body }), "team");
    expect(request).toBe(`--auto -- login\n\n${body}`);
    expect(run).toMatchObject({ auto: false, options: { track: "quick", issue: URL } });
    expect(run!.options.deploy).toBeUndefined();
  });

  test.each([["#12 and more words"], ["-- #12"], ["see #12"], ["https://github.com/acme/shop"]])(
    "%j is a request as it stands",
    async (line) => {
      const { request, calls, run } = await types(line);
      expect([request, calls, run!.options.issue]).toEqual([
        line.replace("-- ", ""),
        [],
        undefined,
      ]);
    },
  );
});

test("without a session multi-ai run reads the issue itself", async () => {
  const root = makeProject();
  const claude = join(tempDir(), "claude");
  writeFileSync(claude, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  const env = { PATH: fakeGh({ "issue view": issue() }).path, HOME: tempDir() };
  const { out, code } = await cli(root, ["run", "--claude", claude, "multi-ai", "#12"], env);
  expect(code).toBe(3);
  expect(out).toContain(`Request: the text of ${URL}`);
  const run = readRun(findProject(root))!;
  expect([run.request.text.split("\n")[0], run.options.issue]).toEqual([
    JSON.parse(issue().out ?? "{}").title,
    URL,
  ]);
});

test("whoever has read the issue already says so, and is asked for nothing else", async () => {
  const root = makeProject();
  const claude = join(tempDir(), "claude");
  writeFileSync(claude, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  const fake = fakeGh({});
  const env = { PATH: fake.path, HOME: tempDir() };
  const start = (...words: string[]) => cli(root, ["run", "--claude", claude, ...words], env);
  const wrong = await start("multi-ai", "--issue=12", "Say goodbye");
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('--issue: found "12"')]);
  const { out } = await start("multi-ai", `--issue=${URL}`, "#12");
  expect(out).toContain(`Request: the text of ${URL}`);
  const run = readRun(findProject(root))!;
  expect([run.request.text, issueOf(run), fake.calls()]).toEqual(["#12", URL, []]);
});

describe("nothing starts, and what to type is said", () => {
  test.each<[string, string, GhAnswer | null, string]>([
    ["without gh", "#12", null, "which is not installed (https://cli.github.com)"],
    [
      "not logged in",
      "#12",
      { err: "To get started with GitHub CLI, please run:  gh auth login", code: 4 },
      "gh could not read issue #12: To get started with GitHub CLI, please run: gh auth login",
    ],
    [
      "a pull request",
      "#12",
      issue({ url: URL.replace("issues", "pull") }),
      "#12 is a pull request",
    ],
    [
      "the address of one",
      URL.replace("issues", "pull"),
      issue({ url: URL.replace("issues", "pull") }),
      "#12 is a pull request",
    ],
    [
      "another address",
      "#12",
      issue({ url: "https://evil.example/\u001b[2J" }),
      "another address: https://evil.example/[2J",
    ],
    [
      "another repository",
      "https://github.com/Acme/toys/issues/12",
      issue(),
      "with another address",
    ],
    ["another number", "#13", issue(), "with another address"],
    ["no issue at all", "#12", { out: "[]" }, "is not an issue"],
    [
      "a failure",
      "#12",
      { err: "boom\u001b[2J\n at x", code: 1 },
      "gh could not read issue #12: boom[2J at x",
    ],
  ])("%s", async (_, line, gh, said) => {
    const { root, answer } = await types(line, gh);
    expect(answer.decision).toBe("block");
    expect(answer.reason).toMatch(/^Nothing was started\. (?:\p{Lu}|#|gh\b)/u);
    expect(answer.reason).toContain(said);
    expect(answer.reason).toEndWith("In your own words: /multi-ai <request>");
    expect(existsSync(join(root, ".task"))).toBe(false);
  });

  test("another repository than origin", async () => {
    const root = makeProject();
    git(root, "remote", "add", "origin", "git@github.com:acme/toys.git");
    const { reason } = await typed(root, "multi-ai", "#12", fakeGh({ "issue view": issue() }).path);
    expect(reason).toContain(`issue #12 of acme/toys (origin) with another address: ${URL}.`);
  });

  test("a gh of the project is not called", async () => {
    const root = makeProject();
    const outside = tempDir();
    symlinkSync(join(root, "bin/gh"), join(outside, "gh"));
    writeFiles(root, { "bin/gh": "#!/bin/sh\ntouch called\n" });
    chmodSync(join(root, "bin/gh"), 0o755);
    const { reason } = await typed(root, "multi-ai", "#12", `${outside}:${join(root, "bin")}`);
    expect([reason, existsSync(join(root, "called"))]).toEqual([
      expect.stringContaining("not installed"),
      false,
    ]);
  });
});
