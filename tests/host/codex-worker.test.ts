// Guarantee: Codex as an agent keeps to its sandbox.
// Runs: in full only, on disk.
import { afterEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { attempt } from "../../src/process/attempt.ts";
import { MOUNTS } from "../../src/run/fence/leftovers.ts";
import { codexPath } from "../harness/codex-program.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { briefOfCodex, codexTeam } from "../harness/codex-team.ts";
import { firstOf, IS_FULL } from "../harness/in-full.ts";
import { type CodexReply, type CodexTurn, startModel } from "../harness/model.ts";
import { needing } from "../harness/needs.ts";
import { eventually } from "../harness/patience.ts";
import { bringsItsFile, twoWaves } from "../harness/phases/execute.ts";
import { ALONE, phaseOf } from "../harness/phases/project.ts";
import {
  cleanup,
  DEFAULT_FILES,
  type Files,
  git,
  makeProject,
  tempDir,
} from "../harness/project.ts";
import { claudePath, type HostVersion, hostsOf, makeSandbox } from "../harness/sandbox.ts";
import { type Brief, team, type Work, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { left, ofType } from "./scenario.ts";
import { carried, started } from "./started.ts";

afterEach(cleanup);

const CODEX = "codex/gpt-6.1-sol";
const inSandbox = needing("sandbox of Codex");
const inFullThere: typeof inSandbox = IS_FULL ? inSandbox : () => {};
const [version] = hostsOf("new") as [HostVersion];

interface Given {
  worker?: Worker;
  files?: Files;
  settings?: object;
  /** What is typed behind `multi-ai run`. */
  args?: string[];
  /** What Codex' model answers to the brief of an agent in place of the worker's turn. */
  instead?: (brief: Brief, turn: CodexTurn) => CodexReply | undefined;
  inFront?: string[];
}

const drive = (
  models: Record<string, string>,
  {
    worker = honest(),
    instead = () => undefined,
    inFront = [],
    args = ["multi-ai", "Say goodbye", "--auto"],
    files = DEFAULT_FILES,
    settings: more = {},
  }: Given = {},
) => {
  const settings = JSON.stringify({ models, tests: { run: false }, ...more });
  const project = makeProject({ files: { ...files, ".claude/multi-ai.json": settings } });
  const honestly = codexTeam(worker as never, codexReviewer());
  const model = startModel({
    script: team(worker),
    codex: (turn) => {
      const brief = briefOfCodex(turn.prompt);
      return (brief && instead(brief, turn)) ?? honestly(turn);
    },
  });
  const { env, home } = makeSandbox({ version, project, model, inFront });
  const words = ["run", "--claude", claudePath(version), "--allowed-tools", "Bash(bun test:*)"];
  const typed = (...given: string[]) => started(project, env, given).end;
  const goesOn = async () => {
    await typed("run", "--continue", ...words.slice(1));
    return left(project);
  };
  return {
    ...carried({ project, home, model, env }, [...words, ...args]),
    typed,
    goesOn,
  };
};

inSandbox("Codex implements, and Claude Code reviews", async () => {
  const { end, project, model } = drive({ implementer: CODEX });
  const { out, state, tasks, events } = await end;
  expect(state.status).toBe("complete");
  // What it changed is its own, by the files before and after.
  const [changed] = ofType(events, "changed");
  expect(Object.keys(changed!.files).sort()).toEqual(["src/goodbye.ts", "tests/goodbye.test.ts"]);
  expect(ofType(events, "noticed")).toEqual([]);
  // Its events say what it took: five requests of 100 and 20 tokens, and four commands.
  const spent = ofType(events, "spent").find((one) => one.task === "T6")!;
  expect(spent).toMatchObject({
    tool_calls: 4,
    tokens: 600,
    used: { "gpt-6.1-sol": [500, 0, 0, 100] },
  });
  const said = model.requests.map(({ text }) => text).join();
  expect(said).toContain("2 pass");
  expect(out).toContain(": complete; T6 by Codex: kept to its sandbox");
  expect(out).toContain("Implementation (implementer, codex/gpt-6.1-sol)");
  expect(model.failures).toEqual([]);
  expect(mountPoints(project)).toEqual([]);
  expect(tasks.length).toBe(9);
});

inSandbox("Claude Code implements, and Codex plans and reviews", async () => {
  const { end } = drive({ planner: CODEX, "plan-reviewer": CODEX, "code-reviewer": CODEX });
  const { state, events } = await end;
  expect(state.status).toBe("complete");
  expect(ofType(events, "noticed")).toEqual([]);
  // Those that change nothing write nothing but their result.
  expect(ofType(events, "changed").map(({ task }) => task)).toEqual(["T6", "T6"]);
});

/** What an executor tries in its worktree: what git says there, and files that are not its own. */
function tries({ text }: Brief): string[] {
  const at = /Work in (\S+?), a checkout of your own/.exec(text)![1]!;
  const root = at.slice(0, at.indexOf("/.task/"));
  const others = [".git", "../x"].map((name) => join(at, name));
  const records = ["README.md", ".task/events.jsonl", ".git/x", ".git/hooks/pre-commit"];
  const all = [...others, ...records.map((name) => join(root, name))];
  return [
    `cd '${at}' && git status --short && git diff HEAD --stat`,
    `for one in ${all.join(" ")}; do (: >>$one) 2>&- && echo "wrote $one"; done; true`,
  ];
}

inSandbox(
  "work in worktrees: each writes its own alone, where git works, and is committed",
  async () => {
    const run = drive(
      { executor: CODEX },
      {
        worker: (brief) => ({ ...(bringsItsFile(brief) as Work), commands: tries(brief) }),
        files: { ...phaseOf(twoWaves()), "README.md": "# Greeter\n" },
        args: ["execute-phase", "1", "--auto"],
        settings: { tests: {}, ...ALONE },
      },
    );
    const { code, err, state, events } = await run.end;
    expect([code, err, state.status]).toEqual([0, "", "complete"]);
    expect([ofType(events, "refused"), ofType(events, "noticed")]).toEqual([[], []]);
    const said = run.model.requests.map(({ text }) => text).join("\n");
    expect(said).toContain("?? src/");
    expect(said).not.toContain("fatal:");
    expect(said).not.toContain("wrote /");
    for (const name of ["one", "two", "three", "four"])
      expect(git(run.project, "log", "--format=%s")).toContain(`: bring ${name}`);
  },
);

/** Processes that work in a project for an agent that is a Codex. */
const atWork = (project: string): string[] =>
  readdirSync("/proc").flatMap((pid) => {
    const words = attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"), "");
    const line = words.replaceAll("\0", " ");
    const isThere = attempt(() => readlinkSync(`/proc/${pid}/cwd`), "") === project;
    return isThere && /codex|sleep/.test(line) ? [line] : [];
  });

/** What a sandbox of Codex mounts something on, in a project that has none of it. */
const mountPoints = (project: string): string[] =>
  readdirSync(project).filter((name) => MOUNTS.includes(name));

const isImplementer = ({ writes }: Brief): boolean => writes.endsWith("impl-result.json");

/** The implementer has a command at work that takes long, at its first dispatch. */
function atLongCommand() {
  const briefs = new Set<string>();
  const instead: Given["instead"] = (brief) => {
    if (!isImplementer(brief)) return undefined;
    briefs.add(brief.nonce);
    return briefs.size === 1 ? { exec: "sleep 600" } : undefined;
  };
  return { briefs, run: drive({ implementer: CODEX }, { instead }) };
}

const untilAtWork = (project: string) =>
  eventually(() => atWork(project).some((line) => line.startsWith("sleep 600")));
const untilNobody = (project: string) => eventually(() => atWork(project).length === 0);

describe("Codex at work is ended with its run", () => {
  for (const verb of firstOf(["cancel", "park"]))
    inSandbox(verb, async () => {
      const { run } = atLongCommand();
      expect(await untilAtWork(run.project)).toBe(true);
      const { code, out, err } = await run.typed(verb);
      expect([code, out, err]).toEqual([0, expect.any(String), expect.any(String)]);
      const { events } = await run.end;
      expect(await untilNobody(run.project)).toBe(true);
      // Also one that was stopped has cost something; a parked run has its journal elsewhere.
      if (verb === "cancel")
        expect(ofType(events, "spent").find(({ task }) => task === "T6")?.tokens).toBe(120);
    });

  inSandbox("kill -9 of the driver: nothing is left, and the run goes on", async () => {
    const { run, briefs } = atLongCommand();
    expect(await untilAtWork(run.project)).toBe(true);
    run.child.kill("SIGKILL");
    expect(await untilNobody(run.project)).toBe(true);
    // Its sandbox may leave mount points, as it was ended with it.
    for (const name of MOUNTS) mkdirSync(join(run.project, name), { recursive: true });
    const { state, events } = await run.goesOn();
    expect(state.status).toBe("complete");
    expect(mountPoints(run.project)).toEqual([]);
    expect(briefs.size).toBe(2);
    expect(
      ofType(events, "accepted")
        .map(({ task }) => task)
        .sort(),
    ).toEqual("T1 T2 T3 T4 T5 T6 T7 T8 T9".split(" "));
  });

  inFullThere(
    "kill -9 behind its result: that is taken in, and nobody is paid for it again",
    async () => {
      const nonces = new Set<string>();
      let isWritten = false;
      const instead: Given["instead"] = (brief, { outputs }) => {
        if (!isImplementer(brief)) return undefined;
        nonces.add(brief.nonce);
        isWritten = outputs.length === 4;
        return isWritten ? { text: "done", hold: new Promise(() => {}) } : undefined;
      };
      const run = drive({ implementer: CODEX }, { instead });
      expect(await eventually(() => isWritten)).toBe(true);
      run.child.kill("SIGKILL");
      expect(await untilNobody(run.project)).toBe(true);
      const { state, events } = await run.goesOn();
      expect(state.status).toBe("complete");
      expect(nonces.size).toBe(1);
      expect(ofType(events, "spent").some(({ task }) => task === "T6")).toBe(true);
    },
  );
});

describe("Codex at work is ended at its bounds, and the person is asked", () => {
  const BOUNDS: [string, object, CodexReply, RegExp][] = [
    ["tokens", { tokens: 700 }, { exec: "sleep 0.3" }, /of 700 tokens/],
    ["minutes, where its model hangs", { minutes: 0.1 }, { hang: true }, /of 0\.1 minutes/],
  ];
  for (const [name, bound, reply, words] of firstOf(BOUNDS))
    inSandbox(name, async () => {
      const bounds = { implementer: bound };
      const instead = (brief: Brief) => (isImplementer(brief) ? reply : undefined);
      const run = drive({ implementer: CODEX }, { instead, settings: { bounds } });
      const { code, err, state, events } = await run.end;
      expect([code, state.status]).toEqual([1, "waiting_for_user"]);
      expect(err).toMatch(words);
      expect(ofType(events, "asked").map(({ kind, task }) => [kind, task])).toEqual([
        ["bounded", "T6"],
      ]);
      expect(ofType(events, "spent").at(-1)!.tokens).toBeLessThan(1_500);
      expect(atWork(run.project)).toEqual([]);
    });
});

inFullThere(
  "a Codex whose account is used up: the run waits, says until when, and goes on",
  async () => {
    const briefs = new Set<string>();
    const resets_at = Math.floor(Date.now() / 1_000) + 3_600;
    const error = { type: "usage_limit_reached", message: "no", plan_type: "plus", resets_at };
    const instead: Given["instead"] = (brief) => {
      if (!isImplementer(brief)) return undefined;
      briefs.add(brief.nonce);
      return briefs.size === 1 ? { status: 429, error } : undefined;
    };
    const run = drive({ implementer: CODEX }, { instead });
    const { code, err, state, events } = await run.end;
    expect([code, state.status]).toEqual([3, "waiting_for_user"]);
    expect(err).toMatch(/is waiting; nothing is lost\. Codex: .*usage limit.* try again at \d/);
    expect(ofType(events, "held").map(({ task, until }) => [task, until])).toEqual([
      ["T6", expect.stringMatching(/^\d/)],
    ]);
    expect((await run.goesOn()).state.status).toBe("complete");
  },
);

test("where its sandbox does not start, Codex does not work, and says why", async () => {
  const folder = tempDir("no-sandbox-");
  const script = `#!/bin/sh\n[ "$1" = sandbox ] && { echo no namespaces here >&2; exit 1; }\nexec '${codexPath()}' "$@"\n`;
  writeFileSync(join(folder, "codex"), script, { mode: 0o755 });
  const { end, project, model } = drive({ "requirements-gatherer": CODEX }, { inFront: [folder] });
  const { err, out, code } = await end;
  expect(code).toBe(3);
  expect(out).toContain("no namespaces here");
  expect(err).toContain("Codex failed:\nCodex works in a run only inside its own sandbox");
  expect(model.requests).toEqual([]);
  expect(existsSync(join(project, ".task/user-story.json"))).toBe(false);
});
