import type { CommandOf } from "../../engine/commands.ts";
import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { authoredBetween } from "../../record/changes/authors.ts";
import { sceneOf } from "../../workflows/index.ts";
import { hashesOf } from "./calls.ts";
import { firstTree, lastTree } from "./subject.ts";

/**
 * Files that changed during a run by none of its calls, such as what a dev server makes out of an
 * edit, and about which its person was not asked; null: none, or nobody is there to ask.
 */
export function unclaimedBy(project: Project, run: Run): CommandOf<"unclaimed"> | null {
  if (run.auto || run.owner?.driver) return null;
  const changes = attempt(
    () => authoredBetween({ project, run }, firstTree(run), lastTree(sceneOf(project, run))),
    null,
  );
  const paths = (changes?.others ?? [])
    .map(({ path }) => path)
    .filter((path) => !(path in (run.unclaimed ?? {})));
  return paths.length === 0 ? null : { do: "unclaimed", files: hashesOf(project, paths) };
}
