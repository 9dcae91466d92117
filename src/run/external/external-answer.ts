import { readAnswer, unfenced } from "../../providers/answer.ts";
import { isObject } from "../../store/small-file.ts";
import type { ArtifactKind } from "../../workflows/contract/contract.ts";
import { makeStamp, stripStamp } from "../../workflows/contract/stamp.ts";

/**
 * The file that an agent would have written, made of an external model's answer as it came; null where that is not what
 * the artifact's kind wants. Pure: with the answer that the journal names (`accepted.raw`) it gives the accepted artifact
 * again, byte for byte.
 */
export function artifactOf(
  { schema }: Pick<ArtifactKind, "schema">,
  raw: string,
  stamp: { task: string; nonce: string },
): string | null {
  if (schema === undefined) return `${makeStamp(stamp)}\n${stripStamp(unfenced(raw, ["markdown", "md"])).trim()}\n`;
  const object = readAnswer(raw);
  const value: unknown = object.ok ? JSON.parse(object.text) : null;
  return isObject(value) ? `${JSON.stringify({ ...value, ...stamp }, null, 2)}\n` : null;
}
