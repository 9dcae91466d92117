// Scenario 10: the host's own task list mirrors the run and costs no request of its own.
// Runs: in full only, first.
import { afterEach, describe, expect } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HOST_VERSIONS, type HostVersion, hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import type { Reply, Turn } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { obedientMain, team } from "../harness/team.ts";
import { honest, planObjection } from "../harness/workers.ts";
import { sitDown, until, untilLeft } from "./person.ts";
import { agentStarts, left, mainRequests, ofType, type Played, play } from "./scenario.ts";

afterEach(cleanup);

/** The host has its task tools only when they are turned on. */
const TOOLS = { CLAUDE_CODE_ENABLE_TODO_TOOLS: "1" };

/** One round of changes, so that tasks are added while the run goes on. */
const worker = () =>
  honest((brief) =>
    brief.writes.endsWith("/review-sonnet.json") && brief.round === 1
      ? planObjection(brief)
      : undefined,
  );

interface HostCall {
  name: string;
  input: Record<string, unknown>;
}

/** The calls of one tool that the main thread has made. */
const callsOf = ({ model }: Pick<Played, "model">, name: string): Record<string, unknown>[] =>
  mainRequests(model)
    .flatMap((one) => (one.reply as { calls?: HostCall[] } | null)?.calls ?? [])
    .filter((call) => call.name === name)
    .map((call) => call.input);

/** A run without what belongs to the host's list. */
const essence = ({ events, tasks }: Pick<Played, "events" | "tasks">) => ({
  events: events.flatMap((one) =>
    // What was spent is corrected once more when the transcript was not whole yet: that is the
    // host's own pace.
    one.type.startsWith("host_") || ["released", "bound", "spent"].includes(one.type)
      ? []
      : [`${one.type} ${"task" in one ? one.task : ""}`],
  ),
  tasks: tasks.map(({ host_task_id, ...row }) => row),
});

/**
 * Tries to complete what is not done, beside the dispatch of T2; and keeps a task of the person's
 * own.
 */
function hasty(): (turn: Turn) => Reply {
  let tried = false;
  return (turn) => {
    const reply = obedientMain(turn);
    if (tried || !JSON.stringify(reply.calls ?? "").includes('"T2"')) return reply;
    tried = true;
    const more = [
      { name: "TaskUpdate", input: { taskId: "5", status: "completed" } },
      { name: "TaskCreate", input: { subject: "Buy milk", description: "for the person" } },
      { name: "TaskUpdate", input: { taskId: "10", status: "completed" } },
    ];
    return { calls: [...more, ...(reply.calls ?? [])] };
  };
}

/** Loads the tools of the list by ToolSearch before it calls them: the host only names them. */
function searching(): (turn: Turn) => Reply {
  let later: Reply | null = null;
  let isLoaded = false;
  return (turn) => {
    const reply = later ?? obedientMain(turn);
    later = null;
    if (isLoaded || !JSON.stringify(reply.calls ?? "").includes('"TaskCreate"')) return reply;
    [isLoaded, later] = [true, reply];
    return {
      calls: [
        { name: "ToolSearch", input: { query: "select:TaskCreate,TaskUpdate", max_results: 2 } },
      ],
    };
  };
}

/** What the host itself keeps of its list. */
interface Entry {
  id: string;
  subject: string;
  status: string;
  blocks: string[];
  blockedBy: string[];
}
const listOf = (home: string, session: string): Entry[] => {
  const folder = join(home, ".claude/tasks", session);
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const all = names.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Entry);
  return all.toSorted((a, b) => Number(a.id) - Number(b.id));
};

const played = (version: HostVersion, env: Record<string, string>, main = obedientMain) =>
  play({ version, env, main, worker: worker() });

