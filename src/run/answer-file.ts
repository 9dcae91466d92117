import { unfenced } from "../providers/answer.ts";
import { dropNulls } from "../providers/strict-schema.ts";
import { parseJson } from "../store/small-file.ts";
import type { ArtifactKind } from "../workflows/contract.ts";
import { makeStamp, stripStamp } from "../workflows/stamp.ts";

/**
 * An external model's answer as the file that an agent would have written: task and nonce are the program's own. `text`: what
 * the provider gave, or its raw answer, which gives the same file.
 */
export function answerFile(
  { schema }: Pick<ArtifactKind, "schema">,
  { task, nonce }: { task: string; nonce: string },
  text: string,
): string {
  if (schema === undefined) {
    const body = stripStamp(unfenced(text, ["markdown", "md"])).trim();
    return `${makeStamp({ task, nonce })}\n${body}\n`;
  }
  const json = parseJson(new TextEncoder().encode(unfenced(text, ["", "json"])));
  const value = json.ok ? (dropNulls(json.value) as Record<string, unknown>) : {};
  return `${JSON.stringify({ ...value, task, nonce }, null, 2)}\n`;
}
