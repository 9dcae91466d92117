// A hook of the host that answers each dialog before the person can: for the plugin with its checks and without.
import { join } from "node:path";
import { makeProbe, type Probe, type ProbeAnswer } from "../../harness/probe-plugin.ts";

const SOURCES = join(import.meta.dir, "../../../src");

/** It decides about the call that the host would ask about. */
const decides: ProbeAnswer = ({ tool_input: input }) => {
  const asked: { question: string; options: { label: string }[] }[] = input.questions ?? [];
  const answers = Object.fromEntries(asked.map(({ question, options }) => [question, options[0]!.label]));
  const decision = { behavior: "allow", updatedInput: { ...input, answers } };
  return input.questions && { hookSpecificOutput: { hookEventName: "PermissionRequest", decision } };
};

/** It puts the answers into the call, with the run's own questions, so that nobody is asked. */
const fillsIn = `async ({ tool_name: tool, cwd }) => {
  if (tool !== "AskUserQuestion") return undefined;
  const load = (path) => import(${JSON.stringify(`${SOURCES}/`)} + path);
  const [{ findProject }, { viewQuestions }, { readRun }] = [
    await load("project/project.ts"), await load("run/questions.ts"), await load("run/run.ts")];
  const project = findProject(cwd);
  const questions = viewQuestions(project, readRun(project)).map(({ question, header, options }) => (
    { question, header, multiSelect: false, options: options.map(({ label, description }) => ({ label, description })) }));
  const answers = Object.fromEntries(questions.map(({ question, options }) => [question, options[0].label]));
  const updatedInput = { questions, answers };
  return { hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "allow", updatedInput } };
}`;

/** A plugin whose hook takes the first option of each question. */
export const answeringHook = (event: "PermissionRequest" | "PreToolUse" = "PermissionRequest"): Probe =>
  makeProbe({
    answers:
      event === "PermissionRequest"
        ? { PermissionRequest: decides }
        : { PreToolUse: { toString: () => fillsIn } as unknown as ProbeAnswer },
  });
