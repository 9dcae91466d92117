import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const REAL_GIT = Bun.which("git")!;

/**
 * A git that writes down its calls and kills who called it after one: by its number, or by words
 * that are in it.
 */
export function deadlyGit(place: string, worker: string) {
  const script = `#!/bin/sh
"${REAL_GIT}" "$@"
code=$?
n=$(($(cat "${place}/count") + 1))
echo $n > "${place}/count"
echo "$*" | tr -d '\\n' >> "${place}/calls"
echo >> "${place}/calls"
case "$n:$*" in "$(cat "${place}/number"):"*) kill -9 $PPID;; *"$(cat "${place}/words")"*) kill -9 $PPID;; esac
exit $code
`;
  writeFileSync(join(place, "git"), script);
  chmodSync(join(place, "git"), 0o755);
  const run = (root: string, after: number | string | null, words: string[]) => {
    const told = {
      count: "0",
      calls: "",
      number: typeof after === "number" ? String(after) : "none",
      words: typeof after === "string" ? after : "nothing of this",
    };
    for (const [name, value] of Object.entries(told)) writeFileSync(join(place, name), value);
    const env = { ...process.env, PATH: `${place}:${process.env.PATH}` };
    const done = Bun.spawnSync([process.execPath, worker, root, ...words], { env });
    return {
      killed: done.signalCode === "SIGKILL",
      ok: done.exitCode === 0,
      err: done.stderr.toString(),
    };
  };
  return { run, calls: () => readFileSync(join(place, "calls"), "utf8").trimEnd().split("\n") };
}
