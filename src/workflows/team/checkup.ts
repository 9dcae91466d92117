import { Glob } from "bun";
import { globSet } from "../../project/globs.ts";
import { SETTINGS_FILE, type Settings } from "../../settings.ts";
import { type CheckupInput, error, type Finding, ok, runIn, warning } from "../contract/checkup.ts";

/** What `/multi-ai:team` needs beyond every run; silent where the settings say nothing about it. */

/** A project with more files than this is not listed without git. */
const MAX_FILES = 50_000;

/** Files of the project that are not ignored, relative to it; null where they cannot be listed. */
async function filesOf(input: CheckupInput): Promise<string[] | null> {
  const listed = await runIn(input, "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z");
  if (listed.exitCode === 0) return listed.stdout.split("\0").filter((path) => path !== "");
  const files: string[] = [];
  for await (const path of new Glob("**/*").scan({ cwd: input.project, dot: true })) {
    if (/(?:^|\/)(?:node_modules|\.git)\//.test(path)) continue;
    if (files.push(path) >= MAX_FILES) return null;
  }
  return files;
}

/** Areas whose globs match no file. */
async function areaFindings(input: CheckupInput, { areas }: Settings): Promise<Finding[]> {
  if (areas === undefined) return [];
  const name = "Areas";
  const files = await filesOf(input);
  if (files === null)
    return [
      warning(name, "the project has too many files to be looked at without git", "git init, if you want its history"),
    ];
  const empty = Object.entries(areas).filter(([, globs]) => !files.some(globSet(globs)));
  if (empty.length === 0) return [ok(name, `${Object.keys(areas).join(", ")}: each has files`)];
  return empty.map(([area, globs]) =>
    warning(
      name,
      `area "${area}" (${globs.join(", ")}) matches no file`,
      `mend its globs in ${SETTINGS_FILE}, unless its first files come with the feature`,
    ),
  );
}

/** Worktrees need a repository with a commit to start from. */
async function worktreeFindings(input: CheckupInput, { team }: Settings): Promise<Finding[]> {
  if (team?.profile !== "app_worktree") return [];
  const name = "Worktrees";
  const remedy = `git init and a first commit, or "profile": "local" in ${SETTINGS_FILE}`;
  const head = await runIn(input, "git", "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  if (head.exitCode === 0) return [ok(name, "areas are built in worktrees of their own")];
  const version = await runIn(input, "git", "--version");
  const inside = await runIn(input, "git", "rev-parse", "--is-inside-work-tree");
  const found =
    version.exitCode !== 0
      ? "git was not found"
      : inside.exitCode !== 0
        ? `${input.project} is no git repository`
        : "the repository has no commit";
  return [error(name, `${found}: areas cannot be built in worktrees (profile app_worktree)`, remedy)];
}

export async function teamCheckup(input: CheckupInput, settings: Settings): Promise<Finding[]> {
  const all = [areaFindings, worktreeFindings];
  return (await Promise.all(all.map((findings) => findings(input, settings)))).flat();
}
