/** A program's output as it may be kept and shown: without colour, and without the secret values that are known. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Mask, maskOf } from "./mask.ts";
import { readDotEnv, secretValues, type Variable } from "./secret-values.ts";
import { plainOutput } from "./test-output.ts";
import type { ProcessResult } from "../process/run.ts";
import { readArtifact } from "../store/small-file.ts";
import { denyList } from "./secrets.ts";

/** What stands in a bounded output where its middle was. */
const GAP = /(\n… \d+ bytes left out …\n)/;

/**
 * Hides values of the environment, and of the `.env` files in a project's folder, whose names look secret, and passwords
 * of addresses in them; from so many characters on.
 */
export function maskOfProject(root: string, env: Record<string, string | undefined>, shortest: number): Mask {
  const own = Object.entries(env).map(([name, value = ""]) => ({ name, value, fromFile: false }));
  const values = secretValues([...own, ...dotEnvOf(root)]);
  return maskOf(values.filter((value) => value.length >= shortest));
}

/** Their names decide as those of the environment do: a `.env` also holds what every test prints. */
function dotEnvOf(root: string): Variable[] {
  const isSecret = denyList([]);
  const names = namesIn(root).filter((name) => name.startsWith(".env") && isSecret(name));
  return names.flatMap((name) => {
    const file = readArtifact(join(root, name));
    return file.ok ? readDotEnv(new TextDecoder().decode(file.bytes)).map((one) => ({ ...one, fromFile: false })) : [];
  });
}

function namesIn(root: string): string[] {
  try {
    return readdirSync(root);
  } catch {
    return [];
  }
}

/** Both streams, masked before anything of them is cut: half of a secret is found only where we know of the cut. */
export const keptOutput = ({ stdout, stderr }: Pick<ProcessResult, "stdout" | "stderr">, mask: Mask): string =>
  [stdout, stderr]
    .filter((text) => text !== "")
    // A program may end, or be ended, in the middle of a value.
    .map((text) => mask([...plainOutput(text).split(GAP), ""]).join(""))
    .join("\n");
