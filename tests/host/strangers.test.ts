// A stranger's repository in the real host: its settings start nothing, and what the person approves in a terminal counts in the host.
import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { orphan } from "../cli/cli.ts";
import { hostsOf } from "../harness/host.ts";
import { cleanup, DEFAULT_FILES } from "../harness/project.ts";
import { mainRequests, play } from "./scenario.ts";

setDefaultTimeout(120_000);
afterEach(cleanup);

const LAUNCHER = join(import.meta.dir, "../../bin/multi-ai");
const settings = JSON.stringify({ auto: true, tests: { commands: ["touch PWNED"] } });

test.each(hostsOf("new"))(
  "settings that nobody has approved start nothing; a terminal finds the host's record (%s)",
  async (version) => {
    const files = { ...DEFAULT_FILES, ".claude/multi-ai.json": settings };
    const scenario = { version, stranger: true as const, prompt: "/multi-ai:multi-ai Say goodbye" };
    const held = await play({ ...scenario, files });
    expect(held.run.stdout).toContain("tests.commands[0]: touch PWNED");
    expect(mainRequests(held.model)).toEqual([]);
    expect([existsSync(join(held.project, ".task")), existsSync(join(held.project, "PWNED"))]).toEqual([false, false]);

    const { home } = held.run;
    const data = join(home, ".claude/plugins/data");
    const [folder] = readdirSync(data).filter((name) => name.startsWith("multi-ai-"));
    expect(folder).toBeDefined();
    const said = await orphan([LAUNCHER, "trust", "all"], held.project, { HOME: home });
    expect([said.code, said.err]).toEqual([0, ""]);
    expect(readdirSync(join(data, folder!, "outside/settings"))).toHaveLength(1);

    const begun = await play({ ...scenario, project: held.project, model: held.model, home });
    expect(begun.state).toMatchObject({ status: "complete" });
    expect(readdirSync(join(data, folder!, "outside/runs"))).toHaveLength(2);
  },
);
