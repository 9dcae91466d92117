import type { Run } from "../../engine/run.ts";
import type { Check } from "../contract/contract.ts";
import { commitPlanning } from "./commit-planning.ts";
import { RECORDED, record } from "./end-record.ts";

/** The last check of each command, and the commit of `.planning` that it ends with, named as GSD names them. */
type Title = (run: Run, facts: Readonly<Record<string, unknown>>) => string;
const ENDS: Record<string, Title> = {
  "project-publish": () => "docs: initialize project",
  "discuss-publish": ({ options }) => `docs(${options.phase}): capture phase context`,
  "plan-publish": ({ options }) => `docs(${options.phase}): create phase plan`,
  "execute-publish": ({ options }) => `docs(phase-${options.phase}): complete phase execution`,
  "verify-publish": ({ options }) => `docs(phase-${options.phase}): verify phase`,
  "milestone-archive": (_run, { version }) => `chore: archive ${version} files`,
  "debug-close": () => "docs: close debug session",
};

/** A command's last check, which records its end beside what it publishes, and commits both where the project wants that. */
const recordedBy =
  (check: Check, title: Title): Check =>
  async (scene, ...more) => {
    const done = await check(scene, ...more);
    if (done.outcome !== "pass") return done;
    const run: Run = { ...scene.run, status: "complete", updated_at: new Date().toISOString() };
    const warnings = [...record({ ...scene, run }), ...commitPlanning(scene, title(run, done.facts ?? {}))];
    const said = (done.facts?.warnings as string[] | undefined) ?? [];
    const all = [...said, ...warnings];
    return { ...done, facts: { ...done.facts, [RECORDED]: true, ...(all.length === 0 ? {} : { warnings: all }) } };
  };

/** The same checks; those that end a command record it. @throws Error for an end that is no check */
export function withEnds(checks: Record<string, Check>): Record<string, Check> {
  const ends = Object.entries(ENDS).map(([name, title]): [string, Check] => {
    if (!Object.hasOwn(checks, name)) throw new Error(`no command has a check "${name}"`);
    return [name, recordedBy(checks[name]!, title)];
  });
  return { ...checks, ...Object.fromEntries(ends) };
}
