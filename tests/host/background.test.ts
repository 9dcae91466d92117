// A run in the background: a driver carries it on beside the session, which stays free and pays nothing for it.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { sitDown, untilLeft } from "./person.ts";
import { mainRequests, ofType } from "./scenario.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("in the background (%s)", (version) => {
  test("a run begun in a session goes to its end beside it, and the session is told", async () => {
    const { terminal, project, model } = await sitDown({
      version,
      script: team(honest()),
      permissionMode: "acceptEdits",
    });
    await terminal.submit("/multi-ai --auto --background Say goodbye by name");
    await terminal.waitFor(/goes on in the background \(process \d+\)/);
    const seen = new Set<string>();
    const poll = setInterval(() => {
      for (const line of terminal.screen().split("\n")) if (/multi-ai: .*(✓|complete)/.test(line)) seen.add(line);
    }, 50);
    await untilLeft(project, ({ state }) => state.status === "complete", 90_000).catch((error) => {
      throw new Error(`${readFileSync(join(project, ".task/background.log"), "utf8")}\n${error.message}`);
    });
    console.log(readFileSync(join(project, ".task/background.log"), "utf8"));
    
    await Bun.sleep(1500);
    clearInterval(poll);
    console.log([...seen].join("\n"));
    
    await terminal.submit("hello");
    await Bun.sleep(3000);
    console.log(terminal.history());
    console.log(mainRequests(model).length);
  });
});
