import { isForGood, looks } from "../host/git-words.ts";
import { placesOf } from "../project/git.ts";
import { underwayIn } from "../project/head.ts";
import { isInside } from "../project/project.ts";
import type { Env } from "../record/outside.ts";
import { hasBegun } from "../run/audit/calls.ts";
import type { Workplace } from "../run/audit/work.ts";
import type { Place } from "./command.ts";

/** Why an agent may not run a git command in a folder, as a sentence; null: it may. */
export function gitRule({ scene: { project, run }, isWorktree }: Workplace, env: Env): NonNullable<Place["git"]> {
  return (folder, verb, rest) => {
    if (!isInside(folder, project.root)) return null;
    if (isForGood(verb, rest))
      return `\`git ${verb}\` like this deletes for good what the person could bring back. Leave it out.`;
    if (isWorktree || looks(verb)) return null;
    const places = placesOf(folder);
    if (places === null || underwayIn(places.gitDir).length === 0 || hasBegun(project, run, places.top, env))
      return null;
    return `The person is in the middle of a merge, rebase or the like in ${places.top}, and ends it. Until then only look with git (status, diff, log, show), edit the files, and say what should be staged.`;
  };
}
