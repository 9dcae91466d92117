// Plays the models of one request by hand: `bun player.ts OUT`, a process of its own until the host
// has ended. The main thread of the plugin does as it is told; what any agent is asked first
// becomes a text for whoever plays, and what they have done in a copy of the project goes back as
// that agent's own calls, through all hooks and checks.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { PROGRAM } from "../../tests/cli/cli.ts";
import { workdir } from "../../tests/harness/council.ts";
import { startHost } from "../../tests/harness/host.ts";
import {
  handingBack,
  isJudging,
  type MessagesBody,
  type Reply,
  readTurn,
  type Turn,
  writeReply,
} from "../../tests/harness/messages-api.ts";
import type { Model } from "../../tests/harness/model.ts";
import { PrefixCache, usdOf } from "../../tests/harness/prefix-cache.ts";
import { cleanup, git, writeFiles } from "../../tests/harness/project.ts";
import { claudePath } from "../../tests/harness/sandbox.ts";
import { type Brief, obedientMain, readBrief } from "../../tests/harness/team.ts";
import { answer, openQuestions } from "../../tests/host/from-outside.ts";
import { left, ofType } from "../../tests/host/scenario.ts";
import { HOST_ENV, hostArgs, type ModeName, modeOf, promptOf } from "./modes.ts";
import { type Outcome, outcomeOf, type Spent } from "./outcome.ts";
import { readTask, type Task, titlesOf } from "./task.ts";

/** What `--play` leaves for this process, and for later calls. */
export interface Played {
  task: string;
  mode: ModeName;
  /** The model of the authors; null: their own. */
  author: string | null;
}

/** The question that is open. */
export interface Open {
  number: number;
  /** Where its result belongs; null where there is none to write. */
  writes: string | null;
}

/** The files of a play. */
export const filesOf = (out: string) => ({
  begun: join(out, "play.json"),
  project: join(out, "project"),
  /** Where whoever plays works, and what they may leave: see `HOW`. */
  work: join(out, "work"),
  runs: join(out, "run.txt"),
  says: join(out, "say.txt"),
  questions: join(out, "questions"),
  given: join(out, "given"),
  /** There while a question is open. */
  open: join(out, "open.json"),
  submit: join(out, "submit"),
  log: join(out, "player.log"),
  result: join(out, "result.json"),
  judge: join(out, "judge"),
});

interface Block {
  type: string;
  name?: string;
  input?: { file_path?: string };
}
type Call = NonNullable<Reply["calls"]>[number];

/** One agent, or the one who works alone. */
interface Head {
  brief: Brief | null;
  /** The folder that it changes. */
  root: string;
  replies: Reply[];
  asked: number;
}

interface Waiting {
  turn: Turn;
  head: Head;
  resolve(reply: Reply): void;
}

/**
 * Between two signs of life while nobody has answered yet, in milliseconds: the host gives up a
 * silent connection.
 */
const PING_MS = 5_000;
const POLL_MS = 150;
/** A run that asks the person again and again is given up. */
const MAX_QUESTIONS = 8;
/** In milliseconds: how long an answer would take, however long whoever plays takes. */
const ANSWER_MS = 20_000;
/** What a result shows of itself at most. */
const SHOWN = 4_000;

class Player {
  private readonly files: ReturnType<typeof filesOf>;
  private readonly task: Task;
  private readonly plugin: string | null;
  private readonly heads = new Map<string, Head>();
  private readonly waiting: Waiting[] = [];
  private open: Waiting | null = null;
  private count = 0;
  private readonly spent: Spent = {
    requests: 0,
    input: 0,
    cached: 0,
    output: 0,
    usd: 0,
    minutes: null,
  };
  /** What the models' cache would have had, if an answer took so long. */
  private readonly cache = new PrefixCache();
  private now = 0;

  constructor(
    private readonly out: string,
    private readonly played: Played,
  ) {
    this.files = filesOf(out);
    this.task = readTask(played.task);
    this.plugin = modeOf(played.mode).plugin(out);
  }

  private log(line: string): void {
    appendFileSync(this.files.log, `${new Date().toISOString().slice(11, 19)} ${line}\n`);
  }

