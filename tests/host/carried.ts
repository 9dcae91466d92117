// Commands that a person types, carried out by a session or by `multi-ai run` in the real host, and
// what of the model they ask.
import { PROGRAM } from "../cli/cli.ts";
import type { LoggedRequest, Model } from "../harness/model.ts";
import { usdOf } from "../harness/prefix-cache.ts";
import { onCleanup } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { readBrief } from "../harness/team.ts";
import { answer, openQuestions } from "./from-outside.ts";
import { type Left, left, play } from "./scenario.ts";

export type Carrier = "session" | "direct";

/** What is typed, one command after the other, and who answers. */
export interface Course {
  project: string;
  model: Model;
  /** Each as it stands behind `multi-ai run`, and in a session behind the command of that name. */
  typed: [workflow: string, request: string, ...flags: string[]][];
  /** The person's answer to a kind of question. */
  answers?: Record<string, (labels: string[]) => [option: string, text: string | null]>;
  /** Takes the first answer to every other kind, and is told of it. */
  otherwise?(kind: string): void;
  inFront?: string[];
  env?: Record<string, string>;
  /** For agents with a host of their own; the session's mode needs none. */
  allowed?: string;
  /** Whether there is a Codex; true unless said otherwise. */
  codexOnPath?: boolean;
}

/** Whose text a request holds, in bytes of its JSON. */
export interface Parts {
  /** The host's own: system prompt, descriptions of tools, reminders. */
  host: number;
  /** Ours: briefs, directives, refusals. */
  brief: number;
  files: number;
  results: number;
  own: number;
}

/** What was asked. */
export interface Asked extends Parts {
  requests: number;
  /** Of all parts. */
  bytes: number;
  /**
   * At list prices, with what the prompt cache would have had and what was answered, in US dollars.
   * Codex' is not in it.
   */
  usd: number;
}

export interface Carried extends Left {
  /** How many tasks all commands have had. */
  count: number;
  /** By role: an agent's name, `main`, `judge`, `codex`. */
  asked: Map<string, Asked>;
}

/** Carries a course out to its end. @throws where a command does not come to its end */
export async function carried(carrier: Carrier, course: Course): Promise<Carried> {
  const { project, model, answers = {} } = course;
  const agents = new Map<string, string>();
  const carry = carrier === "session" ? inSession(course) : direct(course);
  for (const command of course.typed) {
    await carry(command);
    for (let [open] = openQuestions(project); open; [open] = openQuestions(project)) {
      const first = (): [string, null] => [open.options[0]!, null];
      const given = answers[open.kind] ?? (course.otherwise ? first : undefined);
      course.otherwise?.(open.kind);
      answer(project, ...given!(open.labels));
      await carry(null);
    }
    const { state, tasks } = left(project);
    if (state.status !== "complete") throw new Error(`${command.join(" ")} is ${state.status}`);
    for (const { id, agent } of tasks) agents.set(`${state.run} ${id}`, agent);
  }
  return { ...left(project), count: agents.size, asked: askedOf(model, agents) };
}

/**
 * One session in auto mode. Which commands share one is the person's choice: each has its own here,
 * and goes on in it.
 */
function inSession({ project, model, inFront, codexOnPath }: Course) {
  let home: string | undefined;
  return async (command: Course["typed"][number] | null): Promise<void> => {
    const [workflow = "", request = "", ...flags] = command ?? [];
    const typed = [
      `/multi-ai${workflow === "multi-ai" ? "" : `:${workflow}`}`,
      ...flags,
      request,
    ].join(" ");
    const again =
      command === null ? { args: ["--continue"], prompt: "Go on." } : { prompt: typed.trimEnd() };
    const { run } = await play({
      version: "new",
      project,
      model,
      inFront,
      codexOnPath,
      home,
      limitMs: 240_000,
      ...again,
    });
    home = run.home;
  };
}

