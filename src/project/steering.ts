/**
 * Files that steer how tests run, what agents and the host do, and what runs later. The one list of
 * them, by path alone. Pure.
 */

export interface Steering {
  kind:
    | "host"
    | "servers"
    | "agents"
    | "automation"
    | "packages"
    | "tests"
    | "editor"
    | "environment"
    | "ignored";
  /** What such a file does, for a line that names it. */
  does: string;
}

/** One kind of them; `such`: what a glob may stand for. */
interface Kind extends Steering {
  is: RegExp;
  such: string[];
}

/** What is there to decide how scripts and tests run, and for nothing else. */
const RUNNERS_OWN =
  /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmrc|bunfig\.toml|\.mocharc\.[\w.]+|(?:jest|vitest|playwright|karma|ava|cypress)\.(?:config|workspace)\.[\w.]+|\.?pytest\.(?:ini|toml)|tox\.ini|conftest\.py|\.rspec|phpunit\.xml(?:\.dist)?)$/;
/**
 * What other tools read as well, what a runner loads before the tests, and recipes, by their usual
 * names.
 */
const ALSO_RUNNERS =
  /(?:^|\/)(?:vite\.config\.\w+|(?:jest|vitest)[.-]setup\.\w+|setupTests\.\w+|(?:GNU)?[Mm]akefile|[Jj]ustfile|[Tt]askfile(?:\.dist)?\.ya?ml|Rakefile|noxfile\.py|(?:site|user)customize\.py|[\w.-]+\.pth|\.env\.test(?:\.local)?)$/;

/** The first kind that fits a path is its kind. */
const KINDS: Kind[] = [
  {
    kind: "host",
    is: /(?:^|\/)\.claude\/(?!agents\/|commands\/|skills\/|.*\.md$)/i,
    such: [".claude/settings.json"],
    does: "hooks and permissions of Claude Code",
  },
  {
    kind: "servers",
    is: /(?:^|\/)\.mcp\.json$/i,
    such: [".mcp.json"],
    does: "starts servers in Claude Code",
  },
  {
    kind: "agents",
    is: /(?:^|\/)(?:(?:CLAUDE(?:\.local)?|AGENTS(?:\.override)?|GEMINI)\.md|\.cursorrules|\.github\/copilot-instructions\.md)$|(?:^|\/)\.(?:claude|codex|cursor\/rules)\//i,
    such: ["CLAUDE.md", "AGENTS.md", ".claude/agents/a.md"],
    does: "tells agents what to do",
  },
  {
    kind: "automation",
    is: /(?:^|\/)(?:\.github\/(?:workflows|actions)|\.circleci|\.buildkite|\.(?:gitea|forgejo)\/workflows|\.husky|\.githooks)\/(?!.*\.(?:md|markdown|rst|txt)$)|(?:^|\/)(?:\.gitlab-ci\.ya?ml|jenkinsfile|azure-pipelines[^/]*\.ya?ml|bitbucket-pipelines\.yml|\.travis\.yml|codeowners|\.pre-commit-config\.ya?ml|\.?lefthook\.ya?ml|\.lintstagedrc[\w.]*)$/i,
    such: [".github/workflows/ci.yml", ".husky/pre-commit"],
    does: "runs at each commit or push",
  },
  {
    kind: "packages",
    is: /(?:^|\/)package\.json$/i,
    such: ["package.json"],
    does: "its scripts run at installs and in tests",
  },
  {
    kind: "tests",
    is: RUNNERS_OWN,
    such: ["vitest.config.ts", "conftest.py"],
    does: "decides how tests run",
  },
  { kind: "tests", is: ALSO_RUNNERS, such: ["Makefile"], does: "decides how tests run" },
  {
    kind: "editor",
    is: /(?:^|\/)(?:\.vscode\/(?:tasks|launch|settings)\.json|\.devcontainer(?:\/.+|\.json))$/i,
    such: [".vscode/tasks.json"],
    does: "runs in editors that open the project",
  },
  {
    kind: "environment",
    is: /(?:^|\/)\.envrc$/i,
    such: [".envrc"],
    does: "runs in shells that enter the folder",
  },
  {
    kind: "ignored",
    is: /(?:^|\/)(?:\.[\w-]*ignore|\.gitattributes)$/i,
    such: [".gitignore"],
    does: "decides which files git and tools see",
  },
];

/** What a file steers, by its path relative to the project; null: nothing. */
export function steeringOf(path: string): Steering | null {
  const found = KINDS.find(({ is }) => is.test(path));
  return found === undefined ? null : { kind: found.kind, does: found.does };
}

const LATER: readonly Steering["kind"][] = ["agents", "automation", "editor", "environment"];
/**
 * What a file does that instructs agents, or that is run later without the person's doing; null:
 * none of that.
 */
export function laterOf(path: string): string | null {
  const found = steeringOf(path);
  return found !== null && LATER.includes(found.kind) ? found.does : null;
}

const HOSTS: readonly Steering["kind"][] = ["agents", "host", "servers"];
/** Whether a file instructs agents, or says what the programs run that they work in. */
export const instructsAgents = (path: string): boolean =>
  HOSTS.some((kind) => kind === steeringOf(path)?.kind);

/** Whether a file is there to decide how scripts and tests are run. */
const isRunnersOwn = (path: string): boolean => RUNNERS_OWN.test(path);
/** Whether a file decides that, maybe beside other things. */
export const isRunFile = (path: string): boolean => isRunnersOwn(path) || ALSO_RUNNERS.test(path);

/**
 * Files grouped by what they steer, without those that steer nothing. `standsFor`: whether a glob
 * may mean such a file.
 */
export function bySteering(
  paths: readonly string[],
  standsFor: (glob: string, such: string) => boolean = () => false,
): { does: string; paths: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const kind of KINDS) {
    const found = paths.filter((path) =>
      /[*?[{]/.test(path)
        ? kind.such.some((one) => standsFor(path, one))
        : KINDS.find(({ is }) => is.test(path)) === kind,
    );
    groups.set(kind.does, [...new Set([...(groups.get(kind.does) ?? []), ...found])]);
  }
  return [...groups].flatMap(([does, of]) => (of.length === 0 ? [] : [{ does, paths: of }]));
}
