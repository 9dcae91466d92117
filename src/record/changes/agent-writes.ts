import { parseJson } from "../../store/files/small-file.ts";
import { sha256 } from "../../store/journal.ts";

/** What an agent has written by a tool of the host, as opposed to what stands in the file later. */

/** Marks that formatters of markdown put, move and exchange. */
const LAYOUT = /[\s*_|-]+/g;

/**
 * Hash of what an artifact says. A formatter of the project may lay it out anew: that changes no
 * value and no word. Nor do the numbers of findings, which are the program's.
 */
export function contentHash(bytes: Uint8Array): string {
  const json = parseJson(bytes);
  const text = json.ok
    ? JSON.stringify(withNumbers(json.value, 1))
    : new TextDecoder().decode(bytes);
  return sha256(json.ok ? text : text.replaceAll(LAYOUT, ""));
}

/** A value whose findings are numbered in the order of their list. */
function withNumbers(value: unknown, first: number): unknown {
  const { findings } = (value ?? {}) as { findings?: unknown };
  if (!Array.isArray(findings)) return value;
  const isFinding = (one: unknown): one is object => typeof one === "object" && one !== null;
  const numbered = findings.map((finding, at) =>
    isFinding(finding) ? { ...finding, id: `F${first + at}` } : finding,
  );
  return { ...(value as object), findings: numbered };
}

/**
 * The bytes of an artifact whose findings are numbered from `first` on, whatever numbers its writer
 * gave: the program knows which are free. Bytes that have these numbers stay as they are.
 */
export function numbered(bytes: Uint8Array, first: number): Uint8Array {
  const json = parseJson(bytes);
  if (!json.ok) return bytes;
  const [is, due] = [json.value, withNumbers(json.value, first)].map((one) =>
    JSON.stringify(one, null, 2),
  );
  return is === due ? bytes : new TextEncoder().encode(due);
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
 * Hash of what the file says after a call that wrote it, by the call alone: the file itself may
 * have been changed by another process since. An edit is of the text that the agent has read: the
 * host refuses one of a file that changed meanwhile. Null where the call does not tell.
 */
export function callHash(input: Fields, response: Fields): string | null {
  const original = response.originalFile ?? "";
  const text = typeof original === "string" ? textAfter(input, original) : null;
  return text === null ? null : textHash(text);
}

/** Where a text names its nonce: as JSON, or in the stamp of markdown. */
const NONCE = /\bnonce"?\s*:\s*"?([0-9a-f]{16,64})\b/g;

/** Every nonce that a text names. */
export const noncesIn = (text: string): string[] =>
  [...text.matchAll(NONCE)].map(([, found]) => found!);

/**
 * Whether an edit goes on from what its agent has written in this dispatch. What another process
 * has put there since, and what bears the nonce although the agent has not written yet, is no work
 * of the agent: by an edit it would pass for that.
 */
export function continues(
  { wrote, nonce }: { wrote?: string; nonce: string },
  input: Fields,
  response: Fields,
): boolean {
  const original = response.originalFile;
  if (typeof input.content === "string" || typeof original !== "string" || original === "")
    return true;
  if (wrote !== undefined) return textHash(original) === wrote;
  return !noncesIn(original).some((found) => sha256(found) === nonce);
}

const textHash = (text: string): string => contentHash(new TextEncoder().encode(text));

/**
 * What a file says after a call that wrote it; `before`: what it said. Null where the call does not
 * tell.
 */
function textAfter(input: Fields, before: string): string | null {
  if (typeof input.content === "string") return input.content;
  const edits: unknown[] = Array.isArray(input.edits) ? input.edits : [input];
  if (!edits.every(isReplacement)) return null;
  let text = before;
  for (const { old_string, new_string, replace_all } of edits)
    text =
      old_string === ""
        ? new_string
        : replace_all === true
          ? text.replaceAll(old_string, () => new_string)
          : text.replace(old_string, () => new_string);
  return text;
}
