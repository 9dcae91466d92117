// What each reviewer found, and what that took: over the runs of a project, and over those that
// others have exported.
// Runs: in full only.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../src/engine/run.ts";
import { findProject, type Project } from "../../src/project/project.ts";
import type { Worth } from "../../src/render/worth.ts";
import { readRun } from "../../src/run/life/run.ts";
import { archiveRun } from "../../src/run/life/runs-aside.ts";
import { reviewedIn } from "../../src/run/views/worth.ts";
import { columns } from "../../src/text.ts";
import { cleanup, git, homeWithPlugin, makeProject, tempDir } from "../harness/project.ts";
import { codeObjection, planApproval } from "../harness/workers.ts";
import { CODE_OPUS, CODE_SONNET } from "../workflows/multi-ai/ids.ts";
import { copyRun } from "./archived.ts";
import { atScreen, cli, PROGRAM } from "./cli.ts";
import { apply, carryOn, makeRun, type RunOptions, STATES } from "./make-run.ts";

afterAll(cleanup);

const JOURNALS = join(import.meta.dir, "../fixtures/journals");
const APPROVE = { story: { option: "approve", text: null } };

/** What the agent of a task took; of Codex nothing is recorded here. */
const took = (project: Project, task: string, tokens: number, minutes = 2): Run =>
  apply(project, {
    do: "spent",
    task,
    call: `toolu_${task}_1`,
    spent: { tool_calls: 3, tokens, minutes, used: { "claude-opus-5-5": [tokens, 0, 0, 0] } },
  });

/** A run that ended, put aside. Each of its code reviewers but Codex has taken something. */
async function archived(
  options: RunOptions = {},
): Promise<{ root: string; project: Project; id: string }> {
  const { root, project } = await makeRun({ answers: APPROVE, ...options });
  took(project, CODE_SONNET, 40_000);
  archiveRun(project, took(project, CODE_OPUS, 60_000, 4));
  const [id] = readdirSync(join(project.task, "history")).filter((name) =>
    name.startsWith("multi-ai-"),
  );
  return { root, project, id: id! };
}

const worth = async (root: string, ...words: string[]) => {
  const { code, json } = await cli(root, ["worth", ...words, "--json"]);
  const of = (name: string): Worth => json.reviewers.find((one: Worth) => one.reviewer === name);
  return { code, json, of };
};

const [SONNET, OPUS, CODEX] = [
  "Code Review - Sonnet",
  "Code Review - Opus",
  "Code Review - Codex",
] as const;
const idOf = (number: number): string => `multi-ai-${number.toString(16).padStart(8, "0")}`;

