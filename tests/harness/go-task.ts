import type { Files } from "./project.ts";

/** A stand-in for go-task as far as its cache goes: what has passed once is up to date. */
const GO_TASK = `#!/bin/sh
cache="\${TASK_TEMP_DIR:-.task}/checksum"
mkdir -p "$cache" || exit 1
[ ! -e "$cache/test" ] || { echo 'task: Task "test" is up to date'; exit 0; }
echo "ran in \${TASK_TEMP_DIR:-.task}" && : > "$cache/test"
`;

/** A project that uses it; its program is \`sh tools/task\`. */
export const WITH_TASKFILE: Files = {
  "taskfile.dist.yml": "version: '3'\n",
  "tools/task": GO_TASK,
};
