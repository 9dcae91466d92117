import { globSet } from "../../project/globs.ts";
import { someOf } from "../../text.ts";
import { pathRules } from "../small/path-rules.ts";
import type { PlannedFacts, PlanTask } from "./plan.ts";

/** Files of a plan that run later, or change what agents do, before anybody has seen what is in them. Pure. */

interface Reach {
  is: (path: string) => boolean;
  /** What a glob may stand for. */
  such: string[];
  does: string;
}

const like =
  (form: RegExp) =>
  (path: string): boolean =>
    form.test(path);

const REACHES: Reach[] = [
  {
    is: like(/(?:^|\/)\.claude\/(?!agents\/|commands\/|skills\/|.*\.md$)/i),
    such: [".claude/settings.json"],
    does: "hooks and permissions of Claude Code",
  },
  { is: like(/(?:^|\/)\.mcp\.json$/i), such: [".mcp.json"], does: "starts servers in Claude Code" },
  {
    is: like(/(?:^|\/)(?:CLAUDE(?:\.local)?|AGENTS|GEMINI)\.md$|(?:^|\/)\.claude\//i),
    such: ["CLAUDE.md", "AGENTS.md", ".claude/agents/a.md"],
    does: "tells agents what to do",
  },
  {
    is: (path) => pathRules(path).includes("path:ci"),
    such: [".github/workflows/ci.yml", ".husky/pre-commit"],
    does: "runs at each commit or push",
  },
  { is: like(/(?:^|\/)package\.json$/i), such: ["package.json"], does: "its scripts run at installs and in tests" },
];

/** Files that a line names. */
const MOST = 8;

/** A line for each kind of them, with the tasks that may write such a file. */
export function reachLines({ tasks = [], plan_files = {} }: Partial<PlannedFacts>): string[] {
  const filesOf = ({ files, plan }: PlanTask): string[] =>
    files.length > 0 || plan === undefined ? files : (plan_files[plan] ?? []);
  const all = [...new Set(tasks.flatMap(filesOf))];
  return REACHES.flatMap(({ is, such, does }, at) => {
    const found = all.filter((file) =>
      /[*?[{]/.test(file) ? such.some(globSet([file])) : REACHES.findIndex((one) => one.is(file)) === at && is(file),
    );
    return found.length === 0 ? [] : [`Changes ${someOf(found, MOST)}: ${does}`];
  });
}