describe("findings", () => {
  test("are counted by reviewer and by what became of them, with what the reviewer took", async () => {
    const { root, project, run } = await STATES["complete after fixes and a waiver"]();
    took(project, CODE_OPUS, 60_000, 4);
    const { of, json } = await worth(root);
    expect(json).toMatchObject({ runs: 1, older_not_read: 0, unreadable: [] });
    expect(of("Plan Review - Opus").counts).toMatchObject({
      rounds: 2,
      mended: 1,
      open: 0,
      argued: 1,
      proven: 0,
    });
    expect(of(OPUS).counts).toMatchObject({ rounds: 2, mended: 1, accepted: 1 });
    // Its second review says nothing of what it took: the sum would be too small.
    expect(of(OPUS).took).toMatchObject({ of: 1, tokens: { sum: null, known: 0 } });
    const rest = run.tasks.filter(({ subject }) =>
      /Code Review - Opus v2|Fix Code - Opus/.test(subject),
    );
    for (const { id } of rest) took(project, id, 10_000);
    const opus = reviewedIn(project, readRun(project)!).find(({ reviewer }) => reviewer === OPUS);
    expect([rest.length, opus?.took.tokens, opus?.saves.tokens]).toEqual([2, 70_000, 80_000]);
    const { out } = await cli(root, ["worth"]);
    expect(out).toContain(
      "2 findings: 1 fixed, 1 accepted as it is; 2 of 2 blocking findings missed by other reviewers",
    );
    expect(out).toContain("Found nothing in 1 run: too few to judge (needs 10).");
  });

  test("that an earlier reviewer had made in other words are not missed; those of the first cannot be", async () => {
    const says = (problem: string) => (brief: Parameters<typeof codeObjection>[0]) => {
      const said = codeObjection(brief);
      return { ...said, findings: said.findings.map((one) => ({ ...one, problem })) };
    };
    const { root, project, id } = await archived({
      worker: (brief) =>
        brief.round > 1
          ? undefined
          : brief.writes.endsWith("/code-review-sonnet.json")
            ? says("An empty name gives a dangling comma.")(brief)
            : brief.writes.endsWith("/code-review-opus.json")
              ? says("The dangling comma is given for an empty name.")(brief)
              : brief.writes.endsWith("/code-review-codex.json")
                ? says("Nobody says goodbye to two people.")(brief)
                : undefined,
    });
    const { of } = await worth(root);
    expect(
      [SONNET, OPUS, CODEX].map((name) => [of(name).counts.missed, of(name).counts.compared]),
    ).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
    ]);
    const { out } = await cli(root, ["worth"]);
    expect(out).toContain("1 finding: 1 fixed; 0 of 1 blocking finding missed by other reviewers");
    // Without its words nobody can tell whether it is the same.
    rmSync(join(project.task, "history", id, "objects"), { recursive: true });
    const lost = await worth(root);
    expect([OPUS, CODEX].map((name) => lost.of(name).counts)).toMatchObject(
      Array(2).fill({ mended: 1, compared: 0 }),
    );
  });
});

test("a minor finding is one, and nobody has missed anything by it", async () => {
  const minor = (brief: Parameters<typeof codeObjection>[0]) => {
    const said = codeObjection(brief);
    return { ...said, findings: said.findings.map((one) => ({ ...one, severity: "minor" })) };
  };
  const worker: RunOptions["worker"] = (brief) =>
    brief.writes.endsWith("/code-review-opus.json") ? minor(brief) : undefined;
  const { of } = await worth((await archived({ worker })).root);
  expect(of(OPUS)).toMatchObject({
    counts: { argued: 1, open: 1, compared: 0 },
    last: { nothing: false },
  });
});