/** `multi-ai run`, in auto mode as well. */
function direct({ allowed = "Bash(bun:*)", typed: _, ...course }: Course) {
  const { project, model } = course;
  const { env } = makeSandbox({ version: "new", ...course });
  const how = [
    "--claude",
    claudePath("new"),
    "--permission-mode",
    "auto",
    "--allowed-tools",
    allowed,
  ];
  return async (command: Course["typed"][number] | null): Promise<void> => {
    const words = command === null ? ["--continue"] : command.filter((word) => word !== "");
    const child = Bun.spawn([process.execPath, PROGRAM, "run", ...words, ...how], {
      ...{ cwd: project, env, stdin: "ignore", stdout: "ignore", stderr: "pipe" },
    });
    onCleanup(() => child.kill("SIGKILL"));
    const said = await new Response(child.stderr).text();
    const { failures } = model;
    // It ends with 1 at a question.
    if ((await child.exited) > 1 || failures.length > 0)
      throw new Error([said, ...failures].join("\n"));
  };
}

const NOTHING: Asked = {
  requests: 0,
  bytes: 0,
  usd: 0,
  host: 0,
  brief: 0,
  files: 0,
  results: 0,
  own: 0,
};
const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const added = (one: Asked, other: Asked): Asked => ({
  requests: one.requests + other.requests,
  bytes: one.bytes + other.bytes,
  usd: one.usd + other.usd,
  host: one.host + other.host,
  brief: one.brief + other.brief,
  files: one.files + other.files,
  results: one.results + other.results,
  own: one.own + other.own,
});

/** All that was asked, by role. `agents`: the name of each task's agent. */
function askedOf(model: Model, agents: Map<string, string>): Map<string, Asked> {
  const all = new Map<string, Asked>();
  const add = (role: string, one: Priced): void => {
    all.set(role, added(all.get(role) ?? NOTHING, ofRequest(one)));
  };
  for (const one of model.requests) {
    const brief = one.thread === "agent" && one.turn ? readBrief(one.turn.firstUser) : null;
    add(brief ? (agents.get(`${brief.run} ${brief.task}`) ?? "agent") : one.thread, one);
  }
  for (const turn of model.judged) add("judge", { ...turn, turn, reply: null });
  return all;
}

interface Block {
  type: string;
  id?: string;
  name?: string;
  text?: string;
  tool_use_id?: string;
}

type Priced = Pick<LoggedRequest, "turn" | "parts" | "cache" | "reply">;

/** One request. Codex' own words and results are not told apart from what it was asked. */
function ofRequest({ turn, parts, cache, reply }: Priced): Asked {
  const { system, tools, messages } = parts;
  const bytes = system + tools + messages;
  const usd =
    turn && cache ? usdOf(turn.model, cache, Math.round(size(reply ?? "") / 4)) : NOTHING.usd;
  const sum = { ...NOTHING, requests: 1, bytes, usd };
  if (turn === null) return { ...sum, host: system + tools, brief: messages };
  const names = new Map<string | undefined, string | undefined>();
  for (const { role, content } of turn.messages) {
    const blocks: Block[] =
      typeof content === "string" ? [{ type: "text", text: content }] : content;
    for (const block of blocks) {
      if (block.type === "tool_use") names.set(block.id, block.name);
      sum[partOf(role, block, names.get(block.tool_use_id))] += size(block);
    }
  }
  // With the brackets around the blocks.
  sum.host = bytes - sum.brief - sum.files - sum.results - sum.own;
  return sum;
}

function partOf(role: string, { type, text = "" }: Block, tool: string | undefined): keyof Parts {
  if (role === "assistant") return "own";
  if (type === "tool_result") return tool === "Read" ? "files" : "results";
  // A hook's words may stand in a reminder of the host.
  return (role === "system" || text.startsWith("<system-reminder>")) && !text.includes("[multi-ai ")
    ? "host"
    : "brief";
}

/** What was asked in these roles, or in all. */
export const sumOf = (
  { asked }: Carried,
  isWanted: (role: string) => boolean = () => true,
): Asked =>
  [...asked].filter(([role]) => isWanted(role)).reduce((all, [, one]) => added(all, one), NOTHING);
