// A scripted model that plays the main thread and every agent: it follows directives and briefs and
// nothing else.
import { existsSync, readFileSync } from "node:fs";
import type { Reply, Script, Turn } from "./model.ts";

/** The header of a brief, and what stands below it. */
export interface Brief {
  run: string;
  task: string;
  nonce: string;
  round: number;
  reads: string[];
  writes: string;
  text: string;
}

/** Reads the brief that code put into an agent's prompt; null when it is none. */
export function readBrief(prompt: string): Brief | null {
  const [header = "", ...rest] = prompt.split("\n\n");
  const field = (name: string): string =>
    new RegExp(`^${name}: (.*)$`, "m").exec(header)?.[1] ?? "";
  if (field("run") === "" || field("task") === "") return null;
  return {
    run: field("run"),
    task: field("task"),
    nonce: field("nonce"),
    round: Number(field("round")),
    reads: field("reads") === "-" ? [] : field("reads").split(", "),
    writes: field("writes"),
    text: rest.join("\n\n"),
  };
}

/** The call of a directive's line, such as `Agent(prompt: "T1")`; null for any other line. */
export function readCall(line: string): { name: string; input: Record<string, unknown> } | null {
  const match = /^([A-Z][A-Za-z]+)\((.*)\)$/.exec(line.trim());
  if (!match) return null;
  const json = match[2]!.replaceAll(
    /(^|, )([a-zA-Z_]+): (?=["[{tf\d])/g,
    (_all, comma: string, key: string) => `${comma}"${key}": `,
  );
  try {
    return { name: match[1]!, input: JSON.parse(`{${json}}`) };
  } catch {
    return null;
  }
}

/** The calls of what is due, where it is said in words: code puts in what they lack. */
const callsInWords = (text: string): { name: string; input: Record<string, unknown> }[] => [
  ...[...text.matchAll(/(T\d+ [^,(]*) \(Agent, ([\w:-]+), prompt (T\d+)\)/g)].map(
    ([, description, type, prompt]) => ({
      name: "Agent",
      input: { subagent_type: type, description, prompt },
    }),
  ),
  ...[...text.matchAll(/Call AskUserQuestion now with the question "(Q\d+\?)"/g)].map(
    ([, question]) => ({
      name: "AskUserQuestion",
      input: {
        questions: [
          {
            question,
            header: "Question",
            multiSelect: false,
            options: ["Yes", "No"].map((label) => ({ label, description: label })),
          },
        ],
      },
    }),
  ),
];

/** The calls of the newest directive in what the main thread has just been told. */
export function directiveCalls(text: string): { name: string; input: Record<string, unknown> }[] {
  const start = text.lastIndexOf("[multi-ai ");
  if (start < 0) return callsInWords(text.slice(Math.max(0, text.lastIndexOf("Next: "))));
  return text
    .slice(start)
    .split("\n")
    .flatMap((line) => readCall(line) ?? []);
}

/** A main thread that does as it is told. What the directive says to print it prints. */
export function obedientMain(turn: Turn): Reply {
  const told = [
    turn.lastUser,
    ...turn.toolResults.filter((result) => result.isError).map((result) => result.text),
  ].join("\n");
  const calls = directiveCalls(told);
  const start = told.lastIndexOf("[multi-ai ");
  const said = start < 0 ? "" : told.slice(start);
  const print =
    /word for word and end your turn(?:\. In the same message[\s\S]*?\nThe report)?:\n\n([\s\S]*)$/.exec(
      said,
    )?.[1];
  if (calls.length > 0) return print === undefined ? { calls } : { text: print, calls };
  return { text: print ?? "Understood." };
}

/**
 * What an agent writes: its artifact without task and nonce, and files of the project that it
 * changes first.
 */
export interface Work {
  artifact: Record<string, unknown> | string;
  edits?: Record<string, string>;
  /** Bash commands to run after the edits. */
  commands?: string[];
}
export type Worker = (brief: Brief, turn: Turn) => Work | Reply;

const isReply = (value: Work | Reply): value is Reply => !("artifact" in value);

/** The text of an agent's artifact: what is no text by itself says whose it is. */
export const artifactText = (brief: Brief, { artifact }: Work): string =>
  typeof artifact === "string"
    ? artifact
    : JSON.stringify({ task: brief.task, nonce: brief.nonce, ...artifact }, null, 2);

/**
 * An agent that does its edits, writes its artifact and ends. A refused stop makes it write again.
 */
export function agentTurn(turn: Turn, worker: Worker): Reply {
  const brief = readBrief(turn.firstUser);
  if (!brief) return { text: "no brief" };
  const work = worker(brief, turn);
  if (isReply(work)) return work;
  const content = artifactText(brief, work);
  const project = brief.writes.slice(0, brief.writes.search(/\/(?:\.task|pipeline)\//));
  const whole = (path: string): string => (path.startsWith("/") ? path : `${project}/${path}`);
  const edits = Object.entries(work.edits ?? {}).filter(
    ([path, text]) => !holds(whole(path), text),
  );
  const files: [string, string][] = [
    ...edits.map(([path, text]): [string, string] => [whole(path), text]),
    [brief.writes, content],
  ];
  const pending = files.filter(([path, text]) => !holds(path, text));
  const read = calledPaths(turn, "Read");
  const unread = pending.filter(([path]) => existsSync(path) && !read.has(path));
  if (unread.length > 0)
    return { calls: unread.map(([path]) => ({ name: "Read", input: { file_path: path } })) };
  const ran = calledCommands(turn);
  const commands = (work.commands ?? []).filter((command) => !ran.has(command));
  if (edits.length > 0)
    return {
      calls: edits.map(([path, text]) => ({
        name: "Write",
        input: { file_path: whole(path), content: text },
      })),
    };
  if (commands.length > 0)
    return {
      calls: commands.map((command) => ({
        name: "Bash",
        input: { command, description: "Run the tests" },
      })),
    };
  if (pending.length > 0)
    return { calls: [{ name: "Write", input: { file_path: brief.writes, content } }] };
  return { text: `${brief.task} is done` };
}

const holds = (path: string, text: string): boolean =>
  existsSync(path) && readFileSync(path, "utf8") === text;

interface Block {
  type: string;
  name?: string;
  input?: Record<string, unknown>;
}

function calls(turn: Turn, name: string): Record<string, unknown>[] {
  return (turn.messages as { role: string; content: unknown }[]).flatMap((message) =>
    message.role === "assistant" && Array.isArray(message.content)
      ? (message.content as Block[]).flatMap((block) =>
          block.type === "tool_use" && block.name === name ? [block.input ?? {}] : [],
        )
      : [],
  );
}
const calledPaths = (turn: Turn, name: string): Set<unknown> =>
  new Set(calls(turn, name).map((input) => input.file_path));
const calledCommands = (turn: Turn): Set<unknown> =>
  new Set(calls(turn, "Bash").map((input) => input.command));

/** A script for the whole team: an obedient main thread, and one worker for every agent. */
export function team(
  worker: Worker,
  main: (turn: Turn) => Reply | Promise<Reply> = obedientMain,
): Script {
  return (turn) => (turn.thread === "main" ? main(turn) : agentTurn(turn, worker));
}

/**
 * Files that a brief tells its agent to read and does not hold: what the task reads, what changed,
 * and longer texts.
 */
export function filesToRead({ text, reads, writes }: Brief): string[] {
  const project = writes.slice(0, writes.search(/\/(?:\.task|pipeline)\//));
  const changed = /^## Changed files\n((?:- .*\n)*)/m.exec(text)?.[1] ?? "";
  const named = [...changed.matchAll(/^- (.+) \((?:added|modified),/gm)].map(
    ([, path]) => `${project}/${path}`,
  );
  const longer = [...text.matchAll(/^Read (\/\S+)$/gm)].map(([, path]) => path!);
  const isHeld = (path: string): boolean => {
    const name = path.slice(project.length + 1);
    const diff = text.includes("each file whole\n") ? "" : "\n--- /dev/null";
    return text.includes(`\n${name}:\n\`\`\`\``) || text.includes(`${diff}\n+++ b/${name}\n`);
  };
  return [...reads, ...named, ...longer].filter((path) => !isHeld(path) && existsSync(path));
}

/** Agents that first read, all at once, what their briefs name and do not hold. */
export const reading =
  (script: Script): Script =>
  (turn) => {
    const brief = turn.thread === "agent" ? readBrief(turn.firstUser) : null;
    const read = calledPaths(turn, "Read");
    const unread = brief === null ? [] : filesToRead(brief).filter((path) => !read.has(path));
    return unread.length === 0
      ? script(turn)
      : { calls: unread.map((path) => ({ name: "Read", input: { file_path: path } })) };
  };
