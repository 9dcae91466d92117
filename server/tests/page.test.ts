// Mission Control in a real Chromium: what a person sees and does there.
// Runs: in full only, on both databases.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { accessFaults, keyboardFaults } from "../../tests/harness/access.ts";
import { CHROMIUM, Tab } from "../../tests/harness/chromium.ts";
import { CONTRAST } from "../../tests/harness/contrast.ts";
import { transaction } from "../src/database/connection.ts";
import { SCHEMA } from "../src/database/schema.ts";
import type { Job } from "../src/jobs/job.ts";
import { ScheduleRequest } from "../src/jobs/schedules.ts";
import { tellChanged } from "../src/jobs/store.ts";
import { ask, complete, journal, keep, QUESTION, type Served, startServer } from "./api-server.ts";
import { Person } from "./person.ts";

const AXE = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

const PAGES: [hash: string, heading: string][] = [
  ["#/", "Board"],
  ["#/new", "New job"],
  ["#/history", "History"],
  ["#/settings", "Settings"],
  ["#/spending", "Spending"],
  ["#/workers", "Workers"],
];

/** A text that tries everything: markup, what turns it around, a NUL, and a word without an end. */
const HOSTILE = `<img src=x onerror="hacked=1"><script>hacked=2</script>"'&amp;\u202Egnp.exe\u2066 ${"w".repeat(500)} 日本語`;

