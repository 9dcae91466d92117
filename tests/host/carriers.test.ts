// A run is the same whoever carries it on: a session whose main thread starts agents, or a driver
// that starts a host for each.
// Runs: in full only, on disk, first.
import { afterEach, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { attempt } from "../../src/process/attempt.ts";
import { processAncestors } from "../../src/process/table.ts";
import { findProject } from "../../src/project/project.ts";
import { copyOf } from "../../src/record/machine/copies.ts";
import { reportOf } from "../../src/run/views/report.ts";
import { cli, PROGRAM } from "../cli/cli.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { REQUEST as COUNCIL, honestCouncil } from "../harness/council.ts";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { firstOf, inFull } from "../harness/in-full.ts";
import { type Model, startModel } from "../harness/model.ts";
import { eventually } from "../harness/patience.ts";
import { bringsItsFile, twoWaves } from "../harness/phases/execute.ts";
import { ALONE_FILE, phaseOf } from "../harness/phases/project.ts";
import { cleanup, IN_TURN, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { smallFiles, smallTeam } from "../harness/small-team.ts";
import { ROOT } from "../harness/start.ts";
import { readBrief, team, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { breakJournal } from "../store/broken.ts";
import { runOf } from "./from-outside.ts";
import { holdAgent } from "./person.ts";
import { type Left, left, ofType, play } from "./scenario.ts";
import { carried } from "./started.ts";

afterEach(cleanup);

interface Driven {
  version: HostVersion;
  worker?: Worker;
  project?: string;
  model?: Model;
  args?: string[];
  env?: Record<string, string>;
  home?: string;
  claude?: string;
}

const REQUEST = ["multi-ai", "Say goodbye", "--auto"];
const YOLO = ["--permission-mode", "bypassPermissions"];

/** Starts `multi-ai run` with a scripted model. */
function drive({ version, worker = honest(), ...given }: Driven) {
  const project = given.project ?? makeProject({ files: IN_TURN });
  const model = given.model ?? startModel({ script: team(worker), codex: codexReviewer() });
  const { env, home } = makeSandbox({
    version,
    project,
    model,
    ...(given.home && { home: given.home }),
  });
  const words = [
    "run",
    "--claude",
    given.claude ?? claudePath(version),
    "--allowed-tools",
    "Bash(bun test:*)",
  ];
  return carried({ project, home, model, env: { ...env, ...given.env } }, [
    ...words,
    ...(given.args ?? REQUEST),
  ]);
}

/** The same in a session, whose main thread starts the agents. */
async function inSession({
  version,
  worker = honest(),
  project = makeProject({ files: IN_TURN }),
  args = REQUEST,
}: Driven) {
  const isYolo = args.includes("bypassPermissions");
  const [workflow, request, ...flags] = isYolo ? args.slice(YOLO.length) : args;
  const command = workflow === "multi-ai" ? "/multi-ai" : `/multi-ai:${workflow}`;
  await play({
    ...{ version, worker, project, limitMs: 240_000 },
    prompt: [command, ...flags, request].join(" "),
    permissionMode: isYolo ? "bypassPermissions" : "acceptEdits",
    args: ["--allowedTools", "Bash(bun test:*)"],
  });
  return left(project);
}

/** Processes that work in a project, by a word of their command line. */
const atWork = (project: string, word: string): number[] =>
  readdirSync("/proc")
    .filter((pid) => {
      const line = attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"), "");
      return line.includes(word) && attempt(() => readlinkSync(`/proc/${pid}/cwd`), "") === project;
    })
    .map(Number);

/** Claude Code's processes that work in a project. */
const hostsAtWork = (project: string): number[] => atWork(project, "--session-id");

/** A project with a program that works for a long time: its agents may run it. */
const withLateProgram = () => makeProject({ files: { "late.ts": "await Bun.sleep(600_000);\n" } });
const LATE = "bun test ./late.ts";
const lateAtWork = (project: string): number[] =>
  atWork(project, "./late.ts").filter((pid) => !isShell(pid));
const isShell = (pid: number): boolean =>
  attempt(() => readFileSync(`/proc/${pid}/comm`, "utf8"), "").endsWith("sh\n");

/**
 * The implementer runs commands first, then works; `seen` gets what runs of the late program at
 * each of its briefs.
 */
function lateWorker(project: string, command: string, seen: number[], more: object = {}): Worker {
  let isRun = false;
  return (brief) => {
    if (!brief.writes.endsWith("impl-result.json")) return honest()(brief);
    seen.push(lateAtWork(project).length);
    if (isRun) return honest()(brief);
    isRun = true;
    return { calls: [{ name: "Bash", input: { command, ...more } }] };
  };
}

/** What a journal says of each task that does not hang on who started it. */
const story = (project: string) =>
  left(project)
    .events.filter(
      ({ type }) =>
        ![
          "delivered",
          "bound",
          "spent",
          "released",
          "host_task",
          "host_blocked",
          "host_completed",
        ].includes(type),
    )
    .map((event) => {
      const { task, outcome, status } = event as unknown as Record<string, unknown>;
      return [event.type, task, outcome, status].filter((one) => one !== undefined).join(" ");
    })
    // What calls that end together have changed may be noted behind the first of them.
    .filter((line, at, all) => !line.startsWith("changed ") || line !== all[at - 1]);

/** The same, each task's events together: of tasks that run at once each ends when it ends. */
const storyByTask = (project: string): string[] => {
  const taskOf = (line: string): string => /\bT\d+/.exec(line)?.[0] ?? "";
  return story(project).toSorted((one, other) => taskOf(one).localeCompare(taskOf(other)));
};

/**
 * The report of a run, but for when it was, what it took, and the hashes of files that name their
 * dispatch; and for where the branch stood when each of several tasks at once began.
 */
const reportOfRun = (project: string): string[] =>
  reportOf(findProject(project), runOf(project))
    .replaceAll(runOf(project).run, "RUN")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "TIME")
    .replaceAll(/\b[0-9a-f]{7,64}\b/g, "HASH")
    .replaceAll(/(?:^| · )\d+ (?:s|min) · \$[\d.]+$/gm, "")
    .split("\n")
    .filter(
      (line) => !/^ {2}(?:Used|Cost)\b|^Commits and branches\b|^ {2}before T\d+: from /.test(line),
    );

/** One command of each workflow, with those who carry it out. */
const COMMANDS: Record<string, () => Omit<Driven, "version">> = {
  "multi-ai": () => ({}),
  council: () => ({ worker: honestCouncil(), args: [...YOLO, "council", COUNCIL, "--auto"] }),
  team: () => ({
    project: makeProject({ files: smallFiles() }),
    worker: smallTeam(),
    args: [...YOLO, "team", "Greet people", "--track", "nano", "--auto"],
  }),
  "execute-phase": () => {
    const project = makeProject({ files: { "README.md": "# Greeter\n", ...ALONE_FILE } });
    writeFiles(project, phaseOf(twoWaves()));
    return { project, worker: bringsItsFile, args: [...YOLO, "execute-phase", "1", "--auto"] };
  },
};

/** What was noticed, but for a Codex that can run nothing on this machine. */
const noticedIn = (events: Left["events"]) =>
  ofType(events, "noticed").filter(({ what }) => what !== "reviewer");

describe.each(hostsOf("new"))("in the %s host", (version) => {
  test.each(firstOf(Object.keys(COMMANDS)))(
    "both carry %s to the same end, by the same tasks and verdicts, with the same report",
    async (name) => {
      const cameOf = ({ project, state }: Left) => {
        expect(state.status).toBe("complete");
        return {
          story: name === "multi-ai" ? story(project) : storyByTask(project),
          report: reportOfRun(project),
        };
      };
      const { end, model } = drive({ version, ...COMMANDS[name]!() });
      const { code, err, ...direct } = await end;
      expect([code, err]).toEqual([0, ""]);
      const main = model.requests.filter(({ thread }) => thread === "main").length;
      expect([main, hostsAtWork(direct.project)]).toEqual([0, []]);
      expect(cameOf(direct)).toEqual(cameOf(await inSession({ version, ...COMMANDS[name]!() })));
    },
  );

  inFull("a false claim is refused within the host, and the agent mends it there", async () => {
    const tries: string[] = [];
    const worker: Worker = (brief) => {
      const work = honest()(brief);
      if (
        !brief.writes.endsWith("impl-result.json") ||
        !("artifact" in work) ||
        typeof work.artifact === "string"
      )
        return work;
      tries.push(brief.nonce);
      return tries.length > 1
        ? work
        : { ...work, artifact: { ...work.artifact, changed_files: ["src/nothing.ts"] } };
    };
    const { end } = drive({ version, worker });
    const { code, events } = await end;
    expect(code).toBe(0);
    expect(new Set(tries).size).toBe(1);
    expect(ofType(events, "dispatched").filter(({ task }) => task === "T6")).toHaveLength(1);
  });

  inFull(
    "kill -9 of the driver ends its agent; the next one goes on, and pays nothing again that was accepted",
    async () => {
      const slow = { isOver: false, requests: 0 };
      const model = startModel({
        script: team((brief) => {
          if (brief.writes.endsWith("impl-result.json") && !slow.isOver && ++slow.requests > 0)
            return { delayMs: 200, calls: [{ name: "Glob", input: { pattern: "*.md" } }] };
          return honest()(brief);
        }),
        codex: codexReviewer(),
      });
      const first = drive({ version, model });
      // The second one waits for the brief of the next agent.
      expect(
        await eventually(
          () => slow.requests > 3 && hostsAtWork(first.project).length === 2,
          60_000,
        ),
      ).toBe(true);
      first.child.kill("SIGKILL");
      await first.child.exited;
      const paid = model.requests.length;
      expect(await eventually(() => hostsAtWork(first.project).length === 0)).toBe(true);
      expect(model.requests.length - paid).toBeLessThanOrEqual(1);
      slow.isOver = true;
      const second = drive({
        version,

        model,
        project: first.project,
        home: first.home,
        args: ["--continue"],
      });
      const { code, err, events } = await second.end;
      expect([code, err]).toEqual([0, ""]);
      const accepted = ofType(events, "accepted").map(({ task }) => task);
      expect(new Set(accepted).size).toBe(accepted.length);
      const again = ofType(events, "dispatched").map(({ task }) => task);
      expect(again.filter((task, at) => again.indexOf(task) !== at)).toEqual(["T6"]);
      // What the first agent has cost counts, too.
      expect(
        new Set(ofType(events, "spent").flatMap(({ task, call }) => (task === "T6" ? [call] : [])))
          .size,
      ).toBe(2);
    },
  );

  inFull(
    "a journal that is broken while an agent works is mended by its copy, and ends the driver where there is none",
    async () => {
      for (const hasCopy of [true, false]) {
        const { script, letGo } = holdAgent("T2", team(honest()));
        const model = startModel({ script, codex: codexReviewer() });
        const { end, project, env } = drive({ version, model });
        await model.until(({ turn }) => readBrief(turn?.firstUser ?? "")?.task === "T2");
        if (!hasCopy) rmSync(copyOf(findProject(project), env)!, { recursive: true });
        const { at } = breakJournal(join(project, ".task"));
        if (hasCopy) letGo();
        const { code, err, events } = await end;
        letGo();
        if (hasCopy) {
          expect([code, err]).toEqual([0, ""]);
          expect(noticedIn(events).map(({ key }) => key)).toEqual([
            expect.stringContaining("journal-"),
          ]);
        } else {
          expect(code).toBe(3);
          expect(err).toStartWith(`The journal .task/events.jsonl is broken at line ${at + 1}: `);
          expect(await eventually(() => hostsAtWork(project).length === 0)).toBe(true);
        }
      }
    },
  );

  inFull(
    "a record that an agent's own command removes is brought back and that is noted; what it had at work counts",
    async () => {
      const project = makeProject({
        files: { "tools/gone.sh": "rm .task/events.jsonl\nsleep 1\nrm -rf .task\nsleep 1\n" },
      });
      const worker: Worker = (brief) => {
        const work = honest()(brief);
        return "artifact" in work && brief.task === "T6"
          ? { ...work, commands: ["sh tools/gone.sh"] }
          : work;
      };
      const args = ["--permission-mode", "bypassPermissions", "multi-ai", "Say goodbye", "--auto"];
      const { end } = drive({ version, project, worker, args });
      const { code, err, events } = await end;
      expect([code, err]).toEqual([0, ""]);
      expect(noticedIn(events).map(({ what }) => what)).toEqual(["folder-changed"]);
      const dispatched = ofType(events, "dispatched").map(({ task }) => task);
      expect(dispatched).toEqual([...new Set(dispatched)]);
    },
  );

  inFull("what a brief names with an @ is not read by the host", async () => {
    const project = makeProject({ files: { ".env": "KEY=planted-secret\n" } });
    const { end, model } = drive({ version, project, args: ["multi-ai", "As in @.env", "--auto"] });
    await end;
    expect(
      model.requests.some(({ turn }) =>
        JSON.stringify(turn?.messages ?? []).includes("As in @.env"),
      ),
    ).toBe(true);
    expect(
      model.requests.some(({ turn }) =>
        JSON.stringify(turn?.messages ?? []).includes("planted-secret"),
      ),
    ).toBe(false);
  });

  inFull("the command of an agent that was killed ends before another agent starts", async () => {
    const project = withLateProgram();
    const seen: number[] = [];
    const { end } = drive({ version, project, worker: lateWorker(project, LATE, seen) });
    await eventually(() => lateAtWork(project).length > 0);
    const above = processAncestors(lateAtWork(project)[0]).map(({ pid }) => pid);
    process.kill(hostsAtWork(project).find((pid) => above.includes(pid))!, "SIGKILL");
    const { code, state } = await end;
    expect([code, state.status, seen.slice(0, 2)]).toEqual([0, "complete", [0, 0]]);
  });

  inFull(
    "an agent's host that dies is told as that, in log and question, and nothing is said of a result",
    async () => {
      const project = makeProject({ files: IN_TURN });
      const worker: Worker = (brief) => {
        if (brief.task !== "T3") return honest()(brief);
        const { call } = taskOf(runOf(project)!, "T3")!.dispatch!;
        for (const pid of atWork(project, call.replace("direct-", "")))
          process.kill(pid, "SIGKILL");
        return honest()(brief);
      };
      const { code, out, err, events, state } = await drive({ version, project, worker }).end;
      expect([code, state]).toMatchObject([
        1,
        { status: "waiting_for_user", question: { kind: "stuck", task: "T3" } },
      ]);
      expect(ofType(events, "refused")).toEqual([]);
      const died = "Claude Code ended with SIGKILL";
      expect(ofType(events, "returned").map(({ reason, note }) => [reason, note])).toEqual([
        ["lost", died],
        ["lost", died],
      ]);
      expect(out).toContain(`T3 Plan Review - Sonnet restarts: its agent is gone: ${died}\n`);
      expect(out).toContain(`T3 Plan Review - Sonnet: its agent is gone: ${died}\n`);
      expect(out + err).toContain("T3 Plan Review - Sonnet: it came to no result. What now?");
      expect(out + err).not.toContain("no valid result");
      expect((await cli(project, ["log"])).out).toContain(`its agent is gone: ${died}\n`);
    },
  );

  inFull(
    "the command of an agent whose driver was killed ends before the run goes on",
    async () => {
      const project = withLateProgram();
      const seen: number[] = [];
      const model = startModel({
        script: team(lateWorker(project, LATE, seen)),
        codex: codexReviewer(),
      });
      const first = drive({ version, project, model });
      await eventually(() => lateAtWork(project).length > 0);
      first.child.kill("SIGKILL");
      await first.child.exited;
      const second = drive({ version, project, model, home: first.home, args: ["--continue"] });
      const { code, state } = await second.end;
      expect([code, state.status, seen.slice(0, 2)]).toEqual([0, "complete", [0, 0]]);
    },
  );

  inFull(
    "what an agent has started beside its work does not hold its task, and ends with it",
    async () => {
      for (const [command, more, expected] of [
        // The host refuses it.
        [LATE, { run_in_background: true }, []],
        [`${LATE} &`, {}, [true, false]],
      ] as const) {
        const project = withLateProgram();
        const worker = lateWorker(project, command, [], more);
        const { end } = drive({ version, project, worker, args: [...YOLO, ...REQUEST] });
        const { code, state, events } = await end;
        expect([code, state.status, lateAtWork(project)]).toEqual([0, "complete", []]);
        const left = ofType(events, "changed").flatMap(({ runs_on }) =>
          runs_on === undefined ? [] : [runs_on],
        );
        expect(left).toEqual([...expected]);
      }
    },
  );

  inFull("what an agent types in a host that it has started is no person's word", async () => {
    const project = makeProject({ files: IN_TURN });
    const command = `${claudePath(version)} -p --plugin-dir ${ROOT} '/multi-ai:cancel'`;
    const worker = lateWorker(project, command, []);
    const { end } = drive({ version, project, worker, args: [...YOLO, ...REQUEST] });
    const { code, state } = await end;
    expect([code, state.status]).toEqual([0, "complete"]);
  });

  inFull("what a cancelled agent has cost is counted", async () => {
    let asked = 0;
    const worker: Worker = (brief) =>
      brief.writes.endsWith("impl-result.json") && ++asked > 0
        ? {
            delayMs: 200,
            calls: [{ name: "Read", input: { file_path: join(project, "README.md") } }],
          }
        : honest()(brief);
    const project = makeProject({ files: IN_TURN });
    const { end, env } = drive({ version, project, worker });
    await eventually(() => asked > 3);
    const words = [process.execPath, PROGRAM, "cancel"];
    expect(
      await Bun.spawn(words, { cwd: project, env, stdin: "ignore", stdout: "ignore" }).exited,
    ).toBe(0);
    const { state, events } = await end;
    expect(state.status).toBe("cancelled");
    expect(ofType(events, "spent").filter(({ task }) => task === "T6")).toHaveLength(1);
  });

  test("an agent in whose host no hook runs is stopped", async () => {
    const project = makeProject({ files: IN_TURN });
    const claude = join(tempDir("multi-ai-unguarded-"), "claude");
    const settings = JSON.stringify({ disableAllHooks: true });
    writeFileSync(
      claude,
      `#!/bin/sh\nexec ${claudePath(version)} "$@" --settings '${settings}'\n`,
      { mode: 0o755 },
    );
    const worker: Worker = () => ({
      delayMs: 300,
      calls: [{ name: "Glob", input: { pattern: "*.md" } }],
    });
    const { end } = drive({ version, project, worker, claude });
    const { code, err, state } = await end;
    expect([code, state.status]).toEqual([3, "running"]);
    expect(err).toContain("This plugin's hooks do not run");
  });

  inFull(
    "so is a run whose first agent has ended there already: it is not blamed, and no second one is paid",
    async () => {
      const project = makeProject({ files: IN_TURN });
      const claude = join(tempDir("multi-ai-unguarded-"), "claude");
      const settings = JSON.stringify({ disableAllHooks: true });
      writeFileSync(
        claude,
        `#!/bin/sh\nexec ${claudePath(version)} "$@" --settings '${settings}'\n`,
        { mode: 0o755 },
      );
      let asked = 0;
      const worker: Worker = () => ({ text: `done ${++asked}` });
      const { end } = drive({ version, project, worker, claude });
      const { code, err, state } = await end;
      expect([code, state.status, asked]).toEqual([3, "running", 1]);
      expect(err).toContain("This plugin's hooks do not run");
    },
  );

  test("with hooks off nothing is started", async () => {
    const project = makeProject({ files: IN_TURN });
    const { end } = drive({ version, project, env: { MULTI_AI_OFF: "1" } });
    const { code, err, events } = await end;
    expect([code, events]).toEqual([3, []]);
    expect(err).toContain("Hooks are off");
  });
});
