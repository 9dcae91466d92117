// Stands for the hook behind an agent's Write: notes what the artifact says, for specs that write
// it without a host.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import type { Project } from "../../src/project/project.ts";
import { contentHash } from "../../src/record/changes/agent-writes.ts";
import { change } from "../../src/run/journal/change.ts";

/** The agent of a running task has written the artifact that stands in its file. */
export function noteWritten(project: Project, id: string): void {
  change(project, (run) => {
    const { dispatch, writes } = taskOf(run!, id)!;
    const sense = contentHash(readFileSync(join(project.root, writes)));
    return [{ do: "wrote", task: id, nonce: dispatch!.nonce, sense }];
  });
}