  /** Every answer waits for whoever plays, and the host is told that somebody is there. */
  private server() {
    return Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      idleTimeout: 0,
      fetch: async (request) => {
        const { pathname } = new URL(request.url);
        if (request.method === "HEAD") return new Response(null);
        if (pathname.endsWith("/count_tokens")) return Response.json({ input_tokens: 1_000 });
        if (request.method !== "POST" || pathname !== "/v1/messages")
          return new Response(null, { status: 404 });
        const text = await request.text();
        const body = JSON.parse(text) as MessagesBody;
        const turn = readTurn(request.headers, body);
        if (isJudging(turn)) return writeReply(body, { text: "<severity>0</severity>" });
        this.spent.requests++;
        this.spent.input += Math.round(Buffer.byteLength(text) / 4);
        this.now += ANSWER_MS;
        const cache = this.cache.use(body, this.now);
        this.spent.cached += cache.read;
        const reply = this.reply(turn).then((one) => {
          const output = Math.round(JSON.stringify(one).length / 4);
          this.spent.output += output;
          this.spent.usd! += usdOf(body.model, cache, output);
          return writeReply(body, handingBack(turn, one));
        });
        return body.stream === true ? patient(body, reply) : reply;
      },
    });
  }

  private async reply(turn: Turn): Promise<Reply> {
    const isAlone = this.played.mode === "alone";
    // The host's own small questions have no tools.
    if (turn.tools.length === 0) return { text: "ok" };
    if (turn.thread === "main" && !isAlone) return obedientMain(turn);
    const id = turn.agentId ?? turn.sessionId;
    const head = this.heads.get(id) ?? this.newHead(turn);
    this.heads.set(id, head);
    const next = isTroubled(turn) ? undefined : head.replies.shift();
    if (next) return next;
    head.replies = [];
    return new Promise((resolve) => {
      // The host asks once more where it has waited too long; nobody hears the first answer then.
      const same = [this.open, ...this.waiting].find((one) => one?.head === head);
      if (same) same.resolve = resolve;
      else this.waiting.push({ turn, head, resolve });
      this.askNext();
    });
  }

  private newHead(turn: Turn): Head {
    const brief = readBrief(turn.firstUser);
    return {
      brief,
      root: brief === null ? this.files.project : workdir(brief),
      replies: [],
      asked: 0,
    };
  }

  /** One question at a time. */
  private askNext(): void {
    if (this.open !== null) return;
    const next = this.waiting.shift();
    if (!next) return;
    this.open = next;
    const { turn, head } = next;
    const number = ++this.count;
    this.mirror(head);
    const { tasks, events } = left(this.files.project);
    const row = tasks.find(({ id }) => id === head.brief?.task);
    const type =
      ofType(events, "dispatched").findLast(({ task }) => task === row?.id)?.agent_type ?? "";
    const title = row
      ? `${row.id} ${row.subject}, ${row.agent}, ${turn.model}`
      : `alone, ${turn.model}`;
    const parts = head.asked++ === 0 ? this.first(head, turn, type) : this.more(turn);
    const text = [`# Question ${number}: ${title}`, ...parts, this.how()].join("\n\n");
    writeFileSync(join(this.files.questions, `${number}.md`), `${this.inWork(text, head)}\n`);
    writeFileSync(
      this.files.open,
      JSON.stringify({ number, writes: this.resultOf(head) } satisfies Open),
    );
    this.log(`question ${number}: ${title}`);
  }

  private first({ brief }: Head, turn: Turn, type: string): string[] {
    if (brief === null) return ["## The request", turn.firstUser];
    const file = join(this.plugin ?? "", "agents", `${type.replace(/^multi-ai:/, "")}.md`);
    const own = existsSync(file)
      ? readFileSync(file, "utf8").split(/^---$/m).slice(2).join("---").trim()
      : "";
    return [...(own === "" ? [] : ["## The role", own]), "## The brief", turn.firstUser];
  }

  private more({ toolResults, lastUser }: Turn): string[] {
    const results = toolResults.map(
      ({ isError, text }) => `${isError ? "ERROR " : ""}${text.slice(0, SHOWN)}`,
    );
    return ["## What came back", ...results, lastUser];
  }

  /** Where the result of an agent is written, in the copy. */
  private resultOf = ({ brief }: Head): string | null =>
    brief && join(this.files.work, relative(this.files.project, brief.writes));

  private how(): string {
    return [
      "## How to answer",
      `Work in ${this.files.work}, a copy: what you write, change or delete there becomes this agent's own calls. Beside it, as far as wanted:`,
      "",
      `- \`${this.files.runs}\`: commands that the agent runs in the project at the end, one per line`,
      `- \`${this.files.says}\`: its last words`,
      "",
      `Then: npm run bench:worth -- --play ${this.out}`,
    ].join("\n");
  }

  /** What is asked, with the paths of the copy. */
  private inWork = (text: string, { root }: Head): string =>
    text.replaceAll(root, this.files.work).replaceAll(this.files.project, this.files.work);

  /** The copy that whoever plays works in, with what the program keeps about the run. */
  private mirror(head: Head): void {
    const { work, project } = this.files;
    const { root } = head;
    rmSync(work, { recursive: true, force: true });
    cpSync(root, work, { recursive: true, filter: (path) => basename(path) !== ".task" });
    if (existsSync(join(project, ".task")))
      cpSync(join(project, ".task"), join(work, ".task"), {
        recursive: true,
        filter: (path) => basename(path) !== "worktrees",
      });
    const result = this.resultOf(head);
    if (result !== null) mkdirSync(dirname(result), { recursive: true });
    for (const one of [this.files.runs, this.files.says]) rmSync(one, { force: true });
  }

  /** What was done in the copy, as calls of the agent in the order in which an agent makes them. */
  private submitted({ turn, head }: Waiting): Reply[] {
    const { brief, root } = head;
    const { work, project } = this.files;
    const read = (file: string): string | null =>
      existsSync(file) ? readFileSync(file, "utf8") : null;
    const [mine, theirs] = [work, root].map(worked);
    const put = mine!.filter((path) => read(join(work, path)) !== read(join(root, path)));
    const gone = theirs!.filter((path) => !mine!.includes(path));
    const result = this.resultOf(head);
    const written = result && read(result);
    const answered = written && this.fromWork(written, root);
    const known = new Set(
      turn.messages.flatMap(({ content }) =>
        typeof content === "string"
          ? []
          : (content as Block[]).flatMap((one) =>
              one.name === "Read" ? (one.input?.file_path ?? []) : [],
            ),
      ),
    );
    const isNew = brief !== null && answered !== null && answered !== read(brief.writes);
    const writes = isNew ? [[brief.writes, answered] as const] : [];
    const files = [
      ...put.map((path) => [join(root, path), read(join(work, path))!] as const),
      ...writes,
    ];
    const reads = [...(brief?.reads ?? []), ...files.map(([path]) => path)]
      .map((path) => (path.startsWith("/") ? path : join(project, path)))
      .filter((path) => existsSync(path) && !known.has(path));
    const bash = (command: string, description: string): Call => ({
      name: "Bash",
      input: { command, description },
    });
    const steps: Call[][] = [
      [...new Set(reads)].map((path) => ({ name: "Read", input: { file_path: path } })),
      files
        .slice(0, put.length)
        .map(([path, content]) => ({ name: "Write", input: { file_path: path, content } })),
      gone.map((path) => bash(`rm ${join(root, path)}`, "Delete a file")),
      ...(read(this.files.runs) ?? "")
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => [bash(this.fromWork(line, root), "Run the tests")]),
      files
        .slice(put.length)
        .map(([path, content]) => ({ name: "Write", input: { file_path: path, content } })),
    ];
    const last =
      read(this.files.says)?.trim() || (brief === null ? "It is done." : `${brief.task} is done`);
    return [
      ...steps.filter((calls) => calls.length > 0).map((calls) => ({ calls })),
      { text: last },
    ];
  }

  private fromWork = (text: string, root: string): string =>
    text
      .replaceAll(join(this.files.work, ".task"), join(this.files.project, ".task"))
      .replaceAll(this.files.work, root);

  /** Takes what was handed in for the open question. */
  private take(): void {
    if (this.open === null || !existsSync(this.files.submit)) return;
    rmSync(this.files.submit);
    const { open } = this;
    const replies = this.submitted(open);
    const kept = join(this.files.given, `${this.count}`);
    for (const file of [this.resultOf(open.head), this.files.runs, this.files.says])
      if (file !== null && existsSync(file))
        writeFiles(kept, { [basename(file)]: readFileSync(file, "utf8") });
    this.open = null;
    rmSync(this.files.open, { force: true });
    this.log(
      `taken: ${replies.flatMap(({ calls = [] }) => calls.map(({ name }) => name)).join(" ") || "words alone"}`,
    );
    open.head.replies = replies.slice(1);
    open.resolve(replies[0]!);
    this.askNext();
  }

  async play(): Promise<void> {
    const { mode, author } = this.played;
    const { project } = this.files;
    for (const folder of [this.files.questions, this.files.given, join(this.out, "home")])
      mkdirSync(folder, { recursive: true });
    const titles = await titlesOf(this.task);
    const server = this.server();
    const taking = setInterval(() => this.take(), POLL_MS);
    const model = {
      url: `http://127.0.0.1:${server.port}`,
      failures: [],
      describe: () => "",
    } as unknown as Model;
    const { run: words } = modeOf(mode);
    const args = hostArgs(this.task, mode, author);
    const host = (prompt: string, again: boolean) =>
      startHost(
        {
          ...{ version: "new", project, model, prompt, codexOnPath: false },
          ...{ permissionMode: "acceptEdits", plugin: this.plugin ?? [] },
          ...{ home: join(this.out, "home"), limitMs: 3 * 3_600_000 },
          args: again ? [...args, "--continue"] : args,
          env: { ...HOST_ENV, API_TIMEOUT_MS: `${24 * 3_600_000}` },
        },
        words && (() => byRun(again ? ["--continue"] : [...words, prompt], args[1]!)),
      ).exited;
    let run = await host(promptOf(mode, this.task), false);
    for (let asked = 0; mode !== "alone" && asked < MAX_QUESTIONS; asked++) {
      const [question] = left(project).events.length === 0 ? [] : openQuestions(project);
      if (!question) break;
      this.log(`the person is asked: ${question.kind}; taken: ${question.options[0]}`);
      answer(project, question.options[0]!, null);
      run = await host("Go on.", true);
    }
    this.log(
      `the host ended with ${run.exitCode}: ${run.results.at(-1)?.slice(0, 300) ?? run.stderr.slice(-300)}`,
    );
    const outcome = await outcomeOf(this.task, mode, project, titles, this.spent);
    const kept: Outcome = { ...outcome, ...(author !== null && { author }) };
    writeFileSync(this.files.result, `${JSON.stringify(kept, null, 2)}\n`);
    clearInterval(taking);
    await server.stop(true);
    await cleanup();
  }
}

