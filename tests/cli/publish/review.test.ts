// Guarantee: A review reports what its reviewers found, and changes nothing.
// What a person reads of a review, and how they say which findings are fixed.
// Runs: in full too.
// Not in npm test: ^fixes of a review.*(?:an ignored|a staged|a folder of|the same line)
// Not in npm test: ^fixes of a review.*not committed --staged
// Not in npm test: ^which findings.*(?:typed in the session.*2$|"1,3"|"1, 3"|"F1")
// Not in npm test: ^what a review tells (?:that --auto|what others)
// Not in npm test: ^which findings.*(?:: 1 3$|"9"|"proven"|the worst)
// Not in npm test: ^fixes of a review.*(?:not checked out|a file of that name)
// Not in npm test: whoever chooses without numbers is asked
// Not in npm test: whoever fixes is told of those alone
// Not in npm test: of more than four they are named by number
// Not in npm test: beside what was read, a binary file is named
// Not in npm test: ^which findings.*decide .*(?:revise|1-3)|^what a review tells that open
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { over } from "../../../src/cli/start/run-prompt.ts";
import { findProject } from "../../../src/project/project.ts";
import { dialogAnswer } from "../../../src/render/questions.ts";
import type { Call } from "../../../src/run/commands/command.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { beginningText, beginRun, readBeginning } from "../../../src/run/start/begin-run.ts";
import { openWorktree } from "../../../src/run/start/worktree-run.ts";
import { inSession } from "../../../src/run/views/questions.ts";
import { reportFacts, reportOf } from "../../../src/run/views/report.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { answerTo } from "../../harness/hook.ts";
import {
  cleanup,
  DEFAULT_FILES,
  git,
  makeProject,
  tempDir,
  writeFiles,
} from "../../harness/project.ts";
import { typedBehind } from "../../harness/start-line.ts";
import type { Brief } from "../../harness/team.ts";
import { openIds } from "../../harness/workers.ts";
import { inProcess, terminalContext } from "../in-process.ts";
import { carryOn, SESSION } from "../made/make-run.ts";

afterAll(cleanup);
let env: NodeJS.ProcessEnv;
beforeAll(() => {
  env = { ...process.env, XDG_DATA_HOME: tempDir("data-") };
});

const reads = (root: string, line: string) =>
  readBeginning(
    { project: findProject(root), env },
    DEFAULT_SETTINGS,
    "review",
    typedBehind("review", line),
  );

/** Begins a review; returns what the person reads then. */
async function begins(root: string, line = "") {
  const read = await reads(root, line);
  if (!read.ok) throw new Error(read.problem);
  const by = { session: SESSION, host: null, transcript: "", root };
  const begun = beginRun(read.value, by);
  return (await beginningText(read.value, begun, "acceptEdits", false)).join("\n");
}

const APPROVAL = { status: "approved", summary: "Sound.", criteria: [], findings: [], prior: [] };
const LINES = ["export const one = 2;", "export const two = 3;", "export const six = 7;"];
const found = (at: number, severity = "major", problem?: string) => ({
  ...{ id: `F${at + 1}`, severity, file: "src/n.ts", line: at * 10 + 1, quote: LINES[at] },
  problem: problem ?? `The number of ${LINES[at]!.split(" ")[2]} is too large by one.`,
  fix: "Take one off that number.",
});
type Findings = Record<string, ReturnType<typeof found>[]>;

/** Reviewers that find these, by name. */
const finding = (all: Findings) => (brief: Brief) => {
  const findings = all[/review-(\w+)\.json$/.exec(brief.writes)?.[1] ?? ""] ?? [];
  const isGood = findings.every(({ severity }) => severity === "minor");
  return { ...APPROVAL, findings, status: isGood ? "approved" : "needs_changes" };
};

async function reviewed(all: Findings, line = "") {
  const root = makeProject({ files: DEFAULT_FILES });
  writeFileSync(join(root, "src/n.ts"), `${LINES.join("\n".repeat(10))}\n`);
  const told = await begins(root, line);
  const { run, project } = await carryOn(root, { worker: finding(all) });
  return { root, run, project, told, report: reportOf(project, run) };
}

