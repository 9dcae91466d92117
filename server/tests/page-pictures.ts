/**
 * Takes the screens of Mission Control, and the page of a report, wide, in the dark and on a phone:
 * `bun server/tests/page-pictures.ts <folder>` plays a job by the real Claude Code on scripted
 * models, and puts others beside it. Without a folder, those that the docs show are taken into
 * docs/pictures.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { asRepository } from "../../demo/repository.ts";
import { demoCodex, demoScript } from "../../demo/team.ts";
import { Tab } from "../../tests/harness/chromium.ts";
import { startModel } from "../../tests/harness/model.ts";
import { cleanup, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../../tests/harness/sandbox.ts";
import { register } from "../src/jobs/workers.ts";
import { usualCarrying } from "../src/worker/program.ts";
import { startWorker } from "../src/worker/worker.ts";
import { ask, complete, journal, keep, QUESTION, startServer } from "./api-server.ts";
import { Person } from "./person.ts";

const ROOT = join(import.meta.dir, "../..");
const FOLDER = process.argv[2] ?? join(ROOT, "docs/pictures");
/** Screens that the docs show. */
const SHOWN = ["board", "question", "job", "report"];
/** A run takes its time: it is looked at so often. */
const LONG = 8_000;
/** What a picture may be as webp without showing it. */
const QUALITY = 25;
const SETTLES_MS = 1_500;

const SCREENS = [
  { name: "wide", width: 1440, height: 900, scheme: "light" },
  { name: "dark", width: 1440, height: 900, scheme: "dark" },
  { name: "phone", width: 390, height: 844, scheme: "light" },
] as const;

mkdirSync(FOLDER, { recursive: true });
const projects = tempDir("acme-");
const project = join(projects, "shop");
cpSync(join(ROOT, "demo/project"), project, { recursive: true });
asRepository(project, "The shop so far");

const served = await startServer({ projects: { folders: [projects] } });
onCleanup(() => served.close());
const model = startModel({ script: demoScript(), codex: demoCodex() });
const { env } = makeSandbox({ version: "new", project, model });
const more = ["--claude", claudePath("new"), "--allowed-tools", "Bash(bun test:*)"];
const startWork = () =>
  startWorker({
    ...served.database,
    slots: 1,
    data: tempDir(),
    projects: { folders: [project] },
    carrying: { ...usualCarrying(more), env },
    say: console.error,
  });

const token = await served.store.addToken("ada", "decide", null);
const tab = await Tab.start();
onCleanup(() => tab.close());
const person = new Person(tab);

async function take(screen: string): Promise<void> {
  if (process.argv[2] === undefined && !SHOWN.includes(screen)) return;
  for (const { name, width, height, scheme } of SCREENS) {
    await tab.size(width, height);
    await tab.scheme(scheme);
    // What is folded on a phone is so from its beginning.
    await tab.value("window.isOld = true");
    await tab.send("Page.reload");
    await person.until("!window.isOld && document.querySelector('h1')");
    await Bun.sleep(SETTLES_MS);
    await tab.value("document.activeElement?.blur(); scrollTo(0, 0)");
    const { data } = await tab.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
    writeFileSync(join(FOLDER, `page-${screen}-${name}.webp`), Buffer.from(data, "base64"));
    const beyond = await person.beyond();
    if (beyond > 0) throw new Error(`${screen}, ${name}: ${beyond} px beyond the screen`);
  }
  await tab.size(1440, 900);
  await tab.scheme("light");
}

try {
  await tab.size(1440, 900);
  await person.signIn(served.url, token);
  const submit = (request: string, where = "shop", workflow: "multi-ai" | "team" = "multi-ai") =>
    served.submit({ project: join(projects, where), request, workflow });

  const { id } = (
    await served.store.createJob(
      {
        ...{ project, workflow: "multi-ai", options: {}, limits: {}, priority: 0, needs: [] },
        request:
          "Add the discount code SAVE10: ten percent off the total. Refuse codes that we do not know.",
      },
      { by: "token", name: "ada" },
    )
  ).job;
  const worker = await startWork();
  await person.open(`#/job/${id}`, "Add the discount");
  await person.shows("Is this user story what you want?", ".questions", LONG);
  await take("question");
  const isOver =
    "['Complete', 'Failed', 'Parked'].includes(document.querySelector('.badge').innerText)";
  while (!(await tab.value<boolean>(isOver))) {
    await tab.value("document.querySelector('form.question input').click()");
    if (await tab.value<boolean>("document.querySelector('form.question textarea').required")) {
      await tab.value("document.querySelector('form.question textarea').focus()");
      await person.write("bun test");
    }
    await tab.value("document.querySelector('form.question').requestSubmit()");
    await person.until("document.querySelector('form.question') === null");
    await person.until(`document.querySelector('form.question') !== null || ${isOver}`, LONG);
  }
  await person.shows("The run is complete", ".timeline");
  await take("job");
  await worker.stop();

  // The jobs of the other screens are at work in no folder: their worker is this program.
  const here = { name: "machine-a", host: hostname(), pid: process.pid, version: "1" };
  await register(served.pool, { ...here, labels: [], slots: 4 });
  const asked = await submit("Password reset by email", "accounts");
  await ask(await served.hold(asked), [QUESTION]);
  const running = await submit("Move the invoices to the new tax rates", "billing");
  await keep(await served.hold(running), journal("host-new-fixes").slice(0, 40));
  const council = await submit("Which queue should carry the order events?", "billing", "team");
  await keep(await served.hold(council), journal("host-new-team").slice(0, 30));
  for (const [request, where] of [
    ["Update the dependencies", "shop"],
    ["Say in the API what a refund costs", "billing"],
  ] as const) {
    const hold = await served.hold(await submit(request, where));
    await keep(hold, journal("host-new-clean"));
    await complete(hold);
  }
  const parked = await submit("Import the price list of the supplier", "shop");
  await served.hold(parked);
  await served.pool.query(
    "update multi_ai.job set state = 'parked', reason = 'Five attempts without a newly accepted task' where id = $1",
    [parked.id],
  );
  await submit("Show the delivery date in the basket", "shop");
  await submit("Log in with a passkey", "accounts");
  for (const [screen, hash, heading] of [
    ["board", "#/", "Board"],
    ["new", "#/new", "New job"],
    ["history", "#/history", "History"],
    ["spending", "#/spending", "Spending"],
    ["settings", "#/settings", "Settings"],
  ] as const) {
    await person.open(hash, heading);
    await take(screen);
  }

  const demo = Bun.spawnSync([process.execPath, join(ROOT, "demo/main.ts")]).stdout.toString();
  const made = /(\/\S+)\/\.task\/report\.html/.exec(demo)?.[1];
  if (made === undefined) throw new Error(`the demo has no report: ${demo}`);
  onCleanup(() => rmSync(dirname(made), { recursive: true }));
  await tab.go(pathToFileURL(join(made, ".task/report.html")).href);
  await take("report");
} finally {
  await cleanup();
}
process.exit(0);
