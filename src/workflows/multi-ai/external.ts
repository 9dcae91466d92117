import { gateOf } from "../../engine/gates.ts";
import { approvedCommands, type Run, type Task } from "../../engine/run.ts";
import { changedFiles, diffText } from "../../project/changes.ts";
import { denyList } from "../../project/deny-list.ts";
import { treeStore } from "../../project/project.ts";
import { baseOf } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { isTree } from "../../record/subject.ts";
import { oneLine } from "../../text.ts";
import { assumptions, decisions, lastReview } from "../brief-parts.ts";
import type { BriefPart, ExternalPrompt } from "../contract/contract.ts";
import { findingLine, minorLine } from "../kit/brief.ts";
import { documentChanges, type KitFacts } from "../kit/facts.ts";
import { testLines } from "../test-words.ts";
import { fillPrompt } from "./prompts.ts";
import { planText, storyOf } from "./record.ts";

const orNone = (text: string): string => (text.trim() === "" ? "none" : text);

/** Longest diff that is sent to a provider, in bytes. */
const MAX_DIFF = 900_000;

/** What an external reviewer is asked: the request, the plan, what changed and what was found before, in one prompt. */
export function externalPrompt(scene: Scene, task: Task, facts: KitFacts, subject: string | null): ExternalPrompt {
  const { project, workflow, run } = scene;
  const story = storyOf(project, run);
  const { diff, whole, changed } = changeOf(scene, task, subject);
  const before = lastReview(run, task);
  const isSecret = denyList(run.settings.secrets);
  const common = {
    REQUEST: run.request.text,
    CRITERIA: orNone((story?.acceptance_criteria ?? []).map((one) => `${one.id}: ${one.text}`).join("\n")),
    PLAN: orNone(planText(project, run) ?? ""),
    DECIDED: orNone(decisions(run)),
    ASSUMED: orNone(assumptions(run)),
    PRIOR: orNone(facts.findings.map((one) => findingLine(one, facts)).join("\n")),
    KNOWN: orNone(facts.minors.map(minorLine).join("\n")),
    TESTS: orNone([...commandLines(run), ...testLines(facts.tests)].join("\n")),
    UNTOUCHED: orNone(facts.untouched.join("\n")),
    CHANGES: orNone(before ? diff : ""),
  };
  const gate = gateOf(workflow, run, task.gate);
  const text =
    gate.gate === "review" && "file" in gate.of
      ? fillPrompt("review-plan", {
          ...common,
          CHANGES: orNone((before && documentChanges(scene, task, before)) ?? ""),
        })
      : fillPrompt("review-code", {
          ...common,
          CHANGED_FILES: orNone(
            [...(facts.diff?.files ?? []), ...partLines(facts.early), ...partLines(facts.unseen)].join("\n"),
          ),
          DIFF: orNone(before ? whole : diff),
        });
  // The plan and the criteria stand in every prompt.
  const sources = run.tasks.filter((one) => ["user-story", "plan"].includes(one.schema) && one.artifact && !one.void);
  return {
    prompt: facts.nextFinding > 1 ? `${text}\nNumber new findings from F${facts.nextFinding} on.\n` : text,
    files: [...new Set(sources.map((one) => one.writes)), ...changed.filter((path) => !isSecret(path))],
    withheld: changed.filter(isSecret).length,
  };
}

const partLines = ({ title, body }: BriefPart): string[] => (body === "" ? [] : [`${title}:`, body]);

/** Commands that the program runs, who approved them, and whether they ran before the first change. */
const commandLines = (run: Run): string[] =>
  approvedCommands(run).map(({ text, by }) => {
    const who = { person: "approved by the person", auto: "taken by --auto", settings: "from the settings" }[by];
    const baseline = run.tests.baseline.includes(text) ? "; it ran before the implementation, too" : "";
    return `- The program runs \`${oneLine(text)}\` itself (${who}${baseline}).`;
  });

/** The whole text of what the brief only names when it is long: from what the reviewer saw last, else the whole change. */
function changeOf({ project, run }: Scene, task: Task, subject: string | null) {
  const base = baseOf(run);
  const from = lastReview(run, task)?.reviewed ?? base;
  if (from === null || base === null || !isTree(subject)) return { diff: "", whole: "", changed: [] };
  const scratch = treeStore(project);
  const textFrom = (tree: string): string =>
    diffText(project.root, tree, subject, scratch, MAX_DIFF, denyList(run.settings.secrets)).text;
  return {
    diff: textFrom(from),
    whole: from === base ? "" : textFrom(base),
    changed: [
      ...new Set(
        [base, from].flatMap((tree) => changedFiles(project.root, tree, subject, scratch)).map((one) => one.path),
      ),
    ],
  };
}
