import { join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { wasBegunHere } from "../../record/machine/outside.ts";
import { readRegular } from "../../store/files/disk.ts";
import type { Resolve } from "../contract/contract.ts";

/**
 * What stands after the command: a feature, or `deploy` alone, for what the run that is here has
 * finished.
 */
export const resolves: Resolve = (root, request, options = {}) => {
  const start = { ok: true as const, entry: "start", request, options: {} };
  if (options.issue !== undefined || !/^deploy$/i.test(request)) return start;
  const project: Project = { root, task: join(root, ".task"), found: "folder" };
  const read = (name: string): Record<string, unknown> =>
    attempt(() => JSON.parse(readRegular(join(project.task, name))!.toString("utf8")), {});
  const { run, workflow, status } = read("state.json");
  const { tree } = read("qa-tests.json");
  const isFinished =
    workflow === "team" &&
    status === "complete" &&
    typeof run === "string" &&
    typeof tree === "string";
  if (!isFinished || !wasBegunHere(project, run, process.env))
    return {
      ok: false,
      problem: "deploy: there is no complete team run here; name a feature to build instead",
    };
  const asked = { deploy: "asked", ...options, finished: run, tree };
  return { ...start, entry: "release", request: `Deploy ${run}`, options: asked };
};
