import { bounded } from "../../test-checks.ts";
import { hasChecks, trackOf } from "../tracks.ts";
import { currentTree, nothing, type TeamCheck } from "./check.ts";
import { foundCommands } from "./commands.ts";
import { CODE_PARTS, partsRun, runParts } from "./parts.ts";
import { runTestCommands, testCommand } from "./tests.ts";

/** Before the build: the tests, lint, types and dependencies as they stand. What is red now is nobody's fault later. */
export const baseline: TeamCheck = async (scene, task, signal) => {
  const parts = hasChecks(trackOf(scene.run)) ? await runParts(scene, signal, CODE_PARTS) : {};
  const tests = await runTestCommands(scene, task, signal, true);
  const stopped = (tests?.commands ?? []).filter((one) => ["not_found", "timeout"].includes(one.state));
  const outcome = stopped.length > 0 ? "no_baseline" : "pass";
  const { tree } = currentTree(scene);
  return {
    ...nothing,
    outcome,
    tree,
    about: stopped.map((one) => one.command),
    commands: [...(tests?.commands ?? []).map(testCommand), ...partsRun(parts)],
    tested: tests && bounded(tests),
    parts,
    facts: { status: outcome === "pass" ? "PASS" : "WARN", found: foundCommands(scene) },
  };
};
