import { sha256 } from "../store/journal.ts";
import { parseJson } from "../store/small-file.ts";

/** What an agent has written by a tool of the host, as opposed to what stands in the file later. */

/** Marks that formatters of markdown put, move and exchange. */
const LAYOUT = /[\s*_|-]+/g;

/** Hash of what an artifact says. A formatter of the project may lay it out anew: that changes no value and no word. */
export function senseOf(bytes: Uint8Array): string {
  const json = parseJson(bytes);
  return sha256(json.ok ? JSON.stringify(json.value) : new TextDecoder().decode(bytes).replaceAll(LAYOUT, ""));
}

type Fields = Record<string, unknown>;
interface Replacement {
  old_string: string;
  new_string: string;
  replace_all?: unknown;
}

const isReplacement = (value: unknown): value is Replacement =>
  typeof (value as Replacement | null)?.old_string === "string" &&
  typeof (value as Replacement | null)?.new_string === "string";

/**
 * Hash of what the file says after a call that wrote it, by the call alone: the file itself may have been changed by another
 * process since. An edit is of the text that the agent has read: the host refuses one of a file that changed meanwhile. Null
 * where the call does not tell.
 */
export function senseOfCall(input: Fields, response: Fields): string | null {
  const of = (text: string): string => senseOf(new TextEncoder().encode(text));
  if (typeof input.content === "string") return of(input.content);
  const edits: unknown[] = Array.isArray(input.edits) ? input.edits : [input];
  const original = response.originalFile ?? "";
  if (typeof original !== "string" || !edits.every(isReplacement)) return null;
  let text = original;
  for (const { old_string, new_string, replace_all } of edits)
    text =
      old_string === ""
        ? new_string
        : replace_all === true
          ? text.replaceAll(old_string, () => new_string)
          : text.replace(old_string, () => new_string);
  return of(text);
}
