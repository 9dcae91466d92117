// Guarantee: Nothing is lost.
// What a person has in a checkout and nowhere else outlives the ordinary git commands of an agent,
// in the host.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { reportFacts } from "../../src/run/views/report.ts";
import { SETTINGS_FILE } from "../../src/settings.ts";
import { startTeam } from "../cli/made/make-team-run.ts";
import { honestCouncil, masterPlanText } from "../harness/council.ts";
import { hostsOf } from "../harness/host.ts";
import { brings, bringsItsFile, planFile, taskIn } from "../harness/phases/execute.ts";
import { ALONE, phaseOf } from "../harness/phases/project.ts";
import {
  cleanup,
  DEFAULT_FILES,
  type Files,
  git,
  IN_TURN,
  makeProject,
  writeFiles,
} from "../harness/project.ts";
import { smallFiles, smallTeam, writes } from "../harness/small-team.ts";
import type { Brief, Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { play, type Scenario } from "./scenario.ts";

afterEach(cleanup);

const MINE = {
  "notes.txt": "mine\n",
  "docs/draft.md": "# Draft\n",
  "README.md": "# Mine\n",
  "docs/later.md": "later\n",
};

/** A project with uncommitted files, a stash and an unmerged branch of its person. */
function makeCheckout(files: Files = DEFAULT_FILES): string {
  const root = makeProject({
    files: { "README.md": "# Greeter\n", ...files, "notes.txt": "old\n" },
  });
  writeFiles(root, { "idea.txt": "idea\n" });
  git(root, "add", "idea.txt");
  git(root, "stash", "push", "-m", "an idea");
  git(root, "switch", "-q", "-c", "try");
  writeFiles(root, { "try.txt": "try\n" });
  git(root, "add", "try.txt");
  git(root, "commit", "-qm", "try");
  git(root, "switch", "-q", "main");
  const { "notes.txt": notes, "docs/draft.md": draft } = MINE;
  writeFiles(root, { "notes.txt": notes, "docs/draft.md": draft });
  return root;
}

interface Kind {
  files?: Files;
  worker: Worker;
  /** The task whose agent types. */
  builds: (brief: Brief) => boolean;
  start?: (root: string) => Promise<void> | void;
  prompt?: string;
  /** What the run has changed. */
  work: string[];
  options?: Partial<Scenario>;
}

const CHAIN: Kind = {
  worker: honest(),
  builds: ({ writes }) => writes.endsWith("impl-result.json"),
  work: ["src/goodbye.ts", "tests/goodbye.test.ts"],
};

/**
 * A run whose implementer types a command after its person has saved more files. `where`: the
 * folder that the agent works in.
 */
async function typed(kind: Kind, command: (where: string) => string) {
  const root = makeCheckout(kind.files);
  await kind.start?.(root);
  const state = () =>
    ["rev-parse HEAD", "symbolic-ref HEAD", "rev-parse try", "stash list --format=%H"].map((one) =>
      git(root, ...one.split(" ")),
    );
  const was = state();
  let agent: string | null = null;
  let isSaved = false;
  const worker: Worker = (brief, at) => {
    if (!kind.builds(brief) || (agent !== null && agent !== brief.nonce))
      return kind.worker(brief, at);
    agent = brief.nonce;
    if (at.turn === 0)
      return { calls: [{ name: "Bash", input: { command: "true", description: "Look" } }] };
    if (!isSaved)
      writeFiles(root, { "README.md": MINE["README.md"], "docs/later.md": MINE["docs/later.md"] });
    isSaved = true;
    if (at.turn === 1) {
      const line = command(/Work in (\S+?), a checkout of your own/.exec(brief.text)?.[1] ?? root);
      return {
        calls: [
          { name: "Bash", input: { command: line, description: "See whether it failed before" } },
        ],
      };
    }
    return kind.worker(brief, at);
  };
  const scenario = { version: "new", project: root, worker, ...kind.options } as const;
  let played = await play(scenario);
  const [asked] = openQuestions(root);
  if (asked?.kind === "execute-consent") {
    answer(root, "approve");
    played = await goOn(scenario, played);
  }
  const there = Object.fromEntries(
    Object.keys(MINE).map((name) => [
      name,
      existsSync(join(root, name)) ? readFileSync(join(root, name), "utf8") : null,
    ]),
  );
  const place = findProject(root);
  return {
    ...played,
    root,
    there,
    was,
    is: state(),
    isTyped: isSaved,
    report: reportFacts(place, readRun(place)!),
  };
}

describe.each(hostsOf("new"))("uncommitted work (%s)", (version) => {
  test.each([
    "git stash -q; git reset -q --hard; git clean -fdq; git stash pop -q",
    "git stash drop -q; git branch -q -D try",
    "git add -A && git commit -qm 'Say goodbye'",
  ])("stays where an agent types: %s", async (command) => {
    const { state, there, was, is, report } = await typed(CHAIN, () => command);
    expect(state.status).toBe("complete");
    expect(there).toEqual(MINE);
    expect(is).toEqual(was);
    expect(report.files?.map(({ path }) => path)).toEqual([
      "src/goodbye.ts",
      "tests/goodbye.test.ts",
    ]);
  });

  test("what the person's own hook makes out of an agent's edit is of the run; what they save later is theirs", async () => {
    // Behind the last call it is still at work when the agent is over, which the host does not wait
    // for.
    const command =
      'case "$(cat)" in *impl-result.json*) for i in $(seq 80); do touch gen/routes.txt; sleep 0.05; done;; ' +
      "*src/goodbye.ts*) sleep 0.5; mkdir -p gen; ls src > gen/routes.txt;; esac";
    const hooks = { PostToolUse: [{ matcher: "Write", hooks: [{ type: "command", command }] }] };
    const root = makeProject({
      files: { ...IN_TURN, ".claude/settings.json": JSON.stringify({ hooks }) },
    });
    const good = honest();
    const worker: Worker = (brief, state) => {
      if (brief.writes.endsWith("impl-result.json") && state.turn === 1)
        writeFiles(root, { "notes.txt": "mine\n" });
      return good(brief);
    };
    const { state } = await play({ version, project: root, worker });
    const place = findProject(root);
    const report = reportFacts(place, readRun(place)!);
    expect([state.status, report.by_hand]).toEqual(["complete", ["notes.txt"]]);
    expect(report.files?.map(({ path }) => path)).toEqual([
      "gen/routes.txt",
      "src/goodbye.ts",
      "tests/goodbye.test.ts",
    ]);
  });
});

const TEAM: Kind = {
  files: smallFiles(),
  worker: smallTeam(),
  builds: (brief) => writes(brief, "gates/stage-04-hello.json"),
  start: (root) => startTeam(root, { track: "nano", areas: "hello" }, true, "Greet people"),
  work: ["src/hello/hello.js"],
  options: { prompt: "/multi-ai:resume" },
};
const COUNCIL: Kind = {
  worker: honestCouncil(),
  builds: (brief) => brief.writes.endsWith("/tasks/1.json"),
  work: ["src/goodbye.ts", "src/thanks.ts", "tests/goodbye.test.ts", "tests/thanks.test.ts"],
  options: { prompt: "/multi-ai:council --auto build plan.json", limitMs: 200_000 },
  files: { ...IN_TURN, "plan.json": masterPlanText() },
};
const PHASES: Kind = {
  files: {
    ...IN_TURN,
    [SETTINGS_FILE]: JSON.stringify({ reviews: "in_turn", ...ALONE }),
    ...phaseOf({
      "01-01": planFile("01-01", [brings("one"), brings("two")]),
      "01-02": planFile("01-02", [brings("three")]),
    }),
  },
  worker: bringsItsFile,
  builds: (brief) => taskIn(brief) === "Bring one",
  work: ["src/one.txt", "src/three.txt", "src/two.txt"],
  options: { prompt: "/multi-ai:execute-phase --auto 1" },
};

const TRY = "git stash -q; git reset -q --hard; git clean -fdq; git stash pop -q";
/** In a clean worktree that pops the person's stash. */
const POP = "git stash -q; git stash pop -q";
/** In a worktree that checks the person's branch out. */
const THEIR_BRANCH =
  "git checkout -q --ignore-other-worktrees -B main; git commit -q --allow-empty -m 'Say goodbye'";
const COMMIT = "git add -A && git commit -qm 'Say goodbye'";

describe.each([
  ["team", TEAM],
  ["council", COUNCIL],
  ["phases", PHASES],
] as const)("uncommitted work in %s", (_name, kind) => {
  // An executor has a worktree of its own, and may type in the checkout all the same.
  const places = ["checkout", ...(kind === TEAM ? [] : ["worktree"])];
  const lines = (place: string) => [
    TRY,
    COMMIT,
    ...(place === "worktree" ? [POP, THEIR_BRANCH] : []),
  ];
  test.each(places.flatMap((place) => lines(place).map((command) => [place, command] as const)))(
    "stays where an agent types in its %s: %s",
    async (place, command) => {
      const line = (where: string): string =>
        place === "worktree" ? `cd ${where} && { ${command}; }` : command;
      const { root, state, there, was, is, isTyped, report } = await typed(kind, line);
      expect([state.status, isTyped]).toEqual(["complete", true]);
      expect(there).toEqual(MINE);
      // Phases commit their own work, and that alone.
      expect(is.slice(1)).toEqual(was.slice(1));
      if (kind !== PHASES) expect(is[0]).toBe(was[0]!);
      expect(git(root, "log", "--format=%s")).not.toContain("Say goodbye");
      expect(git(root, "ls-files", "docs")).toBe("");
      expect(report.files?.map(({ path }) => path)).toEqual(kind.work);
    },
  );
});

describe.each([
  ["multi-ai", { ...CHAIN, options: { prompt: "/multi-ai Say goodbye by name" } }],
  [
    "team",
    {
      ...TEAM,
      start: (root) => startTeam(root, { track: "nano", areas: "hello" }, false, "Greet people"),
    },
  ],
  [
    "council",
    { ...COUNCIL, options: { ...COUNCIL.options, prompt: "/multi-ai:council build plan.json" } },
  ],
  ["phases", { ...PHASES, options: { prompt: "/multi-ai:execute-phase 1" } }],
] satisfies [string, Kind][])("what a watcher makes while %s works", (_name, kind: Kind) => {
  test.each([true, false])("is asked about at the end, where there is any (%p)", async (isMade) => {
    const root = makeProject({ files: kind.files ?? DEFAULT_FILES });
    await kind.start?.(root);
    const worker: Worker = (brief, at) => {
      if (isMade && kind.builds(brief) && at.turn > 0)
        writeFiles(root, { "gen/routes.txt": "goodbye\n" });
      return kind.worker(brief, at);
    };
    const scenario = { version: "new", project: root, worker, ...kind.options } as const;
    let played = await play(scenario);
    const asked: string[] = [];
    for (
      let [open] = openQuestions(root);
      open !== undefined && asked.length < 10;
      [open] = openQuestions(root)
    ) {
      asked.push(open.kind);
      const isWhose = open.kind === "whose-files";
      const ways: Record<string, string> = { "whose-files": "take", "no-tests": "without" };
      answer(root, ways[open.kind] ?? open.options[0]!);
      if (!isWhose) played = await goOn(scenario, played);
    }
    const place = findProject(root);
    const run = readRun(place)!;
    const report = reportFacts(place, run);
    expect([run.status, asked.filter((one) => one === "whose-files")]).toEqual([
      "complete",
      isMade ? ["whose-files"] : [],
    ]);
    expect(asked.indexOf("whose-files")).toBe(isMade ? asked.length - 1 : -1);
    expect(report.files?.map(({ path }) => path)).toEqual([
      ...(isMade ? ["gen/routes.txt"] : []),
      ...kind.work,
    ]);
    expect(report.by_hand).toEqual([]);
  });
});