describe.skipIf(CHROMIUM === "")("in Chromium", () => {
  let served: Served;
  let tab: Tab;
  let token: string;
  let person: Person;

  beforeAll(async () => {
    served = await startServer({ limits: { requests: 100_000, streams: 100 } });
    token = await served.token("decide");
    tab = await Tab.start();
    person = new Person(tab);
  });
  afterAll(async () => {
    await tab?.close();
    await served?.close();
  });
  beforeEach(async () => {
    tab.problems.length = tab.asked.length = tab.dialogs.length = 0;
    await tab.go("about:blank");
    await tab.send("Network.clearBrowserCookies");
    await tab.size(1280, 900);
  });

  const problems = (): string[] =>
    tab.problems.filter((one) => !one.startsWith("Failed to load resource"));

  test("a token that is not known is refused; one that is stays out of reach of scripts", async () => {
    await tab.go(served.url);
    await person.until("document.activeElement.id === 'token'");
    await person.write("mai_wrong");
    await person.press("Enter");
    await person.shows("a token that this server does not know");
    await person.signIn(served.url, token);
    expect(await tab.value<string>("document.cookie + JSON.stringify(localStorage)")).not.toContain(
      "mai_",
    );
    await tab.go(served.url);
    await person.shows("Board", "h1");
    await tab.value("document.getElementById('out').click()");
    await person.shows("Your token");
    await tab.go(served.url);
    await person.shows("Your token");
  });

  test("by keyboard alone: a job is submitted, watched, answered, and read when it is complete", async () => {
    await person.signIn(served.url, token);
    await person.tabTo("New job");
    await person.press("Enter");
    await person.shows("New job", "h1");
    await person.tabTo("Project");
    await tab.value("document.activeElement.select()");
    await person.write(join(served.projects, "one"));
    await person.tabTo("What is to be done");
    await person.write("Say goodbye by name");
    await person.tabTo("multi-ai");
    await person.press("ArrowDown");
    await person.shows("Which stages run");
    await person.tabTo("Queue the job");
    await person.press("Enter");
    await person.shows("Say goodbye by name", "h1");
    await person.shows("Queued", ".state");
    const id = (await tab.value<string>("location.hash")).split("/").at(-1)!;
    const job = (await served.store.getJob(id))!;
    expect(job).toMatchObject({
      workflow: "team",
      request: "Say goodbye by name",
      source: { by: "token" },
    });

    const lines = journal("host-new-team");
    let hold = await served.hold(job);
    await person.shows("Running", ".state");
    await keep(hold, lines.slice(0, 43));
    await person.shows("Brief: done", ".timeline");
    await person.shows("Q1 is open", ".timeline");
    expect(await person.text(".tasks")).toMatch(/^Brief\s*done/);
    const results = await tab.value<string[]>(
      "[...document.querySelectorAll('.tasks a:not([hidden])')].map((one) => `${one.innerText} ${one.href}`)",
    );
    expect(results).toEqual([
      expect.stringMatching(/^stage-01.json .*\/api\/jobs\/.*\/artifacts\/[0-9a-f]{64}$/),
    ]);
    await person.shows("asks you", ".tasks");
    await ask(hold, [QUESTION]);
    await person.shows("Is this what you want?", ".questions");
    expect(await person.text("#news")).toBe("The job is now: Needs an answer");
    await person.tabTo("Yes, go on");
    await person.press(" ");
    await person.press("ArrowDown");
    await person.tabTo("In your words");
    await person.write("Say hello, too");
    await person.tabTo("Answer");
    await person.press("Enter");
    await person.shows("Queued", ".state");
    expect(await tab.value<string>("document.activeElement.tagName")).toBe("H1");
    expect(await person.text(".questions")).toBe("");

    hold = await served.hold(job);
    expect(hold.job.answers).toMatchObject([
      { question: "Q1", option: "correct", text: "Say hello, too" },
    ]);
    await keep(hold, lines.slice(43));
    await complete(hold, "# What was done\n\nAll of it.");
    await person.shows("Complete", ".state");
    await person.shows("The run is complete", ".timeline");
    await person.shows("+a line", ".record");
    const shown =
      "[...document.querySelectorAll('.diff div')].map((one) => `${one.dataset.line}${one.innerText}`)";
    expect(await tab.value<string[]>(shown)).toEqual([
      ...["@@ -7,2 +7,3 @@", "7 kept", "8-old", "8+new", "9+a line"],
      ...["rename from here", "rename to there"],
    ]);
    await person.tabTo("Report");
    await person.press("Enter");
    await person.shows("All of it.", ".report");
    expect(await person.text(".report")).toMatch(/^What was done\s*All of it\.$/);
    await person.tabTo("Who did what");
    await person.press("Enter");
    await person.shows("decide");
    const line = "document.querySelectorAll('.timeline > li').length";
    const count = await tab.value<number>(line);
    await tab.value("window.isOld = true");
    await tab.send("Page.reload");
    await person.until("!window.isOld");
    await person.shows("The run is complete", ".timeline");
    expect(await tab.value<number>(line)).toBe(count);
    expect(problems()).toEqual([]);
  }, 120_000);

  /** The hash of what a task of a journal has written. */
  const written = (lines: string[], task: string): string =>
    lines
      .map((line) => JSON.parse(line))
      .find((one) => one.type === "accepted" && one.task === task).artifact;

  test("criteria with what shows them, findings with their words, tests and reviewers stand on the page", async () => {
    await person.signIn(served.url, token);
    const reviewed = await served.submit({ request: "With fixes" });
    const hold = await served.hold(reviewed);
    const lines = journal("host-new-fixes");
    const criteria = (met: boolean, evidence: object[]) => [{ id: "AC1", met, evidence }];
    const problem = { problem: "The name may be empty", file: "src/bye.ts", line: 3 };
    const found = [{ id: "F1", severity: "major", ...problem, fix: "Refuse it" }];
    const proof = { file: "src/bye.ts", line: 3, quote: "return name;" };
    await keep(hold, lines, {
      [written(lines, "T1")]: JSON.stringify({
        title: "A goodbye",
        acceptance_criteria: [
          { id: "AC1", text: "Says goodbye by name" },
          { id: "AC2", text: "Says it twice" },
        ],
      }),
      [written(lines, "T7")]: JSON.stringify({ findings: found, criteria: criteria(false, []) }),
      [written(lines, "T17")]: JSON.stringify({ findings: [], criteria: criteria(true, [proof]) }),
    });
    await complete(hold);
    await person.open(`#/job/${reviewed.id}`, "With fixes");
    await person.shows("The name may be empty", ".findings");
    const [first = ""] = await tab.value<string[]>(
      "[...document.querySelectorAll('.findings > li')].map((one) => one.innerText).filter((one) => one.includes('empty'))",
    );
    expect(first.split(/\n+/)).toEqual([
      ...["The name may be empty", "To fix it: Refuse it", "major", "src/bye.ts:3"],
      ...["fixed; T17 Code Review - Sonnet v2 agreed", "argued without a test"],
      "Code Review - Sonnet",
    ]);
    await person.shows("T7 Code Review - Sonnet: needs changes, 1 major", ".timeline");
    expect(await person.text(".glance")).toContain("● 1 of 2 criteria met");
    const signs =
      "[...document.querySelectorAll('.criteria > li')].map((one) => `${one.firstChild.ariaLabel}: ${one.innerText}`)";
    const [met, other] = await tab.value<string[]>(signs);
    expect(met).toMatch(/^met: ✓\s+AC1 Says goodbye by name\s+src\/bye.ts:3 "return name;"/);
    expect(other).toMatch(/^not shown yet: ○\s+AC2 Says it twice$/);
    await person.shows("Code Review - Opus approved", ".record");
    // On a phone: what is asked, the head, what changed and what came of it, how.
    await tab.size(390, 844);
    const parts = `['h1', '.glance', '.files', '.criteria', '.timeline', '.tasks', '.about-job'].map((one) => document.querySelector(one))`;
    await person.until(`${parts}.every(Boolean)`);
    const places = await tab.value<number[]>(
      `${parts}.map((one) => one.getBoundingClientRect().top)`,
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(await person.beyond()).toBe(0);
    await tab.size(1280, 900);

    const tested = await served.submit({ request: "With tests" });
    const other_lines = journal("host-new-tests");
    const record = (task: string, baseline: boolean, state: string) => {
      const commands = [{ command: "bun test", state, passed: 1, failed: 2, skipped: 0, exit: 1 }];
      return [written(other_lines, task), JSON.stringify({ baseline, commands })] as const;
    };
    await keep(
      await served.hold(tested),
      other_lines,
      Object.fromEntries([record("T10", true, "passed"), record("T13", false, "failed")]),
    );
    await person.open(`#/job/${tested.id}`, "With tests");
    await person.shows("After it", ".tests");
    expect((await person.text(".tests")).split(/\n+/).join(" ")).toMatch(
      /^Before the change ✓ bun test .*After it ✗ bun test /,
    );
    expect(problems()).toEqual([]);
  });

  test("a question is shown as what it asks: commands, criteria, the file beside them, the price last", async () => {
    await person.signIn(served.url, token);
    const { id } = await served.submit({ request: "With a story" });
    const hold = await served.hold((await served.store.getJob(id))!);
    const lines = journal("host-new-clean");
    const story = lines.map((line) => JSON.parse(line)).find(({ type }) => type === "accepted");
    const written = { title: "A goodbye", acceptance_criteria: [{ id: "AC1", text: "Says it" }] };
    await keep(hold, lines.slice(0, 20), { [story.artifact]: JSON.stringify(written) });
    await ask(hold, [
      {
        ...QUESTION,
        ...{ commands: ["Tests: bun test"], price: ["Cost: 200 k tokens"] },
        lines: ["A goodbye", "AC1 `bye` says it", "Out of scope: hello"],
        file: ".task/user-story.json",
      },
    ]);
    await person.open(`#/job/${id}`, "With a story");
    await person.shows("Is this what you want?", ".questions");
    expect((await person.text(".about")).split(/\n+/)).toEqual([
      ...["Is this what you want?", "Tests: bun test", "A goodbye", "AC1 bye says it"],
      ...["Out of scope: hello", ".task/user-story.json", "Cost: 200 k tokens"],
    ]);
    const bold = "[...document.querySelectorAll('.story strong')].map((one) => one.innerText)";
    expect(await tab.value<string[]>(bold)).toEqual(["AC1", "Out of scope:"]);
    await person.tabTo(".task/user-story.json");
    await person.press("Enter");
    await person.shows("AC1 Says it", ".about .document");
    const top = "document.querySelector('.answers').getBoundingClientRect().top";
    await tab.value("document.querySelector('.about').style.paddingBottom = '3000px'");
    await tab.value("scrollTo(0, 1500)");
    expect(await tab.value<number>(top)).toBeGreaterThan(0);
    // The same file from its task.
    await tab.value("document.querySelector('.tasks a:not([hidden])').click()");
    await person.shows("AC1 Says it", "dialog");
    await person.press("Escape");
    // A name is broken between words alone, and nothing leaves the screen.
    await tab.size(390, 844);
    expect(await person.beyond()).toBe(0);
    const torn = `[...document.querySelectorAll('.tasks .subject')].filter((one) => {
      const whole = one.cloneNode(true);
      whole.style.cssText = "position: absolute; width: min-content";
      one.parentNode.append(whole);
      const isTorn = whole.offsetWidth > one.offsetWidth;
      whole.remove();
      return isTorn;
    }).length`;
    expect(await tab.value<number>(torn)).toBe(0);
    const heights = "[...document.querySelectorAll('nav a')].map((one) => one.offsetHeight)";
    expect(Math.max(...(await tab.value<number[]>(heights)))).toBeLessThan(45);
    expect(problems()).toEqual([]);
  });

  test("a job is cancelled after a question, and tried again", async () => {
    await person.signIn(served.url, token);
    const { id } = await served.submit({ request: "To be cancelled" });
    await person.open(`#/job/${id}`, "To be cancelled");
    await person.tabTo("Cancel the job");
    await person.press("Enter");
    await person.shows("Cancel this job?", "dialog");
    await person.press("Escape");
    await person.until("document.querySelector('dialog') === null");
    expect((await served.store.getJob(id))!.state).toBe("queued");
    await tab.value("document.querySelector('.actions button').focus()");
    await person.press("Enter");
    await person.shows("Cancel this job?", "dialog");
    await person.press("Enter");
    await person.shows("Cancelled", ".state");
    await person.tabTo("Try again");
    await person.press("Enter");
    await person.shows("Queued", ".state");
  });

  test("a limit is set, and a job is made a schedule and removed, on a phone and by keyboard", async () => {
    await tab.size(390, 844);
    const submitted = (await served.store.listJobs({ limit: 1 })).length;
    await person.signIn(served.url, token);
    await person.tabTo("Settings");
    await person.press("Enter");
    await person.shows("Settings", "h1");
    await person.tabTo("Jobs in progress at most");
    await person.write("3000");
    await person.tabTo("Jobs at once by vendor");
    await person.write("anthropic 2000, openai 1000");
    await person.tabTo("Save");
    await person.press("Enter");
    await person.shows("Saved.");
    const keep = { days: 30, jobs: null, job_days: 365 };
    expect(await served.store.settings()).toEqual({
      in_progress: 3_000,
      per_project: null,
      vendors: { anthropic: 2_000, openai: 1_000 },
      keep,
    });
    await person.open("#/new", "New job");
    await person.tabTo("Project");
    await tab.value("document.activeElement.select()");
    await person.write(join(served.projects, "one"));
    await person.tabTo("What is to be done");
    await person.write("Each night");
    await person.tabTo("Repeat");
    await person.press("Enter");
    await person.tabTo("Name of the schedule");
    await person.write("nightly");
    await person.tabTo("Make the schedule");
    await person.press("Enter");
    await person.shows("Each night", "#schedules");
    await person.shows("0 3 * * 1-5");
    expect(await person.beyond()).toBe(0);
    expect((await served.store.listJobs({ limit: 1 })).length).toBe(submitted);
    await person.tabTo("Remove");
    await person.press("Enter");
    await person.shows("Remove the schedule nightly?", "dialog");
    await person.press("Enter");
    await person.until("document.querySelectorAll('#schedules > li').length === 0");
    expect(await served.schedules.list()).toEqual([]);
    await served.store.changeSettings(
      { in_progress: null, per_project: null, vendors: {}, keep },
      "test",
    );
    expect(problems()).toEqual([]);
  });

  test("settings: only what is edited is sent, and what somebody else has set meanwhile is shown, not lost", async () => {
    await person.signIn(served.url, token);
    await person.open("#/settings", "Settings");
    await served.store.changeSettings({ in_progress: 7, keep: { job_days: null } }, "bob");
    await person.tabTo("Jobs of a project at once");
    await person.write("3");
    await person.tabTo("Save");
    await person.press("Enter");
    await person.shows("Somebody changed them meanwhile.", ".problem");
    expect(await person.text(".problem")).toContain(
      "Jobs in progress at most: 7; Days a job is kept: no limit.",
    );
    const value = (id: string) => tab.value<string>(`document.getElementById("${id}").value`);
    expect([await value("in-progress"), await value("per-project")]).toEqual(["7", "3"]);
    await tab.value("document.querySelector('form').requestSubmit()");
    await person.shows("Saved.");
    const now = await served.store.settings();
    expect([now.in_progress, now.per_project, now.keep.job_days]).toEqual([7, 3, null]);
    await tab.value("document.querySelector('form').requestSubmit()");
    await person.shows("Nothing is edited.");
    await served.store.changeSettings(
      { in_progress: null, per_project: null, keep: { job_days: 365 } },
      "test",
    );
    expect(problems()).toEqual([]);
  });

  test("workers are seen, and a job whose worker is gone says so", async () => {
    await person.signIn(served.url, token);
    await person.shows("No worker takes jobs: none is running.", ".reason");
    const job = await served.submit({ request: "Left alone" });
    await served.hold(job);
    const needy = await served.submit({ request: "Needs more", needs: ["gpu"] });
    const last = await served.submit({ request: "Comes last", after: needy.id, base: "main" });
    const lacks = [{ what: "git", why: "git --version: not found", since: job.created }];
    await served.pool.query(
      `insert into ${SCHEMA}.worker (name, host, pid, version, labels, slots, lacks) values ('machine-a', 'vm-1', 1, '1', '{arm}', 9, $1)`,
      [JSON.stringify(lacks)],
    );
    await person.open("#/workers", "Workers");
    await person.shows("Left alone", "#workers");
    const said = await person.text("#workers");
    for (const words of [
      "machine-a Gone",
      " of 9 slots taken",
      "has arm",
      "Lacks git: git --version",
    ])
      expect(said).toContain(words);
    // Its program was heard five minutes ago, and is live after that.
    const flags = ["supervise", "schedule", "migrate", "persist_queue_stats", "persist_warnings"];
    await served.pool.query(
      `insert into multi_ai_queue.instance (id, host, pid, version, node_version, heartbeat_seconds, ${flags.join(", ")}, heartbeat_on)
       values (gen_random_uuid(), 'vm-1', 1, '1', '1', 20, ${flags.map(() => "false").join(", ")}, now() - interval '5 minutes')`,
    );
    const gone = "Its worker was last heard 5 min ago; another one takes over.";
    await person.open("#/", "Board");
    await person.shows("no worker that is there has gpu", ".queued");
    await person.shows("after Needs more", ".queued");
    await person.shows(gone, ".running");
    await person.open(`#/job/${last.id}`, "Comes last");
    await person.shows("It comes after Needs more, which is queued", ".waits");
    // Its name comes behind its id.
    await person.shows("Needs more", "dl.facts");
    expect(await person.text("dl.facts")).toMatch(/Comes after\s+Needs more\s+Begins on\s+main/);
    await person.tabTo("Needs more");
    await person.press("Enter");
    await person.shows("Needs more", "h1");
    await person.shows("No worker that is there has gpu", ".waits");
    await person.open(`#/job/${job.id}`, "Left alone");
    await person.shows(gone, ".waits");
    await served.pool.query("update multi_ai_queue.instance set heartbeat_on = now()");
    await person.open("#/", "Board");
    await person.until("!document.querySelector('main > .view > div > .reason')");
    await person.open(`#/job/${job.id}`, "Left alone");
    await person.shows("machine-a has taken it: it fetches the repository", ".waits");
    for (const { id } of [job, needy]) await served.store.cancelJob(id, "test");
    await served.pool.query(
      `delete from ${SCHEMA}.worker; delete from multi_ai_queue.instance where host = 'vm-1'`,
    );
    expect(problems()).toEqual([]);
  });

  test("what has ended begins with what helps: a new limit, a command to merge, who has cancelled it", async () => {
    await person.signIn(served.url, token);
    const dear = await served.submit({ request: "Too dear", limits: { money: 0.1 } });
    const hold = await served.hold(dear);
    await keep(hold, journal("host-new-fixes").slice(0, 40));
    const reason = "its limit of 0.1 US dollars is reached";
    await hold.settle({ state: "failed", reason, report: null, diff: null, branch: null });
    await person.open(`#/job/${dear.id}`, "Too dear");
    await person.tabTo("Try again");
    await person.press("Enter");
    await person.shows("It has used $0.50, and may use $0.1.", "dialog");
    expect(await tab.value<string>("document.getElementById('limit').value")).toBe("0.51");
    await tab.value("document.getElementById('limit').select()");
    await person.write("2");
    await person.press("Enter");
    await person.shows("Queued", ".state");
    expect((await served.store.getJob(dear.id))!.limits).toEqual({ money: 2 });
    await served.store.cancelJob(dear.id, "bob");
    await person.shows("cancelled by bob", ".happened");

    const done = await served.submit({ request: "Take me over" });
    const held = await served.hold(done);
    await keep(held, journal("host-new-fixes"));
    await complete(held);
    await person.open(`#/job/${done.id}`, "Take me over");
    await person.shows("git merge multi-ai/work", ".merge");
    const order =
      "[...document.querySelectorAll('.record > *')].map((one) => one.innerText.split('\\n')[0])";
    const parts = await tab.value<string[]>(order);
    expect(parts.indexOf("Report")).toBeLessThan(parts.indexOf("What has happened"));
    // A result that is open goes with its page.
    await person.until("document.querySelector('.tasks a:not([hidden])')");
    await tab.value("document.querySelector('.tasks a:not([hidden])').click()");
    await person.until("document.querySelector('dialog')?.open");
    await tab.value("history.back()");
    await person.shows("Too dear", "h1");
    expect(await tab.value<number>("document.querySelectorAll('dialog').length")).toBe(0);
    for (const wrong of ["abc", "00000000-0000-4000-8000-000000000000"]) {
      await person.open(`#/job/${wrong}`, "This cannot be shown");
      await person.shows(`There is no job ${wrong}, or your token does not see it.`);
      await person.shows("See the board");
    }
    expect(problems()).toEqual([]);
  });

  test("a long request is not cut without a word, and is kept over a reload until it is queued", async () => {
    await person.signIn(served.url, token);
    await person.open("#/new", "New job");
    await person.tabTo("What is to be done");
    await person.write("a".repeat(20_001));
    await person.shows("20001 of 20000 characters: shorten it", "#length");
    const value = "document.getElementById('request').value";
    await tab.value("window.isOld = true");
    await tab.send("Page.reload");
    await person.until("!window.isOld && document.getElementById('request')");
    expect(await tab.value<number>(`${value}.length`)).toBe(20_001);
    await person.shows("20001 of 20000 characters", "#length");
    await tab.value(`${value} = "Short enough"`);
    await tab.value(
      `document.getElementById('project').value = ${JSON.stringify(join(served.projects, "one"))}`,
    );
    await tab.value("document.querySelector('form').dispatchEvent(new Event('input'))");
    await tab.value("document.querySelector('form').requestSubmit()");
    await person.shows("Short enough", "h1");
    await person.open("#/new", "New job");
    expect(await tab.value<string>(value)).toBe("");
    expect(problems()).toEqual([]);
  });

  test("a button keeps the keyboard's place while the job changes", async () => {
    const job = await served.submit({ request: "At work" });
    await served.hold(job);
    await person.signIn(served.url, token);
    await person.open(`#/job/${job.id}`, "At work");
    await person.tabTo("Cancel the job");
    await transaction(served.database.pool, async (client) => {
      await client.query(`update ${SCHEMA}.job set reason = 'looked at' where id = $1`, [job.id]);
      await tellChanged(client, job.id);
    });
    await person.shows("looked at");
    expect(await tab.value<string>("document.activeElement.innerText")).toBe("Cancel the job");
  });

  test("a complete job is rolled back, and that is undone", async () => {
    const job = await served.submit({ request: "To be rolled back" });
    const hold = await served.hold(job);
    await keep(hold, journal("host-new-clean"));
    await complete(hold);
    await person.signIn(served.url, token);
    await person.open(`#/job/${job.id}`, "To be rolled back");
    await person.shows("Pull request", ".actions");
    await person.tabTo("Roll back");
    await person.press("Enter");
    await person.shows("Roll this job back?", "dialog");
    await person.press("Enter");
    await person.shows("Queued", ".state");
    const done = { diff: "", bundle: null };
    await (await served.hold(job)).settle({
      state: "followed",
      reason: "rolled back by ada",
      done,
    });
    await person.shows("rolled back by ada");
    await person.tabTo("Undo the rollback");
    await person.press("Enter");
    await person.shows("Queued", ".state");
    expect((await served.store.getJob(job.id))?.wish?.what).toBe("undo");
  });

  test("who may only read sees no way to change anything", async () => {
    await person.signIn(served.url, await served.token("read"));
    const job = await served.submit({ request: "Only read" });
    await ask(await served.hold(job), [QUESTION]);
    await person.open(`#/job/${job.id}`, "Only read");
    await person.shows("Your token may not decide.");
    expect(
      await tab.value<number>(
        "document.querySelectorAll('main button:not([hidden]), main input').length",
      ),
    ).toBe(0);
    await person.open("#/new", "New job");
    await person.shows("may only read");
  });

  test("a new job names the labels that its worker needs", async () => {
    await person.signIn(served.url, token);
    await person.open("#/new", "New job");
    await person.tabTo("Project");
    await tab.value("document.activeElement.select()");
    await person.write(join(served.projects, "one"));
    await person.tabTo("What is to be done");
    await person.write("Train it");
    await person.tabTo("Limits, order and workers");
    await person.press("Enter");
    await person.tabTo("Labels that its worker needs");
    await person.write("gpu, linux");
    await person.tabTo("Queue the job");
    await person.press("Enter");
    await person.shows("Train it", "h1");
    const id = (await tab.value<string>("location.hash")).split("/").at(-1)!;
    expect((await served.store.getJob(id))!.needs).toEqual(["gpu", "linux"]);
  });

  test("the history is searched by text, state and workflow", async () => {
    await served.submit({ request: "Find the needle", workflow: "council" });
    await person.signIn(served.url, token);
    await person.open("#/history", "History");
    await person.tabTo("Text");
    await person.write("needle");
    await person.press("Enter");
    await person.until("document.querySelectorAll('.rows > li').length === 1");
    await tab.size(390, 844);
    await person.open("#/history?text=needle&state=complete", "History");
    await person.shows("No job matches.");
    // On a phone the filters are one line that names those that are set.
    expect(await person.text("form.search")).toBe("Filters: needle, complete");
    await person.tabTo("Filters: needle, complete");
    await person.press("Enter");
    await person.tabTo("Text");
    expect(await person.beyond()).toBe(0);
  });

  test("jobs are found by project and person, and many are cancelled and tried again at once", async () => {
    await person.signIn(served.url, token);
    const project = join(served.projects, "four");
    const made: Job[] = [];
    for (const request of ["One of two", "Two of two"])
      made.push(await served.submit({ request, project }));
    const search = new URLSearchParams({ project, person: "test" });
    await person.open(`#/history?${search}`, "History");
    await person.until("document.querySelectorAll('.rows > li').length === 2");
    const states = () =>
      Promise.all(made.map(async ({ id }) => (await served.store.getJob(id))!.state));
    for (const [button, state] of [
      ["Cancel", "cancelled"],
      ["Try again", "queued"],
    ] as const) {
      await person.tabTo("All shown");
      await person.press(" ");
      await person.tabTo(`${button} (2)`);
      await person.press("Enter");
      await person.shows(`${button}: 2 jobs?`, "dialog");
      await person.press("Enter");
      await person.until(`document.querySelectorAll('.rows .badge.${state}').length === 2`);
      expect(await states()).toEqual([state, state]);
    }
    // One of them is changed by somebody else meanwhile: each job says what came of it.
    await served.store.cancelJob(made[0]!.id, "bob");
    await person.until("document.querySelectorAll('.rows .badge.cancelled').length === 1");
    await tab.value("document.getElementById('all').click()");
    await person.shows("Try again (1)");
    await person.shows("Cancel (1)");
    await tab.value(`{
      const { fetch } = window;
      window.fetch = async () => {
        Object.assign(window, { fetch });
        const id = document.querySelector(".chosen:has(.queued) input").value;
        return new Response(JSON.stringify({ jobs: [{ id, ok: false, problem: "Something else." }] }));
      };
    }`);
    await tab.value(
      "[...document.querySelectorAll('button')].find((one) => one.innerText === 'Cancel (1)').click()",
    );
    await person.press("Enter");
    await person.shows("Not changed. Something else.", ".chosen:has(.queued)");
    await person.shows("Not changed: 1 of 1 job.", ".problem");
    await person.open("#/history?person=nobody", "History");
    for (const { id } of made) await served.store.cancelJob(id, "test");
    expect(problems()).toEqual([]);
  });

  test("the board shows one project or person, and the address keeps it", async () => {
    const project = join(served.projects, "five");
    const one = await served.submit({ request: "Of five", project });
    await served.submit({ request: "Of another one" });
    await person.signIn(served.url, token);
    await person.shows("Of another one", ".queued");
    await person.tabTo("Project");
    await person.write(project);
    await person.press("Enter");
    await person.until("document.querySelectorAll('.card').length === 1");
    expect(await person.text(".queued h2")).toBe("Queued 1");
    await tab.value("window.isOld = true");
    await tab.send("Page.reload");
    await person.until("!window.isOld && document.querySelectorAll('.card').length === 1");
    // What happens elsewhere stays elsewhere.
    await served.submit({ request: "Not of five" });
    const two = await served.submit({ request: "Two of five", project });
    await person.shows("Two of five", ".queued");
    expect(await person.text(".queued h2")).toBe("Queued 2");
    expect(await person.text(".board")).not.toContain("Not of five");
    await person.open("#/?person=nobody", "Board");
    await person.until("document.querySelector('.queued .count').innerText === '0'");
    await tab.size(390, 844);
    expect(await person.beyond()).toBe(0);
    for (const { id } of [one, two]) await served.store.cancelJob(id, "test");
    expect(problems()).toEqual([]);
  });

  test("a new job is begun like another one, from a link, and with the labels of the last", async () => {
    await person.signIn(served.url, token);
    const last = await served.submit({ request: "The one before" });
    const like = await served.submit({
      ...{ request: "Like this", workflow: "team", needs: ["gpu"], priority: 3 },
      ...{ limits: { minutes: 20 }, options: { auto: true } },
    });
    await person.open(`#/job/${like.id}`, "Like this");
    await person.tabTo("New job like it");
    await person.press("Enter");
    await person.shows("New job", "h1");
    await person.tabTo("After the job");
    await person.write(last.id);
    await person.tabTo("Branch to begin on");
    await person.write("main");
    await person.tabTo("Queue the job");
    await person.press("Enter");
    await person.shows("Like this", "h1");
    await person.until("!location.hash.startsWith('#/new')");
    const id = (await tab.value<string>("location.hash")).split("/").at(-1)!;
    const { project, workflow, request, options, limits, priority, needs } = like;
    expect(await served.store.getJob(id)).toMatchObject({
      ...{ project, workflow, request, options, limits, priority, needs },
      ...{ after: last.id, base: "main" },
    });
    const link = new URLSearchParams({ workflow: "council", request: "Update the\ndependencies" });
    await person.open(`#/new?${link}`, "New job");
    const value = (of: string) => tab.value<string>(`document.querySelector('${of}').value`);
    expect(await value("#request")).toBe("Update the\ndependencies");
    expect(await value("[name=workflow]:checked")).toBe("council");
    // Of the last job.
    expect([await value("#project"), await value("#needs")]).toEqual([project, "gpu"]);
    await tab.send("Browser.grantPermissions", {
      permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"],
    });
    await tab.send("Page.bringToFront");
    await tab.value(
      "[...document.querySelectorAll('button')].find((one) => one.innerText === 'Copy as a link').click()",
    );
    await person.shows("Copied.", "form.start");
    const copied = await tab.value<string>("navigator.clipboard.readText()");
    expect(Object.fromEntries(new URLSearchParams(copied.split("?")[1]))).toEqual({
      ...{ project, needs: "gpu", ...Object.fromEntries(link) },
    });
    // Those that were not asked for are denied meanwhile.
    await tab.send("Browser.resetPermissions");
    expect(problems()).toEqual([]);
  });

  test("spending is shown by day and project, and what is not known is no 0", async () => {
    const project = join(served.projects, "six");
    await person.signIn(served.url, await served.token("read", project));
    await person.open("#/spending", "Spending");
    await person.shows("No run has ended");
    for (const money of [1.5, null]) {
      const hold = await served.hold(await served.submit({ project }));
      await keep(hold, journal("host-new-clean").slice(0, 2));
      await served.pool.query(
        `update ${SCHEMA}.job set spent = jsonb_strip_nulls(jsonb_build_object('tokens', 9, 'money', $2::float8)) where id = $1`,
        [hold.job.id, money],
      );
      await complete(hold);
    }
    await person.open("#/", "Board");
    await person.open("#/spending", "Spending");
    expect((await person.text(".sum")).trim()).toBe("$1.50 and 1 run whose price is not known");
    await person.tabTo("six");
    await person.press("Enter");
    await person.shows("Spending of six", "h1");
    await tab.size(390, 844);
    expect(await person.beyond()).toBe(0);
    expect(problems()).toEqual([]);
  });

  test("the browser notifies of a job that asks, once it was asked whether it may", async () => {
    await person.signIn(served.url, token);
    const wish = "Notify me when a job asks";
    await person.shows(wish);
    await tab.send("Browser.grantPermissions", {
      permissions: ["notifications"],
      origin: served.url,
    });
    await person.tabTo(wish);
    await person.press("Enter");
    await person.until(
      `!document.querySelector('main').innerText.includes(${JSON.stringify(wish)})`,
    );
    expect(await tab.value<string>("Notification.permission")).toBe("granted");
    // The real ones, noted; a browser without a window never hides a tab.
    await tab.value(`(() => {
      window.told = [];
      const Real = Notification;
      window.Notification = class extends Real {
        constructor(title, more) { super(title, more); window.told.push([this.title, this.body, this.tag]); }
      };
      Object.defineProperty(document, "hidden", { get: () => window.isAway });
      window.isAway = true;
      document.dispatchEvent(new Event("visibilitychange"));
    })()`);
    const { id } = await served.submit({ request: "Tell me" });
    await ask(await served.hold((await served.store.getJob(id))!), [QUESTION]);
    await person.until("window.told.length > 0");
    expect(await tab.value<string[][]>("window.told")).toEqual([
      ["A job needs an answer", "Tell me\nIs this what you want?", id],
    ]);
    // Who looks sees it.
    await tab.value("window.isAway = false; document.dispatchEvent(new Event('visibilitychange'))");
    const seen = await served.submit({ request: "Seen" });
    const before = await tab.value<string>("document.title");
    await ask(await served.hold((await served.store.getJob(seen.id))!), [QUESTION]);
    await person.until(`document.title !== ${JSON.stringify(before)}`);
    expect(await tab.value<number>("window.told.length")).toBe(1);
    for (const job of [id, seen.id]) await served.store.cancelJob(job, "test");
    await tab.send("Browser.resetPermissions");
  });

  test("the tab's title counts the jobs that ask, on every page", async () => {
    await person.signIn(served.url, token);
    await person.open("#/settings", "Settings");
    const counted = () =>
      tab.value<number>("Number(/^\\((\\d+)\\)/.exec(document.title)?.[1] ?? 0)");
    const { counts } = await tab.value<{ counts: { question: number } }>(
      "fetch('/api/board').then((one) => one.json())",
    );
    await person.until(
      `document.title.startsWith(${counts.question > 0 ? `"(${counts.question}) "` : '"Settings"'})`,
    );
    const before = await counted();
    const { id } = await served.submit({ request: "Asks" });
    await ask(await served.hold((await served.store.getJob(id))!), [QUESTION]);
    await person.until(`document.title.startsWith("(${before + 1}) ")`);
    await served.store.cancelJob(id, "test");
    await person.until(`!document.title.startsWith("(${before + 1}) ")`);
    expect(await counted()).toBe(before);
  });

  test("an empty server leads to its first job, and says why a job waits", async () => {
    const project = join(served.projects, "three");
    await person.signIn(served.url, await served.token("decide", project));
    await person.shows("No job yet");
    await person.tabTo("Queue the first job");
    await person.press("Enter");
    await person.shows("New job", "h1");
    await person.open("#/", "Board");
    const { id } = await served.submit({ project, request: "The first" });
    await person.shows("The first", ".column.queued");
    await person.open(`#/job/${id}`, "The first");
    await person.until("document.querySelector('.waits')?.innerText.length > 10");
    await served.store.cancelJob(id, "test");
  });

  test("a run that this server cannot read says so, and all else of its job is there", async () => {
    const job = await served.submit({ request: "From tomorrow" });
    await keep(await served.hold(job), [JSON.stringify({ seq: 1, type: "constructor", at: 7 })]);
    await person.signIn(served.url, token);
    await person.open(`#/job/${job.id}`, "From tomorrow");
    await person.shows("What has happened in its run cannot be shown.", ".problem");
    await person.shows("Running", ".state");
  });

  test("a server that was away is followed again from where it was", async () => {
    const own = served.serve({});
    const job = await served.submit({ request: "Through a restart" });
    const hold = await served.hold(job);
    const lines = journal("host-new-fixes");
    await keep(hold, lines.slice(0, 20));
    const before = served.url;
    served.url = own;
    try {
      await person.signIn(served.url, token);
      await person.open(`#/job/${job.id}`, "Through a restart");
      await person.shows("Gather requirements: done", ".timeline");
      await served.stop(own);
      await person.until("!document.getElementById('away').hidden");
      await keep(hold, lines.slice(20));
      served.serve({}, Number(new URL(own).port));
      await person.shows("The run is complete", ".timeline");
      await person.until("document.getElementById('away').hidden");
      const seen = await tab.value<string[]>(
        "[...document.querySelectorAll('.timeline > li')].map((one) => one.innerText)",
      );
      expect(seen.filter((one) => one.includes(" starts: Say goodbye by name")).length).toBe(1);
    } finally {
      served.url = before;
    }
  }, 60_000);

  /** A job with a hostile text in each place that has one. */
  async function hostileJob(): Promise<Job> {
    const job = await served.submit({ request: HOSTILE, workflow: "council" });
    const hold = await served.hold(job);
    const text = `${HOSTILE}\0`;
    const who = { agent: text, model: text };
    const clean = journal("host-new-fixes");
    const lines = clean.map((line) => {
      const event = JSON.parse(line);
      if (event.type === "run_created") event.request.text = text;
      if (event.type === "task_created") Object.assign(event, { subject: text, who });
      if (event.type === "accepted") event.subject = text;
      return JSON.stringify(event);
    });
    const last = { run: JSON.parse(clean[0]!).run, at: "2026-01-01T00:00:00Z", prev: "" };
    const more = [
      { type: "refused", task: "T1", problems: [text], artifact: null },
      { type: "check_failed", task: "T1", failure: text, message: text, detail: text },
      { type: "task_done", task: "T1", waiver: { kind: "accepted", reason: text } },
      { type: "tests_decided", commands: [text], approved: true, by: text },
      { type: "ended", status: "failed", reason: text },
    ];
    lines.push(
      ...more.map((one, at) => JSON.stringify({ seq: lines.length + 1 + at, ...last, ...one })),
    );
    const finding = {
      id: "F1",
      severity: "major",
      problem: text,
      file: text,
      line: 3,
      quote: text,
    };
    await keep(hold, lines, {
      [written(clean, "T1")]: JSON.stringify({ acceptance_criteria: [{ id: "AC1", text }] }),
      [written(clean, "T7")]: JSON.stringify({
        findings: [{ ...finding, fix: text }],
        criteria: [{ id: "AC1", met: true, evidence: [{ file: text, line: 1, quote: text }] }],
      }),
    });
    const option = {
      name: HOSTILE.slice(0, 90),
      label: HOSTILE,
      description: HOSTILE,
      text: false,
    };
    await ask(hold, [
      {
        ...{ id: "Q1", kind: HOSTILE, title: HOSTILE, options: [option] },
        ...{ commands: [HOSTILE], lines: [`AC1 ${HOSTILE}`], price: [HOSTILE], file: HOSTILE },
      },
    ]);
    await served.pool.query(
      "update multi_ai.job set reason = $2, worker = $2, branch = $2, run = $2 where id = $1",
      [job.id, HOSTILE],
    );
    return job;
  }

  /** One that has ended, with markup of each kind in its report. */
  async function hostileEnd(): Promise<Job> {
    const job = await served.submit({ request: HOSTILE });
    const report = [
      `# ${HOSTILE}`,
      `[click](javascript:hacked=3) ![seen](http://127.0.0.1:9/x.png) <https://x.example/> ${HOSTILE}`,
      `- [ ] ${HOSTILE}\n\n| a | b |\n|---|---|\n| ${HOSTILE.replaceAll("|", "")} | b |`,
      `\`\`\`html\n${HOSTILE}\n\`\`\``,
      `<div onclick="hacked=4">\n${HOSTILE}\n</div>`,
    ].join("\n\n");
    const diff = `diff --git a/x b/x\n--- a/x\n+++ "b/${HOSTILE}"\n@@ -1 +1 @@\n+${HOSTILE}\n-${HOSTILE}`;
    await complete(await served.hold(job), report, diff);
    return job;
  }

  test("hostile text is text in every field, on a phone too", async () => {
    const job = await hostileJob();
    const ended = await hostileEnd();
    const hostile = { project: HOSTILE, workflow: "team", request: HOSTILE } as const;
    const scheduled = ScheduleRequest.parse({ cron: "0 3 * * *", job: hostile });
    await served.store.addToken(HOSTILE, "submit");
    await served.schedules.put("hostile", scheduled, HOSTILE);
    await person.signIn(served.url, token);
    for (const width of [390, 1280]) {
      await tab.size(width, 844);
      for (const [hash, heading] of [
        [`#/job/${job.id}`, "<img src=x"],
        [`#/job/${ended.id}`, "<img src=x"],
        ...PAGES,
      ]) {
        await person.open(hash!, heading!);
        if (heading === "<img src=x") {
          if (hash!.endsWith(job.id)) await person.shows("The run is over", ".timeline");
          await tab.value(
            "document.querySelectorAll('details').forEach((one) => { one.open = true; })",
          );
          if (hash!.endsWith(ended.id)) {
            await person.shows("+<img", ".diff");
            await person.shows("click (javascript:hacked=3)", ".report");
          } else
            for (const part of ["criteria", "findings", "tasks"])
              await person.shows("<img src=x", `.${part}`);
          await person.shows("test", ".demand:last-child");
        } else if (!["New job", "Spending", "Workers"].includes(heading!))
          await person.shows("<img src=x onerror=");
        expect(`${heading} ${await person.beyond()}`).toBe(`${heading} 0`);
        expect(
          await tab.value<number>(
            "document.querySelectorAll('main :is(img, script, iframe, svg, style)').length",
          ),
        ).toBe(0);
      }
    }
    await person.open(`#/job/${job.id}`, "<img src=x");
    await person.shows("The run is over", ".timeline");
    const shown = await person.text();
    expect(shown).toContain("[U+202E]gnp.exe[U+2066]");
    expect(shown).toContain("\u2400");
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0]/);
    expect(await tab.value<string>("typeof hacked")).toBe("undefined");
    expect(tab.asked.filter((one) => !one.startsWith(served.url))).toEqual([]);
    expect([problems(), tab.dialogs]).toEqual([[], []]);
    // What is answered goes back as it came, whatever of it is shown.
    await tab.value("document.querySelector('form.question input').click()");
    await tab.value("document.querySelector('form.question').requestSubmit()");
    await person.shows("Queued", ".state");
  }, 120_000);

  test("200 jobs are on the board, and an event touches the card of its own job alone", async () => {
    const project = join(served.projects, "two");
    const many: Job[] = [];
    for (let index = 0; index < 200; index++)
      many.push(await served.submit({ project, request: `Number ${index} of many` }));
    await person.signIn(served.url, await served.token("decide", project));
    await person.until("document.querySelectorAll('.card').length === 200");
    expect(await person.text(".queued h2")).toBe("Queued 200");
    const [first, second] = [many[7]!, many[100]!];
    await tab.value(`(() => {
      document.querySelector('a[href="#/job/${second.id}"]').focus();
      window.touched = new Set();
      new MutationObserver((all) => {
        for (const { target, addedNodes, removedNodes } of all)
          for (const one of [target, ...addedNodes, ...removedNodes]) {
            const card = (one.nodeType === 1 ? one : one.parentElement)?.closest(".card");
            if (card) window.touched.add(card.dataset.id);
          }
      }).observe(document.querySelector(".board"), { subtree: true, childList: true, attributes: true, characterData: true });
    })()`);
    const hold = await served.hold(first);
    await person.shows("Number 7 of many", ".column.running");
    await keep(hold, journal("host-new-clean"));
    await person.shows("tokens", ".column.running");
    await complete(hold);
    await person.shows("Number 7 of many", ".column.complete");
    expect(await tab.value<string[]>("[...window.touched]")).toEqual([first.id]);
    expect(await person.text("#news")).toBe("Number 7 of many is complete");
    expect(await person.text(".queued h2")).toBe("Queued 199");
    expect(await tab.value<string>("document.activeElement.getAttribute('href')")).toBe(
      `#/job/${second.id}`,
    );
    await tab.size(390, 844);
    expect(await person.beyond()).toBe(0);
    expect(problems()).toEqual([]);
  }, 120_000);

  test("keyboard and screen reader find their way on every page, each of which has a title of its own", async () => {
    const faults = async () => [...(await accessFaults(tab)), ...(await keyboardFaults(tab))];
    await tab.go(served.url);
    await person.shows("Your token");
    expect(await faults()).toEqual([]);
    await person.signIn(served.url, token);
    const open = await hostileJob();
    const done = await served.submit({ request: "Read me" });
    const hold = await served.hold(done);
    await keep(hold, journal("host-new-fixes"));
    await complete(hold);
    // A card that moves while the keyboard goes over the board takes its place along.
    await person.shows("Read me", ".column.complete");
    await served.store.addToken("ada", "submit");
    await served.schedules.put(
      "nightly",
      ScheduleRequest.parse({ cron: "0 3 * * *", job: { project: served.projects, request: "x" } }),
      "ada",
    );
    const titles = new Set<string>();
    const pages: [hash: string, heading: string][] = [
      ...PAGES,
      [`#/job/${open.id}`, "<img"],
      [`#/job/${done.id}`, "Read me"],
    ];
    for (const [hash, heading] of pages) {
      await person.open(hash, heading);
      if (hash.startsWith("#/job")) await person.shows(" starts: ", ".timeline");
      await tab.value(
        "document.querySelectorAll('details').forEach((one) => { one.open = true; })",
      );
      await person.until("!document.querySelector('main').innerText.includes('Loading …')");
      expect([hash, await faults()]).toEqual([hash, []]);
      titles.add(await tab.value<string>("document.title"));
      // What changes without the person is told in one place, politely.
      expect(await tab.value<string>("document.getElementById('news').ariaLive")).toBe("polite");
    }
    expect(titles.size).toBe(pages.length);
    await person.open("#/settings", "Settings");
    await tab.value("document.querySelector('[aria-label=\"Remove nightly\"]').focus()");
    await person.press("Enter");
    await person.shows("Remove the schedule nightly?", "dialog");
    await person.press("Enter");
    await person.until("!document.querySelector('main').innerText.includes('nightly')");
    expect(await tab.value<string>("document.activeElement.tagName")).toBe("H1");
    expect(await person.text("#news")).toBe("The schedule nightly is removed");
  }, 120_000);

  test.each([
    [1440, "light"],
    [1440, "dark"],
    [390, "light"],
  ] as const)(
    "axe finds nothing on any screen, %d wide, in the %s",
    async (width, scheme) => {
      const axe = readFileSync(AXE, "utf8");
      const faults = async (): Promise<string[]> => {
        await tab.value(`${axe}; 0`);
        return tab.value<string[]>(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))",
        );
      };
      await tab.size(width, 900);
      await tab.scheme(scheme);
      await tab.go(served.url);
      await person.shows("Your token");
      expect(await faults()).toEqual([]);
      await person.signIn(served.url, token);
      const open = await hostileJob();
      const done = await served.submit({ request: "Read me" });
      const hold = await served.hold(done);
      await keep(hold, journal("host-new-fixes"));
      await complete(hold);
      for (const [hash, heading] of [
        ...PAGES,
        [`#/job/${open.id}`, "<img"],
        [`#/job/${done.id}`, "Read me"],
      ]) {
        await person.open(hash!, heading!);
        if (hash!.startsWith("#/job")) await person.shows(" starts: ", ".timeline");
        await tab.value(
          "document.querySelectorAll('details').forEach((one) => { one.open = true; })",
        );
        await person.until("!document.querySelector('main').innerText.includes('Loading …')");
        expect([hash, await faults()]).toEqual([hash, []]);
      }
      await tab.scheme("light");
    },
    120_000,
  );

  test.each(["light", "dark"] as const)(
    "each text can be read in the %s, and the focus is seen",
    async (scheme) => {
      await tab.scheme(scheme);
      await person.signIn(served.url, token);
      const job = await hostileJob();
      const done = await served.submit({ request: "Read me" });
      const hold = await served.hold(done);
      await keep(hold, journal("host-new-fixes"));
      await complete(hold);
      for (const [hash, heading] of [
        ...PAGES,
        [`#/job/${job.id}`, "<img"],
        [`#/job/${done.id}`, "Read me"],
      ]) {
        await person.open(hash!, heading!);
        if (hash!.startsWith("#/job")) await person.shows(" starts: ", ".timeline");
        await tab.value(
          "document.querySelectorAll('details').forEach((one) => { one.open = true; })",
        );
        await person.until("!document.querySelector('main').innerText.includes('Loading …')");
        const { poor, count } = await tab.value<{ poor: string[]; count: number }>(CONTRAST);
        expect(poor).toEqual([]);
        expect(count).toBeGreaterThan(5);
      }
      await person.press("Tab");
      const [at, ...outline] = await tab.value<string[]>(
        "(({ outerHTML }, { outlineStyle, outlineWidth }) => [outerHTML.slice(0, 200), outlineStyle, outlineWidth])(document.activeElement, getComputedStyle(document.activeElement))",
      );
      expect([at, ...outline]).toEqual([at, "solid", "3px"]);
      await tab.scheme("light");
    },
    60_000,
  );
});
