import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { RAN } from "../../src/providers/codex-arguments.ts";
import type { FakeProgram } from "./provider.contract.ts";

export interface FakeCodexOptions {
  /** Options that it does not know, as `--flag`. */
  lacks?: string[];
  /** Shell for `codex login status`. */
  login?: string;
}

/** Writes an executable `codex` into `folder` and gives an environment that finds it first. */
export function fakeCodex(
  folder: string,
  behaviour: string,
  options: FakeCodexOptions = {},
): FakeProgram {
  const record = join(folder, "record");
  mkdirSync(record, { recursive: true });
  const script = `#!/bin/sh
RECORD='${record}'
case "$1 $2" in
  "login status") ${options.login ?? "echo 'Logged in using ChatGPT' >&2"}; exit ;;
esac
[ "$1" = sandbox ] && { echo ${RAN}; exit; }
${(options.lacks ?? []).map((flag) => `case " $* " in *" ${flag} "*) echo "error: unexpected argument '${flag}' found" >&2; exit 2 ;; esac`).join("\n")}
printf '%s\\n' "$@" > "$RECORD/arguments"
while [ $# -gt 0 ]; do
  if [ "$1" = --output-last-message ]; then OUT=$2; fi
  shift
done
${behaviour}
`;
  writeFileSync(join(folder, "codex"), script, { mode: 0o755 });
  return { env: { PATH: `${folder}${delimiter}${process.env.PATH}`, HOME: folder }, record };
}
