// A whole run of the product behind Mission Control: submitted, answered and read in a Chromium of a phone's size.
// Runs: in full only, on both databases.
import { afterAll, expect, test } from "bun:test";
import { CHROMIUM, Tab } from "../../tests/harness/chromium.ts";
import { codexReviewer } from "../../tests/harness/codex-reviewer.ts";
import { startModel } from "../../tests/harness/model.ts";
import { cleanup, makeProject, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../../tests/harness/sandbox.ts";
import { team } from "../../tests/harness/team.ts";
import { honest } from "../../tests/harness/workers.ts";
import { usualCarrying } from "../src/worker/program.ts";
import { startWorker } from "../src/worker/worker.ts";
import { startServer } from "./api-server.ts";
import { Person } from "./person.ts";

afterAll(cleanup);

/** A run takes its time: it is looked at so often. */
const LONG = 8_000;

test.skipIf(CHROMIUM === "")(
  "on a phone: a job is submitted, its questions are answered, and it is complete",
  async () => {
    const project = makeProject();
    const served = await startServer({ projects: { folders: [project] } });
    onCleanup(() => served.close());
    const model = startModel({ script: team(honest()), codex: codexReviewer() });
    const { env } = makeSandbox({ version: "new", project, model });
    const more = ["--claude", claudePath("new"), "--allowed-tools", "Bash(bun test:*)"];
    const worker = await startWorker({
      ...served.database,
      slots: 1,
      data: tempDir(),
      projects: { folders: [project] },
      carrying: { ...usualCarrying(more), env },
      say: () => {},
    });
    onCleanup(() => worker.stop());
    const tab = await Tab.start();
    onCleanup(() => tab.close());
    await tab.size(390, 844);
    const person = new Person(tab);

    await person.signIn(served.url, await served.token("decide"));
    await person.tabTo("New job");
    await person.press("Enter");
    await person.shows("New job", "h1");
    await person.tabTo("Project");
    await person.write(project);
    await person.tabTo("What is to be done");
    await person.write("Say goodbye");
    await person.tabTo("Queue the job");
    await person.press("Enter");
    await person.shows("Say goodbye", "h1");
    await person.shows("Is this user story what you want?", ".questions", LONG);
    expect(await person.beyond()).toBe(0);
    const isOver =
      "['Complete', 'Failed', 'Parked'].includes(document.querySelector('.badge').innerText)";
    while (!(await tab.value<boolean>(isOver))) {
      await tab.value("document.querySelector('form.question input').focus()");
      await person.press(" ");
      if (await tab.value<boolean>("document.querySelector('form.question textarea').required")) {
        await person.tabTo("In your words");
        await person.write("bun test");
      }
      await person.tabTo("Answer");
      await person.press("Enter");
      await person.until("document.querySelector('form.question') === null");
      await person.until(`document.querySelector('form.question') !== null || ${isOver}`, LONG);
    }
    expect(await person.text(".badge")).toBe("Complete");
    await person.shows("The run is complete", ".timeline");
    await person.shows("Code Review - Opus approved");
    await tab.value(
      "document.querySelectorAll('details.demand').forEach((one) => { one.open = true; })",
    );
    await person.shows("goodbye", ".diff");
    expect(await person.beyond()).toBe(0);
    expect(tab.problems.filter((one) => !one.startsWith("Failed to load resource"))).toEqual([]);
  },
  600_000,
);