/** How the driver ends with it. */
const ends = (root: string) => {
  const project = findProject(root);
  return over({ project } as Call, readRun(project)!);
};

describe("what a review tells", () => {
  test("at its start: that no test command is known, what helps, and when it asks", async () => {
    const { told } = await reviewed({});
    expect(told).toContain(
      'No test command is approved, so no test runs. Name one in .claude/multi-ai.json: {"tests":{"commands":["<command>"]}}; multi-ai trust approves it',
    );
    expect(told).toContain("You are asked where reviewers get stuck. Nothing is changed.");
    expect(told).not.toContain("asked nothing");
  });

  test("that it found nothing", async () => {
    const { root, report } = await reviewed({});
    expect(report).toContain("\nFindings: none\n");
    expect(ends(root).exit).toBe(0);
  });

  test("that nobody has read a binary file: no approval, and not exit 0", async () => {
    const root = makeProject({ files: DEFAULT_FILES });
    writeFileSync(join(root, "logo.png"), Buffer.from([0x89, 0x50, 0, 1, 2, 3, 0, 0]));
    await begins(root);
    const { run, project } = await carryOn(root, { worker: finding({}) });
    const report = reportOf(project, run);
    expect(report).toContain("\nFindings: none, as nobody has read the change\n");
    expect(report).toContain("no approval: said approved, and was shown nothing of the change");
    expect(report).not.toContain("): approved");
    expect([run.status, ends(root).exit]).toEqual(["complete", 1]);
  });

  test("beside what was read, a binary file is named and stops nobody", async () => {
    const root = makeProject({ files: DEFAULT_FILES });
    writeFileSync(join(root, "logo.png"), Buffer.from([0x89, 0x50, 0, 1, 2, 3, 0, 0]));
    writeFileSync(join(root, "src/n.ts"), `${LINES[0]}\n`);
    await begins(root);
    const { run, project } = await carryOn(root, { worker: finding({}) });
    expect(reportOf(project, run)).toContain("unknown: 1 file shown to no reviewer");
    expect(ends(root).exit).toBe(0);
  });

  test("that open findings are there to be fixed, and that no command is approved", async () => {
    const { report } = await reviewed({ intent: [found(0)] });
    expect(report).toContain("\nNext\n  multi-ai run review --fix: ");
    expect(report).toContain("No tests were run by the program: no test command is approved.");
  });

  test("that --auto fixed nothing, as nothing is proven", async () => {
    const { report } = await reviewed({ intent: [found(0)] }, "--fix --auto");
    expect(report).toContain(
      "\nNext\n  multi-ai run review --fix\n      typed with the same change, it asks which findings are fixed: --auto fixed none, as none is proven",
    );
  });

  test("what others say against a finding: that it is less", async () => {
    const { report } = await reviewed({
      intent: [found(0)],
      surroundings: [found(0, "minor")],
    });
    expect(report).toContain("\n      Review - Surroundings calls it minor\n");
  });
});

test("its report fits the published schema", async () => {
  const { run, project } = await reviewed({ intent: [found(0)], attack: [found(0, "minor")] });
  const file = join(import.meta.dir, "../../../docs/schemas/report.schema.json");
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(file, "utf8")));
  const report = JSON.parse(JSON.stringify(reportFacts(project, run)));
  expect(schema.safeParse(report).error?.issues ?? []).toEqual([]);
});

describe("what is no target", () => {
  test.each([
    ["#0", "found #0, which is no pull request: their numbers begin with 1"],
    ["maim..", 'found "maim", expected a branch or a commit; did you mean main..?'],
    ["HEAD..topik", 'found "topik", expected a branch or a commit; did you mean HEAD..topic?'],
    ["topik", "paths of this project; did you mean topic?"],
  ])("%s: %s", async (line, problem) => {
    const root = makeProject({ files: DEFAULT_FILES });
    git(root, "branch", "-M", "main");
    git(root, "branch", "topic");
    const read = await reads(root, line);
    expect(read).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });
});

