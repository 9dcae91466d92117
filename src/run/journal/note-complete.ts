import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { oneLine } from "../../text.ts";
import { moduleOf, sceneOf, WORKFLOW_NAMES } from "../../workflows/index.ts";
import { changedBy, lastTree } from "../audit/subject.ts";

/**
 * Has the other workflows note in their own files of the project that a run is complete. @returns
 * what could not be written
 */
export function noteComplete(project: Project, run: Run): string[] {
  const scene = sceneOf(project, run);
  const { report } = moduleOf(run.workflow);
  const ended = {
    scene,
    story: () =>
      oneLine(
        attempt(() => report.facts(scene, lastTree(scene), () => {}).story, null) ??
          run.request.text,
      ),
    files: () => attempt(() => changedBy(scene)?.map(({ path }) => path) ?? null, null),
  };
  const others = WORKFLOW_NAMES.filter((name) => name !== run.workflow);
  return others.flatMap((name) => moduleOf(name).notes?.(ended) ?? []);
}
