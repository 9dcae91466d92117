/** A program's output as it may be kept and shown: without colour, and without the secret values that are known. */
import { type Mask, maskOf } from "../artifacts/pipeline/mask.ts";
import { secretValues } from "../artifacts/pipeline/secret-values.ts";
import { plainOutput } from "../artifacts/test-output.ts";
import type { ProcessResult } from "./processes.ts";

/** What stands in a bounded output where its middle was. */
const GAP = /(\n… \d+ bytes left out …\n)/;

/** Hides the values of an environment whose names look secret, from so many characters on. */
export const maskOfEnvironment = (env: Record<string, string | undefined>, shortest: number): Mask =>
  maskOf(
    secretValues(Object.entries(env).map(([name, value = ""]) => ({ name, value, fromFile: false }))).filter(
      (value) => value.length >= shortest,
    ),
  );

/** Both streams, masked before anything of them is cut: half of a secret is found only where we know of the cut. */
export const keptOutput = ({ stdout, stderr }: Pick<ProcessResult, "stdout" | "stderr">, mask: Mask): string =>
  [stdout, stderr]
    .filter((text) => text !== "")
    // A program may end, or be ended, in the middle of a value.
    .map((text) => mask([...plainOutput(text).split(GAP), ""]).join(""))
    .join("\n");