describe("which findings are fixed", () => {
  const ALL = { intent: [found(0), found(1), found(2)] };
  const decides = async (root: string, ...words: string[]) => {
    const answer = (await inProcess(["decide", ...words], terminalContext(root, env)))!;
    const { decisions } = readRun(findProject(root))!;
    return { exit: answer.exit, text: answer.text, said: decisions.at(-1)?.text ?? null };
  };

  test.each([
    [["1", "3"], "1 3"],
    [["1,3"], "1,3"],
    [["1, 3", "--question", "Q1"], "1, 3"],
    [["revise", "--reason", "1 and 3, in small steps"], "1 and 3, in small steps"],
  ])("decide %p", async (words, said) => {
    const { root } = await reviewed(ALL, "--fix");
    expect(await decides(root, ...words)).toMatchObject({ exit: 0, said });
  });

  test("whoever chooses without numbers is asked for these, by what was shown", async () => {
    const { root } = await reviewed(ALL, "--fix");
    expect(await decides(root, "B")).toMatchObject({
      exit: 1,
      said: null,
      text: "B Choose needs numbers.\nType: multi-ai decide <1 3 …> --question Q1",
    });
  });

  test("whoever fixes is told of those alone", async () => {
    const briefs: Brief[] = [];
    const { root } = await reviewed({ intent: [found(0), found(1), found(2, "minor")] }, "--fix");
    expect((await decides(root, "2")).exit).toBe(0);
    await carryOn(root, {
      worker(brief) {
        if (briefs.push(brief) > 0) throw new Error("seen");
        return undefined;
      },
    }).catch(() => null);
    expect(briefs[0]!.text).toContain("The number of two is too large by one.");
    expect([briefs[0]!.text, briefs[0]!.reads.join()].join()).not.toMatch(
      /number of (?:one|six)|findings\.json|review-\w+\.json/,
    );
  });

  test.each(["1 3", "2", "1,2, 3"])(
    "typed in the session, or behind its command: %s",
    async (words) => {
      for (const [name, fields] of [
        ["UserPromptSubmit", { prompt: words }],
        [
          "UserPromptExpansion",
          { command_name: "multi-ai:decide", command_args: words, prompt: `/x ${words}` },
        ],
      ] as const) {
        const { root } = await reviewed(ALL, "--fix");
        await answerTo(root, name, fields, { session: SESSION, env });
        const { decisions } = readRun(findProject(root))!;
        expect(decisions.at(-1)).toMatchObject({ option: "revise", text: words });
      }
    },
  );

  const dialogOf = async (all: Findings) => {
    const { run, project } = await reviewed(all, "--fix");
    const [question] = run.questions as [(typeof run.questions)[0]];
    const shown = inSession(project, run, question);
    const means = (given: string) => dialogAnswer(shown, question, given);
    return { shown, means, labels: shown.offered.map(({ label }) => label) };
  };

  test("a dialog has up to four of them to be ticked; whoever ticks None, too, has said nothing", async () => {
    const { shown, means, labels } = await dialogOf(ALL);
    const [one, , three, none] = labels as [string, string, string, string];
    expect(labels).toEqual([
      ...["1 major at src/n.ts:1", "2 major at src/n.ts:11", "3 major at src/n.ts:21", "None"],
    ]);
    expect(shown.question).toEndWith("\nOr type: All");
    expect(means(`${one}, ${three}`)).toEqual({ option: "revise", text: "1 3" });
    expect(means(`${one}, in small steps`)).toEqual({ option: "revise", text: "1 in small steps" });
    expect(means(none)).toEqual({ option: "leave", text: null });
    expect(means(`${one}, ${none}`)).toBe("leave_open");
    expect(means("All")).toEqual({ option: "all", text: null });
  });

  test("of more than four they are named by number", async () => {
    const more = [3, 4].map((at) => ({
      ...found(0, "minor", `Line ${at} has no comment about numbers of kind ${at}.`),
      ...{ id: `F${at + 1}`, line: 1, fix: `Say what kind ${at} means to whoever calls.` },
    }));
    const { shown, means, labels } = await dialogOf({ intent: [...ALL.intent, ...more] });
    expect([shown.ticks, labels]).toEqual([
      null,
      ["Not yet: let me read or ask", "All", "Choose", "None"],
    ]);
    expect(means("2, 5")).toEqual({ option: null, text: "2, 5" });
  });

  test.each([
    [["4"], "found 4, expected one or more of: 1, 2, 3"],
    [["1", "9", "12"], "found 9, 12, expected one or more of: 1, 2, 3"],
    [["revise", "--reason", "the worst"], "found no number, expected one or more of: 1, 2, 3"],
    [["F1"], "expected one of: A All, B Choose, C None, or numbers such as 1 3"],
    [["1-3"], "expected one of: A All, B Choose, C None, or numbers such as 1 3"],
    [["proven"], '"proven" is not an option of Q1'],
  ])("decide %p is refused", async (words, problem) => {
    const { root } = await reviewed(ALL, "--fix");
    const { exit, text, said } = await decides(root, ...words);
    expect([exit, said]).toEqual([2, null]);
    expect(text).toContain(problem);
  });
});

