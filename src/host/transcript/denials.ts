import type { HostDenial, Spent } from "../../engine/run.ts";
import type { Mask } from "../../project/secrets/mask.ts";
import { fieldsOf } from "../../store/json/fields.ts";
import { ASKED_BY, DENIED_BY } from "../answer.ts";
import { HAND_BACK } from "../shell/shell-call.ts";
import { type Block, blocksOf, type Row, rowsWith, textOf } from "./rows.ts";
import { sessionBytes, transcriptBytes } from "./transcript.ts";

/**
 * Calls of an agent that Claude Code itself, or the person in its dialog, refused. No hook is told
 * of them in every mode, so they are read from the transcript, whose rows the host marks; what an
 * agent or a tool says counts for nothing here.
 */

/** What the host puts before the reason of a hook's denial, which it marks as its own refusals. */
const BY_HOOK = /^PreToolUse:\w+ hook error: /;

/** Different refusals that are journalled of one agent, and characters of each. */
const MAX_KINDS = 8;
const MAX_CHARS = 200;

/**
 * Whose refusal a result is: ours, the host's of what we had asked about, the host's own; null: it
 * is none.
 */
function refusedBy(row: Row, block: Block): "us" | "asked" | "host" | null {
  if (block.type !== "tool_result" || block.is_error !== true) return null;
  const text = textOf(block.content).replace(BY_HOOK, "");
  if (text.startsWith(DENIED_BY)) return "us";
  if (text.startsWith(ASKED_BY)) return "asked";
  return typeof row.toolDenialKind === "string" ? "host" : null;
}

/**
 * What the host refused an agent, whole, each call once with how often; `session`: path of the
 * session's transcript.
 */
export const hostDenials = (session: string, agent: string | null): HostDenial[] =>
  denials(session, agent).host;

/** Calls that did nothing, as they were refused: their ids, and whose refusal it is. */
const refusedIn = (bytes: Buffer) =>
  [...rowsWith(bytes, '"is_error":true')].map(blocksOf).flatMap(({ row, blocks }) =>
    blocks.flatMap((block) => {
      const by = refusedBy(row, block);
      const why = textOf(block.content)
        .replace(BY_HOOK, "")
        .slice(DENIED_BY.length)
        .split("\n", 1)[0]!;
      return by === null ? [] : [{ id: block.tool_use_id, by, ...(by === "us" && { why }) }];
    }),
  );
/** Whether an agent's call was refused. */
export const wasRefused = (session: string, agent: string | null, call: string): boolean =>
  agent !== null && refusedIn(transcriptBytes(session, agent)).some(({ id }) => id === call);

/** The same with what rules of ours denied, and why. */
function denials(session: string, agent: string | null): { host: HostDenial[]; own: HostDenial[] } {
  if (agent === null) return { host: [], own: [] };
  const bytes = transcriptBytes(session, agent);
  const refused = refusedIn(bytes);
  if (refused.length === 0) return { host: [], own: [] };
  const wanted = new Set(refused.map(({ id }) => id));
  const calls = new Map<unknown, Block>();
  for (const block of [...rowsWith(bytes, '"type":"tool_use"')].flatMap(
    (line) => blocksOf(line).blocks,
  ))
    if (block.type === "tool_use" && wanted.has(block.id) && !calls.has(block.id))
      calls.set(block.id, block);
  const found = new Map<string, HostDenial>();
  for (const { id, by, why } of refused) {
    const call = calls.get(id);
    // An agent whose artifact does not count yet is sent back by a hook, and refused nothing.
    if (call?.name === HAND_BACK) continue;
    const tool = typeof call?.name === "string" ? call.name : "a tool";
    const { command, file_path: path } = fieldsOf(call?.input);
    const what = [command, path].find((one) => typeof one === "string");
    const denial = {
      tool,
      what: what ?? "",
      times: 1,
      ...(by === "asked" && { asked: true }),
      ...(why && { why }),
    };
    const key = `${by} ${denial.tool}\n${denial.what}`;
    const known = found.get(key);
    if (known) known.times += 1;
    else found.set(key, denial);
  }
  const { own = [], host = [] } = Object.groupBy(found, ([key]) =>
    key.startsWith("us ") ? "own" : "host",
  );
  return { host: host.map(([, denial]) => denial), own: own.map(([, denial]) => denial) };
}

/**
 * Whether the person said no to a call of the main thread, by Esc or in the host's dialog.
 * `session`: path of the session's transcript.
 */
export function isDeclined(session: string, call: string): boolean {
  for (const line of rowsWith(sessionBytes(session), `"tool_use_id":${JSON.stringify(call)}`)) {
    const { row, blocks } = blocksOf(line);
    const result = blocks.find(
      (block) => block.type === "tool_result" && block.tool_use_id === call,
    );
    if (result?.is_error === true && row.toolDenialKind === "user-rejected") return true;
  }
  return false;
}

/** What an agent used, with what it was refused, as much of that as is journalled. */
export function withDenials(
  spent: Spent,
  session: string,
  agent: string | null,
  mask: Mask,
): Spent {
  const { host, own } = denials(session, agent);
  const kept = (all: HostDenial[]): HostDenial[] =>
    all.slice(0, MAX_KINDS).map(({ what, why, ...one }) => ({
      ...one,
      what: mask(what).slice(0, MAX_CHARS),
      ...(why && { why: mask(why).slice(0, MAX_CHARS) }),
    }));
  return {
    ...spent,
    ...(host.length > 0 && { host_denied: kept(host) }),
    ...(own.length > 0 && { own_denied: kept(own) }),
  };
}

/** Whether the host refused each of these commands, also as a part of a longer one. */
export const deniedAll = (commands: readonly string[], denials: readonly HostDenial[]): boolean =>
  commands.every((command) =>
    denials.some(({ tool, what }) => tool === "Bash" && what.includes(command.trim())),
  );