describe("a reviewer that found nothing", () => {
  let root: string;
  let project: Project;
  beforeAll(async () => {
    const objected = await archived({
      worker: (brief) =>
        brief.writes.endsWith("/code-review-opus.json") && brief.round === 1
          ? codeObjection(brief)
          : undefined,
    });
    const clean = await archived();
    ({ root, project } = objected);
    // One run in which Opus finds something, and behind it ten in which nobody does.
    copyRun({ ...project, task: clean.project.task }, clean.id, idOf(1), 1);
    const from = join(clean.project.task, "history", idOf(1));
    Bun.spawnSync(["cp", "-r", from, join(project.task, "history", idOf(1))]);
    for (let at = 2; at <= 10; at++) copyRun(project, idOf(1), idOf(at), at);
  });

  test("in its last ten runs says what leaving it out would have saved in each, as far as that is known", async () => {
    const { of, json } = await worth(root);
    expect(json.runs).toBe(11);
    expect(of(SONNET).last).toMatchObject({
      ...{ runs: 10, nothing: true },
      saves: { of: 10, tokens: { sum: 400_000, known: 10 }, minutes: { sum: 20, known: 10 } },
    });
    expect(of(CODEX).last.saves).toMatchObject({
      tokens: { sum: null, known: 0 },
      usd: { sum: null, known: 0 },
    });
    expect(of(OPUS)).toMatchObject({ counts: { mended: 1 }, last: { runs: 10, nothing: true } });
    const { out } = await cli(root, ["worth"]);
    const [, saved] = /Sonnet \(code-reviewer\/sonnet\): 11 runs, 11 rounds, .*\n +(.*)/.exec(out)!;
    expect(saved).toBe(
      "Found nothing in its last 10 runs. Leaving it out would have saved, on average per run: 40 k tokens, $0.16, 2 min.",
    );
    expect(out).toMatch(
      /Codex \(codex\): .*tokens, cost and time not known\n.*per run: tokens, cost and time not known\./,
    );
  });

  test("in one run fewer is too little to say; a run that cannot be read is named and stops nothing", async () => {
    writeFileSync(join(project.task, "history", idOf(9), "events.jsonl"), "spoilt\n");
    rmSync(join(project.task, "history", idOf(10)), { recursive: true });
    const { code, of, json } = await worth(root);
    expect([code, json.runs, json.unreadable]).toEqual([
      0,
      9,
      [{ run: idOf(9), problem: expect.stringMatching(/\w/) }],
    ]);
    expect(of(SONNET).last).toEqual({ runs: 9, nothing: true, saves: null });
    const { out } = await cli(root, ["worth"]);
    expect(out).toContain(`\n1 run could not be read: ${idOf(9)} (`);
    expect(out).toContain("Found nothing in 9 runs: too few to judge");
    expect(out).not.toContain("would have saved");
  });

  test("and asked the person is not one", async () => {
    const { root } = await makeRun({
      answers: { ...APPROVE, clarification: { option: "answer", text: "Ada" } },
      worker: (brief) =>
        brief.writes.endsWith("/review-sonnet.json") && !brief.text.includes("Ada")
          ? {
              ...planApproval(brief),
              status: "needs_clarification",
              questions: [{ question: "Who?", options: ["Ada", "Bob"] }],
            }
          : undefined,
    });
    const { of } = await worth(root);
    expect(of("Plan Review - Sonnet")).toMatchObject({
      counts: { rounds: 1, argued: 0 },
      last: { nothing: false },
    });
    expect(of("Plan Review - Opus").last.nothing).toBe(true);
  });
});

describe("runs of others", () => {
  test("come from files of export, each run once; what is no such file is named", async () => {
    const made = await archived();
    const folder = tempDir();
    const env = { HOME: homeWithPlugin() };
    const exported = await cli(
      made.root,
      ["export", made.id, "--to", join(folder, "a.bundle")],
      env,
    );
    expect([exported.code, exported.err]).toEqual([0, ""]);
    copyFileSync(join(folder, "a.bundle"), join(folder, "again.bundle"));
    writeFileSync(join(folder, "b.bundle"), "no bundle\n");
    writeFileSync(join(folder, "notes.txt"), "not looked at\n");
    const mine = join(tempDir(), "clone");
    git(tempDir(), "clone", "-q", "--no-local", made.root, mine);
    const { code, json } = await worth(mine, folder);
    expect([code, json.runs]).toEqual([0, 1]);
    expect(json.unreadable).toEqual([
      { run: join(folder, "b.bundle"), problem: expect.stringContaining("was not made by export") },
    ]);
    expect(readdirSync(mine)).not.toContain(".task");
    expect((await worth(mine, folder, tempDir())).json.unreadable).toContainEqual({
      run: expect.any(String),
      problem: "no file in it ends in .bundle",
    });
    // Where it is already it counts once as well.
    expect((await worth(made.root, folder)).json.runs).toBe(1);
    const none = await cli(mine, ["worth", "gone.bundle"]);
    expect([none.code, none.err]).toEqual([
      1,
      expect.stringMatching(/gone\.bundle \(it does not exist\)\nNo run here/),
    ]);
  });
});

test("of a run that went on here since it was exported the project's own record counts", async () => {
  const until = ({ tasks }: Run) => tasks.some(({ reviewed }) => reviewed !== null);
  const { root } = await makeRun({ answers: APPROVE, until });
  const file = join(tempDir(), "early.bundle");
  expect((await cli(root, ["export", "--to", file], { HOME: homeWithPlugin() })).code).toBe(0);
  await carryOn(root, { answers: APPROVE });
  expect((await worth(root, file)).json.reviewers).toHaveLength(6);
});

