// What a run has finished is deployed later, by a run of its own that does nothing of it again.
// Runs: in full only.
import { afterAll, expect, test } from "bun:test";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Question, taskOf } from "../../../../src/engine/run.ts";
import { findProject } from "../../../../src/project/project.ts";
import { readRun } from "../../../../src/run/journal/change.ts";
import { writeOutputs } from "../../../../src/run/publish/outputs.ts";
import { viewQuestion } from "../../../../src/run/views/questions.ts";
import { openWarnings } from "../../../../src/workflows/team/status/warnings.ts";
import { apply, carryOut, SESSION } from "../../../cli/made/make-run.ts";
import { makeTeamRun } from "../../../cli/made/make-team-run.ts";
import { typed } from "../../../harness/hook.ts";
import { allStartedHere, approveSettings } from "../../../harness/known.ts";
import { cleanup, makeProject, tempDir } from "../../../harness/project.ts";
import { walkthrough } from "../../../harness/walkthrough.ts";

afterAll(cleanup);

const proceed = ({ kind }: Question) =>
  kind === "peer-escalation"
    ? { option: "answer", text: "Email sent server-side." }
    : { option: "proceed", text: null };
const settings = { deploy: { command: "touch ../deployed-$DEPLOY_ENVIRONMENT" } };
const finished = makeTeamRun({ settings, answer: proceed });

const types = async (root: string, args: string): Promise<string> =>
  JSON.stringify(await typed(root, "team", args, { session: SESSION }));

/**
 * A copy of the project of a run that is complete, in which `deploy` is typed and gone on with;
 * `before` that.
 */
async function released(before: (root: string) => void) {
  const root = join(tempDir(), "shop");
  cpSync((await finished).root, root, { recursive: true, verbatimSymlinks: true });
  allStartedHere(root);
  approveSettings(root);
  before(root);
  await types(root, "deploy");
  const project = findProject(root);
  const run = () => readRun(project)!;
  const says = (option: string, text: string | null) => {
    const { id } = run().questions[0]!;
    apply(project, {
      do: "answer",
      question: id,
      option,
      text,
      via: "dialog",
      session: SESSION,
      named: true,
    });
  };
  const deploys = async () => {
    await carryOut(project, run(), taskOf(run(), "T2")!, walkthrough);
    writeOutputs(project, run());
  };
  expect(run()).toMatchObject({ tasks: [{ subject: "Release" }, { subject: "Deploy" }] });
  const asked = viewQuestion(project, run(), run().questions[0]!).question;
  expect(asked).toContain("Deploy what team-0badcafe has finished?");
  expect(asked).toContain(settings.deploy.command);
  says("proceed", null);
  await deploys();
  return {
    root,
    run,
    says,
    deploys,
    isDeployed: () => existsSync(join(root, "../deployed-production")),
  };
}

test("it is shown what deploys, and that runs once the person says so", async () => {
  const { root, run, isDeployed } = await released(() => {});
  expect([run().status, isDeployed()]).toEqual(["complete", true]);
  const gate = JSON.parse(readFileSync(join(root, "pipeline/gates/stage-08.json"), "utf8"));
  expect(gate).toMatchObject({ environment: "production", pm_signoff: true });
}, 240_000);

test("files that have changed since are asked about first", async () => {
  const { run, says, deploys, isDeployed } = await released((root) =>
    writeFileSync(join(root, "by-hand.js"), "1\n"),
  );
  expect(isDeployed()).toBe(false);
  expect(run().questions).toMatchObject([
    { kind: "deploy-unseen", options: ["anyway", "without", "stop"] },
  ]);
  says("anyway", "a note of mine");
  await deploys();
  expect([run().status, isDeployed()]).toEqual(["complete", true]);
  expect(openWarnings(run()).map((one) => one.text)).toContain(
    "Deployed with changes that were neither tested nor approved: files of what team-0badcafe finished",
  );
}, 240_000);

test("without a team run that is complete nothing is started; a feature that begins so is a feature", async () => {
  const root = makeProject();
  expect(await types(root, "deploy")).toContain("there is no complete team run here");
  expect(existsSync(join(root, ".task"))).toBe(false);
  await types(root, "deploy to two regions");
  expect(readRun(findProject(root))).toMatchObject({
    entry: "start",
    request: { text: "deploy to two regions" },
  });
});
