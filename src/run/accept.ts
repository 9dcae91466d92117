import type { ArtifactFacts } from "../engine/commands.ts";
import { gateOf } from "../engine/gates.ts";
import { openFindings, type Run, type Task } from "../engine/run.ts";
import { changedFiles, hasFolder, readFiles, TreeUnreadable } from "../project/changes.ts";
import { type Project, treeStore } from "../project/project.ts";
import { denyList } from "../project/secrets.ts";
import {
  type ArtifactResult,
  artifactPath,
  baseOf,
  criteriaOf,
  isLost,
  planBytes,
  planOf,
} from "../record/accepted.ts";
import { sinceRaised, withAgainst } from "../record/findings.ts";
import { frozenProblems } from "../record/frozen.ts";
import { passedTests } from "../record/tests.ts";
import { sha256 } from "../store/journal.ts";
import { parseJson, readArtifact } from "../store/small-file.ts";
import { workflowOf } from "../workflows/index.ts";
import type { ChainKind } from "../workflows/kinds.ts";
import type { CheckContext, Checked } from "../workflows/review/check.ts";
import { pathProblem } from "../workflows/review/evidence.ts";
import { isPipelineKind } from "../workflows/team/index.ts";

/** Every path that a review names: all are read at once, from the tree that was reviewed. */
function pathsOf(artifact: object): string[] {
  const { findings = [], criteria = [] } = artifact as {
    findings?: { file?: string | null }[];
    criteria?: { evidence?: unknown[] }[];
  };
  const evidence = criteria.flatMap((one) => one.evidence ?? []) as ({ file?: string | null } | string)[];
  const named = [...findings, ...evidence].map((one) => (typeof one === "string" ? null : one.file));
  return [...new Set(named.filter((path): path is string => typeof path === "string"))];
}

/** What an artifact is checked against, read from the run's objects and from the tree that its task is about. */
function checkContext(project: Project, run: Run, task: Task, subject: string | null, paths: string[]): CheckContext {
  const gate = gateOf(workflowOf(run.workflow), run, task.gate);
  const plan = planOf(project, run);
  const scratch = treeStore(project);
  const base = baseOf(run);
  const tree = subject !== null && !subject.startsWith("file:") ? subject : null;
  const open = openFindings(run, task.gate);
  const answers = task.kind !== "fix" && open.length > 0;
  const since = answers ? sinceRaised(project, run, open, subject) : () => undefined;
  const named = paths.filter((path) => pathProblem(path) === null);
  const files = tree === null ? new Map<string, string | null>() : readFiles(project.root, tree, named, scratch);
  return {
    criteria: criteriaOf(project, run),
    maxCriteria: run.settings.max_criteria,
    open:
      task.kind === "fix" || gate.gate === "review"
        ? open.map(({ id, severity }) => ({ id, severity, since: since(id) }))
        : [],
    usedFindings: run.findings.filter((one) => one.gate === task.gate).map((one) => one.id),
    allowedStatuses: gate.gate === "review" ? Object.keys(gate.on) : [],
    plan:
      plan === null
        ? null
        : {
            steps: plan.steps.map((step) => ({ id: step.id, texts: [step.title, ...step.files] })),
            criteria: criteriaOf(project, run).map((id) => ({ id })),
            text: planBytes(project, run) ?? "",
          },
    read: (path) => files.get(path) ?? null,
    hasFolder: (path) => tree !== null && hasFolder(project.root, tree, path, scratch),
    hidden: denyList(run.settings.secrets),
    changed:
      tree !== null && base !== null ? changedFiles(project.root, base, tree, scratch).map((one) => one.path) : [],
    frozen: task.edits !== null && tree !== null ? frozenProblems(project, run, task, tree) : [],
    tests: tree === null ? [] : passedTests(project, run, tree),
  };
}

/**
 * Reads, parses and checks what a task has written. `nonceHash` is the hash of the dispatch's nonce: an artifact of another
 * task, run or dispatch is refused here. `subject` is the reviewed subject as it is now.
 */
export async function readTaskArtifact(
  project: Project,
  run: Run,
  task: Task,
  nonceHash: string,
  subject: string | null,
): Promise<ArtifactResult> {
  const file = readArtifact(artifactPath(project, task));
  if (!file.ok) return { ok: false, problems: [`${task.writes}: ${file.problem}`], sha: null, bytes: null };
  return checkArtifact(project, run, task, nonceHash, subject, file.bytes);
}

export async function checkArtifact(
  project: Project,
  run: Run,
  task: Task,
  nonceHash: string,
  subject: string | null,
  bytes: Uint8Array,
): Promise<ArtifactResult> {
  const sha = sha256(bytes);
  const refuse = (problems: string[]): ArtifactResult => ({
    ok: false,
    problems: problems.map((one) => `${task.writes}: ${one}`),
    sha,
    bytes,
  });
  if (isPipelineKind(task.schema))
    return (await import("../workflows/team/artifact.ts")).checkPipelineArtifact(
      project,
      run,
      task,
      nonceHash,
      subject,
      bytes,
    );
  const json = parseJson(bytes);
  if (!json.ok) return refuse([json.problem]);
  // Loaded only now: a schema library costs more than everything else that a hook does.
  const kind = task.schema as ChainKind;
  const { CHECKS, loadSchema, problemsOf } = await import("../workflows/parsing.ts");
  const schema = await loadSchema(kind);
  const parsed = schema.safeParse(json.value);
  if (!parsed.success) return refuse(problemsOf(json.value, parsed.error.issues));
  const { task: named, nonce } = parsed.data;
  if (named !== task.id) return refuse([`task: found "${named}", expected "${task.id}"`]);
  if (sha256(nonce) !== nonceHash) return refuse(["nonce: it is not the one of your brief; copy it from the header"]);
  // Without the story no criterion would be due.
  if (isLost(project, run))
    return refuse([
      "the story or the plan as it was accepted is gone from .task/objects; end, the person has to decide",
    ]);
  let checked: Checked;
  let findings: ArtifactFacts["findings"];
  try {
    checked = CHECKS[kind](parsed.data as never, checkContext(project, run, task, subject, pathsOf(parsed.data)));
    findings =
      "findings" in parsed.data ? withAgainst(project, run, task, subject, checked.findings, parsed.data.findings) : [];
  } catch (error) {
    // What cannot be compared is not approved: the next dispatch takes a new look at the tree.
    if (!(error instanceof TreeUnreadable)) throw error;
    return refuse([`what it is about cannot be read back (${error.message}); end, and the task comes again`]);
  }
  const { problems, ...facts } = checked;
  return problems.length > 0 ? refuse(problems) : { ok: true, artifact: { sha, ...facts, findings }, bytes };
}
