// What a run adds to the main thread's context, by whose text it is: ours, or the host's around it.
import type { Model } from "../harness/model.ts";
import { mainRequests } from "./scenario.ts";

/**
 * Bytes that the conversation of the main thread has grown by; `ours` and `report` are parts of
 * `whole`.
 */
export interface Growth {
  whole: number;
  /**
   * Directives, what stands behind a stopped turn, calls of the main thread, messages of agents.
   */
  ours: number;
  /** The report at the end, which is the person's. */
  report: number;
}

/** What code or a call of ours says in a text that the host has framed. */
const OURS = [
  /hook stopped continuation: ([\s\S]*?)(?=\n\n\w+ hook |\n<\/system-reminder>|$)/g,
  /hook additional context: ([\s\S]*?)(?=\n\n\w+:?\w* hook |\n<\/system-reminder>|$)/g,
  /The report follows:\n([\s\S]*?)\n<\/agent-message>/g,
  /<summary>([\s\S]*?)<\/summary>/g,
  /<result>((?!This agent's report was delivered|The subagent ended without)[\s\S]*?)<\/result>/g,
];
const REPORT = /Print this report word for word[\s\S]*/;

/** As they stand in the JSON of the conversation, which is what `bytes` of a request counts. */
const bytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

interface Part {
  type: string;
  text?: string;
  input?: unknown;
  content?: unknown;
}

/** How much the context of the main thread has grown from its first request to its last. */
export function growthOf(model: Model): Growth {
  const requests = mainRequests(model);
  const [first, last] = [requests[0]!, requests.at(-1)!];
  const growth: Growth = { whole: last.bytes - first.bytes, ours: 0, report: 0 };
  for (const { role, content } of last.turn!.messages.slice(first.turn!.messages.length)) {
    const parts: Part[] =
      typeof content === "string" ? [{ type: "text", text: content }] : (content as Part[]);
    for (const { type, text = "", input } of parts) {
      if (type === "tool_use") growth.ours += Buffer.byteLength(JSON.stringify(input));
      else if (role === "assistant") growth.ours += bytes(text);
      else
        for (const pattern of OURS)
          for (const [, said = ""] of text.matchAll(pattern)) {
            const report = REPORT.exec(said)?.[0] ?? "";
            growth.report += bytes(report);
            growth.ours += bytes(said) - bytes(report);
          }
    }
  }
  return growth;
}
