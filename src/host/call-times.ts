import { blocksOf, rowsWith } from "./rows.ts";
import { shellLine, WRITERS } from "./shell-call.ts";
import { transcriptBytes } from "./transcript.ts";

/**
 * When an agent's calls that may change files were made and over, in milliseconds: from the row
 * with the call to the one with its result, which the host writes when all hooks behind the call
 * have ended.
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
  return [...rowsWith(bytes, '"type":"tool_result"')].map(blocksOf).flatMap(({ row, blocks }) =>
    blocks.flatMap(({ tool_use_id: id }): [number, number][] => {
      const from = begun.get(id);
      return from === undefined ? [] : [[from, Date.parse(String(row.timestamp))]];
    }),
  );
}