describe("fixes of a review in a worktree", () => {
  const N = `${LINES.join("\n".repeat(10))}\n`;
  const FIXED = N.replace("one = 2", "one = 1");
  const TEST = "// A test of it.\n";
  const read = (root: string, name: string) => readFileSync(join(root, name), "utf8");

  /** A project with the change that is reviewed, on a branch or not committed. */
  function changed(on?: string): string {
    const root = makeProject({ files: { ...DEFAULT_FILES, "src/n.ts": "" } });
    git(root, "branch", "-M", "main");
    if (on !== undefined) git(root, "checkout", "-q", "-b", on);
    writeFileSync(join(root, "src/n.ts"), N);
    if (on !== undefined) git(root, "commit", "-qam", "Numbers");
    return root;
  }

  /** A review of it, with all fixed. */
  async function fixed(root: string, line: string) {
    const read = await reads(root, `${line} --fix`.trim());
    if (!read.ok) throw new Error(read.problem);
    const opened = openWorktree(read.value);
    if (!opened.ok) throw new Error(opened.problem);
    const { beside: worktree } = opened;
    const project = findProject(worktree.root);
    const by = { session: SESSION, host: null, transcript: "", root: worktree.root };
    beginRun({ ...read.value, project, from: worktree.root }, by);
    const { run } = await carryOn(worktree.root, {
      answers: { "which-findings": { option: "all", text: null } },
      worker(brief) {
        if (!brief.writes.endsWith("fix-result.json"))
          return brief.round > 1
            ? { ...APPROVAL, prior: openIds(brief).map((id) => ({ id, state: "fixed" })) }
            : finding({ intent: [found(0)] })(brief);
        return {
          artifact: {
            ...{ status: "complete", reason: null, criteria: [], deviations: [] },
            ...{ changed_files: ["src/n.ts", "tests/n.test.ts"], answered: [], declined: [] },
          },
          edits: { "src/n.ts": FIXED, "tests/n.test.ts": TEST },
        };
      },
    });
    expect([run.status, worktree.branch, worktree.made]).toEqual(["complete", null, undefined]);
    // A test of what was looked at has left it.
    writeFileSync(join(worktree.root, "bunfig.toml"), "planted\n");
    const take = async () => {
      const asked: string[] = [];
      const confirm = async (does: string) => {
        asked.push(does);
        return null;
      };
      const words = ["take", run.run];
      const answer = (await inProcess(words, terminalContext(root, env, { confirm })))!;
      return { exit: answer.exit, text: answer.text, asked: asked.join("\n") };
    };
    return { beside: worktree, take };
  }
  /** All that a person may have in a checkout. */
  const all = (root: string) => [
    git(root, "status", "--short", "--branch"),
    git(root, "diff", "HEAD"),
    git(root, "diff", "--cached"),
    git(root, "rev-parse", "HEAD"),
  ];
  const NAMED = "2 files (src/n.ts, tests/n.test.ts)";

  test.each(["", "--staged"])(
    "of what was not committed %s: they come beside it, and what is staged stays",
    async (line) => {
      const root = changed();
      git(root, "add", "-A");
      const { beside: worktree, take } = await fixed(root, line === "" ? "--worktree" : line);
      // What the person did since.
      writeFileSync(join(root, "src/n.ts"), N.replace("six = 7", "six = 8"));
      writeFileSync(join(root, "mine.txt"), "mine\n");
      const staged = git(root, "diff", "--cached");
      const { exit, text, asked } = await take();
      expect([exit, asked]).toEqual([0, expect.stringContaining(NAMED)]);
      expect(asked).toContain("Uncommitted in the worktree, and left there: bunfig.toml.");
      expect(text).toContain("in your checkout and uncommitted");
      expect(read(root, "src/n.ts")).toBe(FIXED.replace("six = 7", "six = 8"));
      expect(read(root, "tests/n.test.ts")).toBe(TEST);
      expect(git(root, "diff", "--cached")).toBe(staged);
      expect(git(root, "status", "--short").trim().split(/\n ?/)).toEqual([
        "MM src/n.ts",
        "?? mine.txt",
        "?? tests/n.test.ts",
      ]);
      const before = all(root);
      expect(await take()).toMatchObject({
        exit: 0,
        asked: "",
        text: expect.stringContaining(`Your checkout has all of ${worktree.name} already.`),
      });
      expect(all(root)).toEqual(before);
    },
  );

  test.each([
    ["the same line", "src/n.ts", N.replace("one = 2", "one = 3"), "in ways that do not fit"],
    ["a file of that name", "tests/n.test.ts", "mine\n", "in ways that do not fit"],
    ["an ignored file of that name", "tests/n.test.ts", "mine\n", "changes of its own"],
    ["a folder of that name", "tests/n.test.ts/mine", "mine\n", "in ways that do not fit"],
    ["a staged folder of that name", "tests/n.test.ts/mine", "mine\n", "in ways that do not fit"],
  ])("where the person has %s, nothing is touched", async (what, name, text, problem) => {
    const root = changed();
    git(root, "add", "-A");
    const { beside: worktree, take } = await fixed(root, "--staged");
    writeFiles(root, { [name]: text });
    if (what.includes("ignored")) writeFileSync(join(root, ".gitignore"), `${name}\n`);
    if (what.includes("staged")) git(root, "add", "-A");
    const before = all(root);
    const { exit, text: told } = await take();
    expect([exit, told]).toEqual([1, expect.stringContaining(problem)]);
    expect(told).toContain(name);
    if (!what.includes("ignored")) expect(told).toContain(`by hand from ${worktree.root}`);
    expect([all(root), read(root, name)]).toEqual([before, text]);
  });

  test("of a branch that is not checked out: that comes first", async () => {
    const root = changed("topic");
    git(root, "checkout", "-q", "main");
    writeFileSync(join(root, "mine.txt"), "mine\n");
    const { take } = await fixed(root, "topic");
    const before = all(root);
    expect(await take()).toEqual({
      exit: 1,
      asked: "",
      text: "Nothing was done: these are fixes of topic; check it out first: git switch topic.",
    });
    expect(all(root)).toEqual(before);
    git(root, "switch", "-q", "topic");
    writeFileSync(join(root, "src/n.ts"), N.replace("six = 7", "six = 8"));
    git(root, "commit", "-qam", "More");
    expect(await take()).toMatchObject({ exit: 0, asked: expect.stringContaining(NAMED) });
    expect(read(root, "src/n.ts")).toBe(FIXED.replace("six = 7", "six = 8"));
    expect(git(root, "log", "--format=%s", "main..").trim().split("\n")).toEqual([
      "More",
      "Numbers",
    ]);
  });
});
