// A plan alone, that plan carried out as it was edited, and a run on what that left: three runs of
// one project, each begun as a person types it.
// Runs: in full only, by a driver too.
import { afterEach, expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HOST_VERSIONS } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import { ofType, type Played, play } from "./scenario.ts";
import { briefs } from "./told.ts";

afterEach(cleanup);

/** How it ended, by which entry, and who worked. */
const courseOf = ({ events, state }: Played) => ({
  status: state.status,
  entry: ofType(events, "run_created")[0]!.entry,
  dispatched: ofType(events, "dispatched").length,
});

for (const version of HOST_VERSIONS)
  inFull(`runs that build on one another (${version})`, async () => {
    const planned = await play({
      version,
      prompt: "/multi-ai --auto --plan-only --full Say goodbye by name",
    });
    expect(courseOf(planned)).toEqual({ status: "complete", entry: "plan", dispatched: 5 });
    const { project } = planned;
    const file = join(project, ".task/plan.json");
    const plan = JSON.parse(readFileSync(file, "utf8"));
    plan.plan.steps[1].title = "Test it with two names";
    writeFileSync(file, JSON.stringify(plan));

    const built = await play({
      version,
      project,
      prompt: "/multi-ai --auto --full --from-plan .task/plan.json",
    });
    expect(courseOf(built)).toMatchObject({ status: "complete", entry: "given" });
    expect(built.state.request).toBe("Say goodbye by name");
    const told = briefs(built.model);
    expect(told.some(({ writes }) => writes.endsWith("/user-story.json"))).toBe(false);
    expect(told.find(({ writes }) => writes.endsWith("/review-sonnet.json"))!.text).toContain(
      "Test it with two names",
    );

    const run = String(built.state.run);
    const next = await play({
      version,
      project,
      prompt: `/multi-ai --auto --plan-only --on ${run} also greet in French`,
    });
    expect(courseOf(next)).toMatchObject({ status: "complete", entry: "plan" });
    for (const { text } of briefs(next.model)) expect(text).toContain(`Run ${run}: Say goodbye`);
  });
