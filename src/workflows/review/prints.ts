import { fold } from "./quote.ts";

/** What of a finding names the thing that it is about. */
type Named = { file?: string | null; at?: string | null; quote?: string | null; problem: string };

/** FNV-1a over the text's code units, 32 bits as eight hex digits: enough to tell the findings of one reviewer apart. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/**
 * Fingerprints by which a later round knows a finding again, although it has another id and line: its place with what is
 * quoted there, and its place with the problem's words. Two findings are the same when they share one.
 */
export function printsOf({ file, at, quote, problem }: Named): string[] {
  const place = `${file ?? ""}\n${at ?? ""}`;
  const quoted = fold(quote ?? "");
  return [
    ...(quoted === "" ? [] : [shortHash(`quote\n${place}\n${quoted}`)]),
    shortHash(`problem\n${place}\n${fold(problem).toLowerCase()}`),
  ];
}
