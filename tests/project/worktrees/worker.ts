/**
 * A process that builds two areas and merges them, made to be killed: `bun workstream-worker.ts
 * <project> <words>`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { closeWorkstreams } from "../../../src/project/worktrees/close-workstreams.ts";
import { mergeWorkstreams } from "../../../src/project/worktrees/merge/merge.ts";
import { commitWorkstream, openWorkstream } from "../../../src/project/worktrees/workstreams.ts";
import { RUN, worked } from "./results.ts";

const [root = "", ...words] = process.argv.slice(2);
const project = { root, task: join(root, ".task"), found: "git" as const };
const BUILD = { run: RUN, prefix: "feature/build-" };
const AREAS = ["backend", "frontend"];

const steps: Record<string, (area: string) => void> = {
  open: (area) => {
    const { path } = worked(openWorkstream(project, { ...BUILD, area }));
    for (const [name, text] of Object.entries({
      "a.txt": "backend's\n",
      "b/c.txt": "frontend's\n",
    }))
      if (text.startsWith(area)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
        writeFileSync(join(path, `new-${area}.txt`), text);
      }
  },
  commit: (area) => void worked(commitWorkstream(project, { ...BUILD, area })),
};

for (const word of words) {
  const [step = "", area] = word.split(":");
  if (step === "merge") worked(mergeWorkstreams(project, { ...BUILD, areas: AREAS }));
  else if (step === "close") worked(closeWorkstreams(project, BUILD));
  else for (const one of area === undefined ? AREAS : [area]) steps[step]!(one);
}
