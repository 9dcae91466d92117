// A program that speaks as `multi-ai` does to a worker, and does what the request says: a word for each step.
//   task    a dispatch, "paid" in the file of STAND_IN_PAID, and accepted
//   change  the same, with a file that it has changed
//   ask     a question, until it is answered
//   wait    works until the file of STAND_IN_GO is there
//   pause   works for STAND_IN_MS milliseconds
//   kill    ends the worker that has started it
//   fail    the run is over without being complete; what it has changed stays
//   held    the API gives no answer
//   login   the API takes no login before the file of STAND_IN_CLAUDE is there
//   claude  nothing starts before the file of STAND_IN_CLAUDE is there
//   trust   nothing starts before the settings were approved
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";

const [verb = "", ...words] = process.argv.slice(2).filter((word) => word !== "--json");
const JOURNAL = ".task/events.jsonl";
const REQUEST = ".task/request";

type Event = Record<string, unknown> & { seq: number; type: string };
const events = (): Event[] =>
  existsSync(JOURNAL)
    ? readFileSync(JOURNAL, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
const append = (type: string, more: object = {}): void => {
  mkdirSync(".task", { recursive: true });
  appendFileSync(
    JOURNAL,
    `${JSON.stringify({ seq: events().length + 1, at: new Date().toISOString(), type, ...more })}\n`,
  );
};
const print = (data: object, code: number): never => {
  process.stdout.write(JSON.stringify(data));
  process.exit(code);
};
const open = (): string | null => {
  const asked = events().findLast(({ type }) => type === "asked")?.question as string | undefined;
  const isAnswered = events().some(
    ({ type, question }) => type === "answered" && question === asked,
  );
  return asked === undefined || isAnswered ? null : asked;
};

/** Sends what the journal has, and waits until it is kept. */
async function kept(socket: ReturnType<typeof connect>, sent: { seq: number }): Promise<void> {
  const news = events().filter(({ seq }) => seq > sent.seq);
  if (news.length === 0) return;
  sent.seq = news.at(-1)!.seq;
  const heard = new Promise<void>((resolve, reject) => {
    socket.on(
      "data",
      (bytes) => bytes.toString().split("\n").includes(String(sent.seq)) && resolve(),
    );
    socket.on("close", () => reject(new Error("gone")));
  });
  socket.write(news.map((event) => `${JSON.stringify(event)}\n`).join(""));
  await heard;
}

/** `asked`: undefined, where the run is taken up. */
async function run(asked?: string): Promise<void> {
  const isBegun = asked === undefined;
  const request = asked?.replace(/^-- /, "") ?? readFileSync(REQUEST, "utf8");
  const sent = { seq: 0 };
  const socket = connect(words[words.indexOf("--sink") + 1]!);
  socket.on("error", () => {});
  const keep = () => kept(socket, sent).catch(() => print({ end: "sink_gone" }, 3));
  if (request.includes("claude") && !existsSync(process.env.STAND_IN_CLAUDE ?? ""))
    print({ end: "refused", error: "Claude Code was not found" }, 3);
  if (request.startsWith("trust") && !existsSync(".task/trusted"))
    print(
      {
        end: "refused",
        waiting: "c0de",
        error: "Nothing was started.\n  tests.commands[0]: make (run)\nType: x",
      },
      1,
    );
  if (!isBegun) {
    append("run_created", { run: "stand-in-00000000" });
    writeFileSync(REQUEST, request);
  }
  await keep();
  if (open() !== null) print({ end: "question" }, 1);
  const steps = request.split(" ").map((what, at) => ({ what, id: `T${at + 1}` }));
  const isDone = (id: string) =>
    events().some(
      ({ type, task, question }) =>
        (type === "accepted" && task === id) || (type === "answered" && question === id),
    );
  for (const { what, id } of steps.filter((step) => !isDone(step.id))) {
    if (what === "ask") {
      append("asked", { question: id });
      await keep();
      print({ end: "question" }, 1);
    }
    append("dispatched", { task: id });
    await keep();
    if (what === "kill") process.kill(process.ppid, "SIGKILL");
    while (what === "wait" && !existsSync(process.env.STAND_IN_GO ?? "")) await Bun.sleep(50);
    if (what === "pause") await Bun.sleep(Number(process.env.STAND_IN_MS));
    if (what === "held") {
      console.error("Claude's API gives no answer");
      print({ end: "held" }, 3);
    }
    if (what === "login" && !existsSync(process.env.STAND_IN_CLAUDE ?? "")) {
      console.error("Not logged in: Please run /login");
      print({ end: "held", failure: "authentication_failed" }, 3);
    }
    if (what === "fail") {
      writeFileSync("changed.txt", "changed\n");
      append("ended", { status: "failed" });
      await keep();
      print({ end: "ended", status: "failed" }, 1);
    }
    if (what === "change") writeFileSync("changed.txt", "changed\n");
    if (process.env.STAND_IN_PAID) appendFileSync(process.env.STAND_IN_PAID, `${id}\n`);
    append("spent", { task: id, call: id, tokens: 1_000 });
    append("accepted", { task: id });
    await keep();
  }
  append("ended", { status: "complete" });
  await keep();
  print({ end: "ended", status: "complete" }, 0);
}

if (verb === "status") {
  const option = { key: "approve", label: "Approve", description: "" };
  const questions =
    open() === null
      ? []
      : [
          {
            id: open(),
            header: "Story",
            parts: { title: "Is it right?", lines: [] },
            options: [option],
          },
        ];
  print({ status: "failed", reason: "it failed", questions, cost: { usd: 0.5 } }, 0);
}
if (verb !== "carry") print({}, 2);
const { do: does, request, answers = [], code } = await Bun.stdin.json();
if (does === "start") await run(request);
if (does === "continue") {
  for (const { question, option } of answers) append("answered", { question, option });
  await run();
}
if (does === "report") print({ markdown: "# Report" }, 0);
if (does === "approve" || does === "leave_out") {
  mkdirSync(".task", { recursive: true });
  writeFileSync(".task/trusted", `${does} ${code}`);
}
// Takes back the file that was changed, and keeps it for an undo, where the journal is kept as well.
if (does === "rollback" || does === "undo") {
  const [from, to] =
    does === "undo" ? [".task/changed", "changed.txt"] : ["changed.txt", ".task/changed"];
  if (existsSync(to)) print({ changes: [], left: [] }, 0);
  if (!existsSync(from)) print({ refused: "there is nothing to take back", changes: [] }, 1);
  renameSync(from, to);
  print({ changes: [{ path: "changed.txt" }], left: [] }, 0);
}
if (does === "replies") print({ code: "c0de", replies: "To ada:\nFixed" }, 0);
if (does === "reply" && code === "c0de") appendFileSync(process.env.STAND_IN_PAID!, "sent\n");
print({}, 0);