describe.each(hostsOf("new"))("the host's task list (%s)", (version) => {
  inFull(
    "headless: entries are made, chained, added and completed; a completion too early is refused",
    async () => {
      const mirrored = await played(version, TOOLS, hasty());
      const { run, tasks, events, model, project } = mirrored;
      expect(run.exitCode).toBe(0);
      expect(mirrored.state).toMatchObject({ status: "complete" });
      expect(tasks.length).toBe(11);
      // The person's own task came after the nine; the two dynamic ones after it.
      expect(tasks.map((one) => [one.id, one.host_task_id])).toEqual([
        ...tasks.slice(0, 9).map((one, index) => [one.id, String(index + 1)]),
        ["T10", "11"],
        ["T11", "12"],
      ]);
      const made = callsOf(mirrored, "TaskCreate");
      expect(made.map((one) => one.subject).toSorted()).toEqual(
        [...tasks.map((one) => one.subject), "Buy milk"].toSorted(),
      );

      // Each entry is chained as its task is, also by what was added later; each once.
      const chained = new Map<string, string[]>();
      for (const one of ofType(events, "host_blocked"))
        chained.set(one.task, [...(chained.get(one.task) ?? []), ...one.by]);
      // T10 is done before its entry, which was made with its dispatch, could be chained: what it
      // waited for is over then.
      const waiting = tasks.filter((one) => one.id !== "T10");
      expect(waiting.map((one) => [one.id, (chained.get(one.id) ?? []).toSorted()])).toEqual(
        waiting.map((one) => [one.id, one.blocked_by.toSorted()]),
      );

      // Each was in progress once, but for those whose entry was made by the message that started
      // them, and Codex' reviews, which the program runs by itself.
      const begun = callsOf(mirrored, "TaskUpdate").filter((one) => one.status === "in_progress");
      expect(begun.map((one) => one.taskId).toSorted()).toEqual(
        tasks
          .flatMap((one) => (["T1", "T5", "T9", "T10"].includes(one.id) ? [] : one.host_task_id!))
          .toSorted(),
      );

      const results = mainRequests(model).flatMap((one) =>
        one.turn!.toolResults.map((result) => result.text),
      );
      const refused = results.filter((text) => text.includes("only the program completes it"));
      expect(refused.length).toBe(1);
      expect(refused[0]).toContain(
        "T5 Plan Review - Codex is blocked: only the program completes it.",
      );
      // Every entry but the last agent's, and the check behind it: their list ends with the
      // process, so a request is saved.
      expect(
        ofType(events, "host_completed")
          .map((one) => one.task)
          .toSorted(),
      ).toEqual(
        tasks
          .map((one) => one.id)
          .filter((id) => !["T8", "T9"].includes(id))
          .toSorted(),
      );
      expect(mainRequests(model).length).toBe(agentStarts(events) + 1);
      expect(existsSync(join(project, ".task/live"))).toBe(false);

      const without = await played("new", {});
      expect(without.tasks.every((one) => one.host_task_id === null)).toBe(true);
      expect(callsOf(without, "TaskCreate")).toEqual([]);
      expect(essence(mirrored)).toEqual(essence(without));
      expect(mainRequests(without.model).length).toBe(mainRequests(model).length);
    },
  );

  inFull(
    "at the terminal: the last entry is completed with the report, without a request of its own",
    async () => {
      // Of a report that is higher than the screen this host keeps the top out of what can be
      // scrolled back to.
      const seat = await sitDown({ version, env: TOOLS, script: team(worker()), rows: 100 });
      const { terminal, project, model } = seat;
      await terminal.submit("/multi-ai --auto Say goodbye by name");
      await untilLeft(project, ({ state }) => state.status === "complete", 60_000);
      await until(() => !existsSync(join(project, ".task/live")), "the end of .task/live");
      await terminal.waitFor(/The files before the implementation[\s\S]*is complete\./);
      const { events, tasks } = left(project);
      expect(
        ofType(events, "host_completed")
          .map((one) => one.task)
          .toSorted(),
      ).toEqual(tasks.map((one) => one.id).toSorted());
      expect(mainRequests(model).length).toBe(agentStarts(events) + 1);
      expect(ofType(events, "released")).toEqual([]);
      expect(model.failures).toEqual([]);
    },
  );
});

describe.each(HOST_VERSIONS)(
  "a main thread that loads the tools of the list by ToolSearch first (%s)",
  (version) => {
    inFull("in the list that the host itself keeps each blocks the next", async () => {
      const { run, tasks, model, state } = await play({ version, env: TOOLS, main: searching() });
      expect(state).toMatchObject({ status: "complete" });
      const [before, after] = mainRequests(model).map(({ turn }) => turn!);
      expect([before!.hasTool("ToolSearch"), before!.hasTool("TaskCreate")]).toEqual([true, false]);
      expect([after!.hasTool("TaskCreate"), after!.hasTool("TaskUpdate")]).toEqual([true, true]);
      const list = listOf(run.home, run.sessionId);
      expect(list.map(({ id, subject }) => [id, subject])).toEqual(
        tasks.map((one) => [one.host_task_id!, one.subject]),
      );
      const hostIds = new Map(tasks.map((one) => [one.id, one.host_task_id!]));
      expect(list.map(({ blockedBy }) => blockedBy)).toEqual(
        tasks.map((one) => one.blocked_by.map((id) => hostIds.get(id)!)),
      );
      expect(list.map(({ blocks }) => blocks)).toEqual(
        tasks.map(({ id }) =>
          tasks.filter((one) => one.blocked_by.includes(id)).map((one) => one.host_task_id!),
        ),
      );
      expect(list.flatMap(({ blocks }) => blocks).length).toBeGreaterThan(0);
    });
  },
);