test("recorded runs of several workflows are read", async () => {
  const root = makeProject();
  const project = findProject(root);
  const known = new Set<string>();
  for (const name of readdirSync(JOURNALS).filter(
    (one) => one.startsWith("host-") && one.endsWith(".jsonl"),
  )) {
    const [first = ""] = (await Bun.file(join(JOURNALS, name)).text()).split("\n");
    const { run } = JSON.parse(first);
    known.add(run);
    mkdirSync(join(project.task, "history", run), { recursive: true });
    copyFileSync(join(JOURNALS, name), join(project.task, "history", run, "events.jsonl"));
  }
  const { of, json } = await worth(root);
  expect([json.runs, json.unreadable]).toEqual([known.size, []]);
  expect(of("Peer review - frontend").counts).toMatchObject({ mended: 1, missed: 1, compared: 1 });
  expect(of("Vote - mistral-security").counts).toMatchObject({ accepted: 1 });
  const team = await worth(root, "--workflow", "team");
  expect(team.json.reviewers.map(({ workflow }: Worth) => workflow)).toEqual(Array(5).fill("team"));
  const unknown = await cli(root, ["worth", "--workflow", "teem"]);
  expect([unknown.code, unknown.err]).toEqual([
    2,
    expect.stringContaining('no workflow "teem"; did you mean team?'),
  ]);
});

test("without a run it says what to do", async () => {
  const { code, out } = await cli(makeProject(), ["worth"]);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^No run here [\s\S]*\nOther people's runs: multi-ai worth <file>/),
  ]);
});

test("only the newest runs of a long history are read, and how many are not is said", async () => {
  const { root, project, id } = await archived({
    until: ({ tasks }) => tasks.some(({ reviewed }) => reviewed !== null),
  });
  for (let at = 1; at <= 301; at++) copyRun(project, id, idOf(at), at);
  expect((await worth(root)).json).toMatchObject({ runs: 300, older_not_read: 2 });
  expect((await cli(root, ["worth"])).out).toContain(
    "\n2 older runs not read: only the newest 300 count.\n",
  );
});

test("a run that cannot be read is not called none", async () => {
  const root = makeProject();
  mkdirSync(join(root, ".task"));
  writeFileSync(join(root, ".task/events.jsonl"), "no journal\n");
  const { code, out, err } = await cli(root, ["worth"]);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("1 run could not be read: the run here (");
  expect(err).not.toContain("Start one");
});

test("at a terminal its lines are broken between words and coloured only where that is wanted", async () => {
  const { root } = await archived();
  const line = `stty cols 50; exec '${process.execPath}' '${PROGRAM}' worth`;
  const [plain, coloured] = await Promise.all(
    ([{ NO_COLOR: "1" }, {}] as Record<string, string>[]).map((env) =>
      atScreen(["sh", "-c", line], root, { TERM: "xterm", ...env }),
    ),
  );
  const lines = plain!.screen.replaceAll("\r", "").split("\n");
  expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(50);
  expect(plain!.screen).not.toContain("\u001b[1m");
  expect(coloured!.screen).toContain("\u001b[1mmulti-ai");
});

test("the report says in a line what its reviews found and took", async () => {
  const { root, project } = await STATES["complete after fixes and a waiver"]();
  expect((await cli(root, ["report"])).out).not.toContain("Reviews: ");
  took(project, CODE_SONNET, 40_000);
  const { out } = await cli(root, ["report", "--md"]);
  expect(out.replaceAll("\\", "")).toContain(
    "\n- Reviews: 3 findings, 3 of 3 blocking findings missed by other reviewers; 40 k tokens, $0.16, 2 min (known for 1 of 6 reviewers)",
  );
  const { reviews } = (await cli(root, ["report", "--json"])).json;
  expect(reviews).toMatchObject({ counts: { rounds: 8, mended: 2, accepted: 1 }, took: { of: 6 } });
});
