import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { FakeProgram } from "./provider.contract.ts";

/** Prints what stands in a file as Gemini CLI prints an answer; one that is no regular file is no answer. */
const PRINT = `
import { lstatSync, readFileSync } from "node:fs";
const out = process.argv[1];
const isFile = lstatSync(out, { throwIfNoEntry: false })?.isFile() ?? false;
const tokens = { prompt: 100, cached: 40, candidates: 7, thoughts: 3, total: 110 };
const stats = { models: { "gemini-x": { tokens } }, tools: { totalCalls: 0 } };
process.stdout.write(JSON.stringify({ response: isFile ? readFileSync(out, "utf8") : "", stats }, null, 2));
`;

/** Writes an executable \`gemini\` into \`folder\` and gives an environment that finds it first. */
export function fakeGemini(folder: string, behaviour: string): FakeProgram {
  const record = join(folder, "record");
  mkdirSync(record, { recursive: true });
  const out = join(folder, "out");
  mkdirSync(out);
  writeFileSync(join(folder, "print.mjs"), PRINT.replace("process.argv[1]", "process.argv[2]"));
  const script = `#!/bin/sh
RECORD='${record}'
if [ "$1" = --version ]; then echo 9.9.9; exit; fi
printf '%s\\n' "$@" > "$RECORD/arguments"
OUT='${out}/answer'
( ${behaviour}
) > /dev/null || exit $?
exec '${process.execPath}' '${join(folder, "print.mjs")}' "$OUT"
`;
  writeFileSync(join(folder, "gemini"), script, { mode: 0o755 });
  return { env: { PATH: `${folder}${delimiter}${process.env.PATH}`, HOME: folder, GEMINI_API_KEY: "k" }, record };
}
