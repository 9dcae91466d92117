import { type ChangedFile, changedBetween, readAt } from "../../project/changes.ts";
import type { Project } from "../../project/project.ts";
import { couldPutBack } from "../../project/put-back.ts";
import { isRunFile } from "../../project/steering.ts";
import { inCopy } from "../../project/worktrees/in-copy.ts";
import { asking, baseOf } from "../../record/accepted.ts";
import { isNotThere, runOne } from "../../record/run-tests.ts";
import type { Scene } from "../../record/scene.ts";
import { baselineRecords, type TestRecord, type TestToRun } from "../../record/tests.ts";
import { type TestCase, titleOf } from "../../runners/report.ts";
import { cut, firstLines, given, oneLine } from "../../text.ts";
import { passesAlways, READS } from "../execute/plan-rules.ts";
import { isCode, isTestData, isTestFile } from "../execute/test-file.ts";
import { holdsSettings, scriptOf, scriptsOf } from "../how-tests-run.ts";
import { SAYS_MISSING } from "./finding-tests.ts";
import { asksAlike, assertsIn, type Change, restsOf, shrunk } from "./rests-on.ts";

/**
 * How tests go with what they rest on as it was before a change: asked in the same way by every
 * workflow.
 */

type Ran = TestRecord["commands"][number];

/** A command's run; `isMissing`: what it should start is not there. */
export type Again = Pick<Ran, "command" | "state" | "exit" | "told_by" | "tests"> & {
  isMissing: boolean;
};

/** Runs commands with files as they were before a change. Null: how they go nobody knows. */
export type RunAgain<A extends Again = Again> = (
  put: readonly ChangedFile[],
  commands: readonly string[],
  restore?: ReturnType<typeof restsOf>["restore"],
) => Promise<A[] | null>;

/** The same in a copy of the project, or other work with them. */
export const inOldCopy =
  <T>(
    project: Project,
    base: string,
    work: (copy: Project, commands: readonly string[]) => Promise<T>,
  ) =>
  (...[put, commands, restore]: Parameters<RunAgain>): Promise<T | null> =>
    inCopy(project, async (copy) => {
      if (!couldPutBack(project, copy.root, base, put)) return null;
      restore?.(copy.root, put);
      return work(copy, commands);
    });


export interface AsBefore {
  /** What passed before the change, and is not seen to pass now as it was. */
  lost: string[];
  /** Commands of which that is said. */
  about: string[];
  /** Why that cannot be told; null: it can. */
  untold: string | null;
}