/** `multi-ai run`, with the host of these tests. */
const byRun = (words: readonly string[], allowed: string): string[] => [
  ...[process.execPath, PROGRAM, "run", ...words, "--claude", claudePath("new")],
  ...["--permission-mode", "acceptEdits", "--allowed-tools", allowed],
];

/**
 * A call was refused, or a command failed: what was planned behind it is not done as if nothing
 * were.
 */
const isTroubled = ({ toolResults }: Turn): boolean => toolResults.some(({ isError }) => isError);

/** Files that are the project's own: neither ignored nor the program's. */
const worked = (folder: string): string[] =>
  git(folder, "ls-files", "-co", "--exclude-standard", "-z")
    .split("\0")
    .filter(
      (path) =>
        path !== "" &&
        existsSync(join(folder, path)) &&
        !/(?:^|\/)(?:\.task|__pycache__)\//.test(path),
    );

/** A stream that begins at once, and says that it lives until there is an answer. */
function patient(body: MessagesBody, reply: Promise<Response>): Response {
  const bytes = new TextEncoder();
  const event = (type: string, more: object = {}): Uint8Array =>
    bytes.encode(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
  const usage = {
    input_tokens: 10,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: 1,
  };
  const begun = {
    id: `msg_${Bun.randomUUIDv7()}`,
    type: "message",
    role: "assistant",
    model: body.model,
    content: [],
  };
  let timer: Timer | undefined;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(
        event("message_start", {
          message: { ...begun, stop_reason: null, stop_sequence: null, usage },
        }),
      );
      timer = setInterval(() => controller.enqueue(event("ping")), PING_MS);
      try {
        const [, ...events] = (await (await reply).text()).split("\n\n");
        controller.enqueue(bytes.encode(events.join("\n\n")));
        controller.close();
      } catch {
        // The host has hung up.
      } finally {
        clearInterval(timer);
      }
    },
    cancel: () => clearInterval(timer),
  });
  return new Response(stream, { headers: { "content-type": "text/event-stream" } });
}

if (import.meta.main) {
  const [out = ""] = process.argv.slice(2);
  const files = filesOf(out);
  const played = JSON.parse(readFileSync(files.begun, "utf8")) as Played;
  // The host would wait for answers that nobody gives any more.
  process.on("SIGTERM", () => void cleanup().then(() => process.exit(1)));
  await new Player(out, played).play().catch((error: Error) => {
    writeFileSync(files.result, `${JSON.stringify({ problem: error.message }, null, 2)}\n`);
    appendFileSync(files.log, `${error.stack}\n`);
  });
  process.exit(0);
}
