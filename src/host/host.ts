import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Host } from "../engine/run.ts";
import { alive, startTime } from "../process/identity.ts";
import { entriesIn, readPlainText } from "../store/files/plain-file.ts";
import { isObject, valueIn } from "../store/json/fields.ts";
import { directCall } from "./driver.ts";
import { transcriptOf } from "./transcript/transcript.ts";

/**
 * Most milliseconds for a program that a hook starts. The host kills a hook after 30 s without a
 * message.
 */
export const HOOK_PATIENCE_MS = 15_000;

/** The host process that called this hook; null when it is not known. */
export function hostIdentity(env: NodeJS.ProcessEnv): Host | null {
  const pid = Number(env.CLAUDE_PID);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  const start = startTime(pid);
  return start === null ? null : { pid, start };
}

export const isAlive = (host: Host | null): boolean => host !== null && alive(host.pid, host.start);

/** The process that carries a run on; null: there is none, or it is not known. */
export const livingOwner = (run: { owner: { host: Host | null } | null } | null): Host | null => {
  const host = run?.owner?.host ?? null;
  return isAlive(host) ? host : null;
};

/** A host that is not known may be alive. */
export const mayLive = (host: Host | null): boolean => host === null || isAlive(host);

/** The host has its task tools only when this is set. */
export const hasTaskTools = (env: NodeJS.ProcessEnv): boolean =>
  /^(1|true|yes)$/i.test(env.CLAUDE_CODE_ENABLE_TODO_TOOLS ?? "");

/**
 * The call that started an agent, from the host's note beside the agent's transcript; null without
 * one.
 */
export function callOfAgent(transcript: string, agent: string): string | null {
  // An agent with a host of its own.
  if (transcript.endsWith(`/${agent}.jsonl`)) return directCall(agent);
  const call = noteOf(transcript, agent).toolUseId;
  return typeof call === "string" ? call : null;
}

/** Whether the person has ended this agent: with Ctrl-C, or in the host's list of agents. */
export const isStoppedByPerson = (transcript: string, agent: string): boolean =>
  noteOf(transcript, agent).stoppedByUser === true;

/**
 * The transcript of a session in the folder where the host keeps its sessions; null: there is none.
 * For use outside of it.
 */
export function transcriptIn(env: NodeJS.ProcessEnv, session: string): string | null {
  const projects = `${env.CLAUDE_CONFIG_DIR || `${env.HOME ?? ""}/.claude`}/projects`;
  if (!/^[\w-]+$/.test(session)) return null;
  const paths = entriesIn(projects).map(({ name }) => `${projects}/${name}/${session}.jsonl`);
  return paths.find((path) => existsSync(path)) ?? null;
}

/**
 * The host's note about an agent. It stays with the session that started it, also when the window
 * has another one now.
 */
function noteOf(
  transcript: string,
  agent: string,
): { toolUseId?: unknown; stoppedByUser?: unknown } {
  const path = transcriptOf(transcript, agent, "meta.json");
  if (path === null) return {};
  const own = readNote(path);
  if (own !== null) return own;
  const sessions = dirname(
    transcript.includes("/subagents/") ? dirname(dirname(transcript)) : transcript,
  );
  for (const { name } of entriesIn(sessions)) {
    const note = name.endsWith(".jsonl")
      ? null
      : readNote(`${sessions}/${name}/subagents/agent-${agent}.meta.json`);
    if (note !== null) return note;
  }
  return {};
}

/** Far more agents than one session starts. */
const MAX_AGENTS = 10_000;

/**
 * The plugin's agents that a session has started and that have not ended, each with the call that
 * began it. Read from the host's notes beside its transcript, for cases in which no journal can be
 * read.
 */
export function sessionAgents(transcript: string): { call: string; agent: string }[] {
  const folder = `${transcript.replace(/\.jsonl$/, "")}/subagents`;
  return entriesIn(folder)
    .slice(0, MAX_AGENTS)
    .flatMap(({ name }) => {
      const agent = /^agent-([\w-]+)\.meta\.json$/.exec(name)?.[1];
      const note = agent === undefined ? null : readNote(`${folder}/${name}`);
      const isOurs = String(note?.agentType).startsWith("multi-ai:") && note?.finished !== true;
      return isOurs && typeof note?.toolUseId === "string"
        ? [{ call: note.toolUseId, agent: agent! }]
        : [];
    });
}

/** The host's notes have some hundred bytes. */
const MAX_NOTE_BYTES = 1024 * 1024;

function readNote(path: string): Record<string, unknown> | null {
  const note = valueIn(readPlainText(path, MAX_NOTE_BYTES));
  return isObject(note) ? note : null;
}
