import { homedir } from "node:os";
import { secretPlaces } from "../../project/secrets/deny-list.ts";
import { worktreeAt } from "../../project/worktrees/linked-worktrees.ts";
import { type Env, outsidePlaces } from "../machine/outside.ts";

/**
 * What code that nobody has looked at does not read, as absolute paths: the person's keys, the
 * folders of their hosts, and what this program notes outside of the project. `root`: a project, or
 * a worktree of it.
 */
export function hiddenPlaces(env: Env, root: string): string[] {
  return [
    ...secretPlaces(env.HOME || homedir(), worktreeAt(root)?.of),
    ...outsidePlaces(env, { root }),
    ...[env.CLAUDE_CONFIG_DIR, env.CODEX_HOME].filter(
      (path): path is string => path?.startsWith("/") === true,
    ),
  ];
}
