import { shellLine, WRITERS } from "../shell/shell-call.ts";
import { blocksOf, rowsWith } from "./rows.ts";
import { transcriptBytes } from "./transcript.ts";

/**
 * In milliseconds: how long hooks may go on after an agent's last calls. Where one of them has
 * ended the agent there, the host waits for none of the others.
 */
const HOOKS_GO_ON_MS = 60_000;

const RESULT = '"type":"tool_result"';

/**
 * When an agent's calls that may change files were made and over, in milliseconds: from the row
 * with the call to the one with its result, which the host writes when all hooks after the call
 * have ended; of calls that no answer follows, with the time that hooks may go on.
 */
export function callTimes(session: string, agent: string | null): [from: number, to: number][] {
  if (agent === null) return [];
  const bytes = transcriptBytes(session, agent);
  const begun = new Map<unknown, number>();
  for (const { row, blocks } of [...rowsWith(bytes, '"type":"tool_use"')].map(blocksOf))
    for (const { id, name, input } of blocks) {
      const call = { tool: String(name), input: (input ?? {}) as Record<string, unknown> };
      if (WRITERS.has(call.tool) || shellLine(call) !== null)
        begun.set(id, Date.parse(String(row.timestamp)));
    }
  const results = [...rowsWith(bytes, RESULT)].map(blocksOf);
  const last = Math.max(bytes.lastIndexOf('"type":"assistant"'), 0);
  const answered = results.length - [...rowsWith(bytes, RESULT, last)].length;
  return results.flatMap(({ row, blocks }, at) =>
    blocks.flatMap(({ tool_use_id: id }): [number, number][] => {
      const from = begun.get(id);
      if (from === undefined) return [];
      const to = Date.parse(String(row.timestamp));
      return [[from, at < answered ? to : to + HOOKS_GO_ON_MS]];
    }),
  );
}
