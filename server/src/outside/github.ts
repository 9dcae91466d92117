import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import { z } from "zod";
import { isMarked, mark } from "../../../src/run/publish/conversation.ts";
import { issueRequest } from "../../../src/run/publish/issue-request.ts";
import { visibleText } from "../../../src/run/publish/visible-text.ts";
import { checkProject, type Projects } from "../api/project.ts";
import { type Pool, transaction } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { answeredBranch, ENDED, type Job, JobRequest, type Source } from "../jobs/job.ts";
import { liveFor, tellChanged, writeAudit } from "../jobs/store.ts";
import type { Deps } from "./chat.ts";
import type { Hook, HookAnswer } from "./hooks.ts";
import { ask, hmac, isSameText, parsed, type Unanswered } from "./request.ts";
import type { GithubSettings } from "./settings.ts";
import type { NotifiedJob, Outlet } from "./teller.ts";
import { endText, questionText } from "./words.ts";

/** So often what comes back on a pull request is answered, until a person asks for more. */
const ROUNDS = 3;

/**
 * Issues of GitHub: a label or a comment starts a job, and what comes of it is told on the issue.
 * What comes back on a pull request that a job has opened starts one that answers.
 */

const LABEL = "multi-ai";
/** A comment that begins so; after it the request, and without one the issue itself is it. */
const COMMAND = /^\s*\/multi-ai(?![\w:-])[ \t]*([\s\S]*)$/;
/** Whose comments count, as GitHub says it of a person and a repository. */
const ASSOCIATIONS = ["OWNER", "MEMBER", "COLLABORATOR"];
/** The same of a person whom nothing is said of. */
const ROLES = ["admin", "maintain", "write", "triage"];
const MAX_REQUEST = 20_000;
const MAX_HEAD = 6_000;
const MAX_HEAD_LINES = 60;

/** Conclusions of checks that have failed. */
const FAILED = ["failure", "timed_out", "startup_failure"];

const Person = z.object({ login: z.string().min(1), type: z.string() });
/** A comment or a review. */
const Said = z.object({
  body: z.string().nullish(),
  author_association: z.string(),
  user: Person,
  performed_via_github_app: z.unknown().optional(),
});
const number = z.number().int().positive();
/** An end of a pull request. */
const End = z.object({ repo: z.object({ id: z.number() }) });
/** What is read of a delivery. */
const Delivery = z.object({
  action: z.string(),
  sender: Person,
  repository: z.object({
    id: z.number().optional(),
    full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
    clone_url: z.string(),
  }),
  issue: z
    .object({
      number,
      title: z.string(),
      body: z.string().nullish(),
      author_association: z.string(),
      user: Person,
      pull_request: z.unknown().optional(),
    })
    .optional(),
  label: z.object({ name: z.string() }).optional(),
  comment: Said.optional(),
  review: Said.optional(),
  pull_request: z
    .object({
      number,
      head: z.object({ repo: z.object({ full_name: z.string() }).nullable() }),
    })
    .optional(),
  check_suite: z
    .object({
      conclusion: z.string().nullish(),
      head_sha: z.string(),
      pull_requests: z.array(
        z.object({ number, base: End, head: End.extend({ sha: z.string() }) }),
      ),
    })
    .optional(),
});
type Delivery = z.infer<typeof Delivery>;

interface Wish {
  /** Of the issue or pull request. */
  number: number;
  /** Null: nobody wishes it, checks have failed. */
  person: string | null;
  /** Null: GitHub has to be asked what the person may. */
  association: string | null;
  request: string;
  /** The request is the text of the issue at this address; left out: the person's words. */
  text_of?: string;
  /** Of a pull request: whether a person has typed that it is answered, or only something came. */
  round?: "typed" | "came";
}

/** The part that each event has. */
const PARTS = {
  issues: "issue",
  issue_comment: "issue",
  pull_request_review: "review",
  pull_request_review_comment: "pull_request",
  check_suite: "check_suite",
} as const;
const ignored = (why: string): HookAnswer => ({ status: 200, body: { ignored: why } });
const refused = (status: number, why: string): HookAnswer => ({ status, body: { error: why } });

/** As `/multi-ai #12` reads it. */
function wholeOf({ issue, repository }: Delivery): { request: string; text_of: string } {
  const url = `${repository.clone_url.replace(/\.git$/, "")}/issues/${issue?.number}`;
  const { title = "", body } = issue ?? {};
  return { request: issueRequest({ title, body: body ?? "", url }) ?? "", text_of: url };
}

/** What somebody wishes by a delivery; in words why it is no wish. */
function wishOf(event: string, delivery: Delivery): Wish | string {
  const { action, sender, issue, label, check_suite: suite } = delivery;
  if (suite !== undefined) return wishOfChecks(delivery, suite);
  if (sender.type !== "User") return "not by a person";
  if (event === "issues") {
    if (issue?.pull_request) return "a label of a pull request";
    if (action !== "labeled" || label?.name !== LABEL) return `no label ${LABEL} was set`;
    const isAuthor = sender.login === issue!.user.login;
    return {
      number: issue!.number,
      person: sender.login,
      association: isAuthor ? issue!.author_association : null,
      ...wholeOf(delivery),
    };
  }
  return wishOfWords(delivery);
}

function wishOfChecks(
  { action, repository: { id } }: Delivery,
  { conclusion, head_sha, pull_requests }: NonNullable<Delivery["check_suite"]>,
): Wish | string {
  // One whose head lies here may go into another repository, which numbers its own.
  const pull = pull_requests.find(
    ({ base, head }) => head.sha === head_sha && base.repo.id === id && head.repo.id === id,
  );
  if (action !== "completed" || !FAILED.includes(conclusion ?? "")) return "no failed checks";
  if (pull === undefined) return "checks of no pull request of this repository";
  return { ...roundOf(pull.number, "came"), person: null, association: null };
}

const roundOf = (number: number, round: NonNullable<Wish["round"]>) => ({
  ...{ number, round, request: `#${number}` },
});

/** The same of what a person has said: a comment, or a review. */
function wishOfWords(delivery: Delivery): Wish | string {
  const { action, sender, repository, issue, pull_request: pull, comment, review } = delivery;
  const said = review ?? comment;
  if (action !== (review ? "submitted" : "created") || said === undefined) return "no new comment";
  // What an app writes in a person's name is the app's.
  if (
    said.user.type !== "User" ||
    said.user.login !== sender.login ||
    said.performed_via_github_app
  )
    return "not by a person";
  const body = said.body ?? "";
  if (isMarked(body)) return "by multi-ai";
  // What the page does not show, nobody there has seen.
  const shown = visibleText(body).text;
  const request = COMMAND.exec(shown)?.[1];
  const by = { person: sender.login, association: said.author_association };
  if (pull === undefined && !issue?.pull_request)
    return request === undefined
      ? "no command"
      : {
          ...{ ...by, number: issue!.number },
          ...(request.trim() === "" ? wholeOf(delivery) : { request: request.trim() }),
        };
  if (pull !== undefined && pull.head.repo?.full_name !== repository.full_name)
    return "a pull request of a fork";
  // The comments of a review come by themselves.
  if (shown === "") return "without words";
  const at = (issue ?? pull)!.number;
  return { ...by, ...roundOf(at, request === undefined ? "came" : "typed") };
}

interface GithubDeps extends Deps<GithubSettings> {
  pool: Pool;
  projects: Projects;
}

export class Github {
  /** One delivery after the other: each needs two connections of the pool. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: GithubDeps) {}

  /** Takes a delivery. The signature counts for the bytes as they came. */
  hook: Hook = async (headers, bytes) => {
    const { secret } = this.deps.settings;
    if (!isSameText(headers.get("x-hub-signature-256") ?? "", `sha256=${hmac(secret, bytes)}`))
      return refused(401, "the signature is missing or wrong");
    const event = headers.get("x-github-event") ?? "";
    if (!Object.hasOwn(PARTS, event)) return ignored("another event");
    const delivery = Delivery.safeParse(parsed(bytes));
    if (!delivery.success || delivery.data[PARTS[event as keyof typeof PARTS]] === undefined)
      return refused(
        400,
        "the body does not belong to that event; its content type must be application/json",
      );
    const { full_name: name } = delivery.data.repository;
    if (!this.isOurs(name)) return ignored("another repository");
    const wish = wishOf(event, delivery.data);
    if (typeof wish === "string") return ignored(wish);
    if (wish.request === "") return ignored("without words");
    if (!(await this.may(wish, name))) return ignored("not by a person who may");
    // Its id is not signed: whoever sends a delivery once more may give it another one.
    const digest = createHash("sha256").update(bytes).digest("hex");
    const id = headers.get("x-github-delivery");
    return this.inTurn(() => this.begin(delivery.data.repository, wish, { digest, id }));
  };

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => {});
    return done;
  }

  private async may({ person, association }: Wish, repository: string): Promise<boolean> {
    if (person === null) return true;
    if (association !== null) return ASSOCIATIONS.includes(association);
    const path = `/repos/${repository}/collaborators/${encodeURIComponent(person)}/permission`;
    // Null: GitHub does not know the person.
    type Told = { permission?: string; role_name?: string } | null;
    const told = (await this.orNull(path)) as Told;
    return ROLES.includes(told?.role_name ?? "") || ROLES.includes(told?.permission ?? "");
  }

  /**
   * Starts a job, unless this delivery has started one, or the issue or pull request has one that
   * has not ended. `isLater`: the delivery has waited for that one's end.
   */
  private async begin(
    repository: Pick<Delivery["repository"], "full_name" | "clone_url">,
    {
      number,
      person,
      request: words,
      text_of,
      round,
    }: Pick<Wish, "number" | "person" | "request" | "text_of" | "round">,
    { digest, id, isLater = false }: { digest: string; id: string | null; isLater?: boolean },
  ): Promise<HookAnswer> {
    const { store, pool, projects } = this.deps;
    const opened = round && (await this.openedBy(repository.full_name, number));
    if (opened === null) return ignored("a pull request that no job here has opened");
    const source = {
      ...{ by: "github" as const, repository: repository.full_name, issue: number },
      person: person ?? "failed checks",
      ...(opened && { branch: opened.branch }),
      ...(text_of !== undefined && { text_of }),
    };
    const project = await checkProject(opened?.project ?? repository.clone_url, projects).catch(
      (error: Error) => error,
    );
    if (project instanceof Error) return ignored(project.message);
    const answer = await transaction(
      pool,
      async (client): Promise<HookAnswer & { busy?: string }> => {
        const busy = await liveFor(client, source);
        const seen = await client.query(
          `select job from ${SCHEMA}.audit where what = 'delivery' and details->>'digest' = $1`,
          [digest],
        );
        if (seen.rows[0] !== undefined && !isLater)
          return { status: 200, body: { job: seen.rows[0].job, again: true } };
        if (round === "came" && (await this.roundsOf(client, source)) >= ROUNDS)
          return ignored(`after ${ROUNDS} rounds only the command starts another`);
        const request = JobRequest.parse({ project, request: words.slice(0, MAX_REQUEST) });
        const made = opened ? { ...request, workflow: "address" as const } : request;
        const job = busy ?? (await store.createJob(made, source, digest)).job.id;
        if (opened && busy === null)
          await client.query(`update ${SCHEMA}.job set pull = $2 where id = $1`, [
            job,
            opened.pull,
          ]);
        const who = `${source.person} (${source.repository}#${source.issue})`;
        const begun = busy === null;
        await writeAudit(client, job, who, "delivery", { digest, id, begun, person, round });
        if (busy !== null) return { ...ignored("it already has a job"), busy };
        return { status: 202, body: { job, again: false } };
      },
    );
    if (answer.busy !== undefined && !round) this.tellBusy(source, answer.busy);
    return { status: answer.status, body: answer.body };
  }

  /** The job that has opened a pull request; null: none of this server. */
  private async openedBy(
    repository: string,
    number: number,
  ): Promise<{ project: string; branch: string; pull: string } | null> {
    const { rows } = await this.deps.pool.query(
      `select project, branch, pull from ${SCHEMA}.job
       where workflow <> 'address' and branch is not null and pull is not null and right(lower(pull), length($1)) = $1 order by created desc limit 1`,
      [`/${repository}/pull/${number}`.toLowerCase()],
    );
    return rows[0] ?? null;
  }

  /** How often a pull request was answered; where no run has begun, it was not. */
  private async roundsOf(
    client: Pick<Pool, "query">,
    { repository, issue }: Source & { by: "github" },
  ): Promise<number> {
    const { rows } = await client.query(
      `select count(*)::int as n from ${SCHEMA}.job where workflow = 'address' and lower(source->>'repository') = lower($1)
       and source->>'issue' = $2 and (run is not null or state <> all($3))`,
      [repository, String(issue), ENDED],
    );
    return rows[0].n;
  }

  /** The next round, where something has come while this one was at work. */
  private async goOn({ id: job, project }: Job, source: Source & { by: "github" }): Promise<void> {
    const { rows } = await this.deps.pool.query(
      `select details from ${SCHEMA}.audit where job = $1 and what = 'delivery' and details->>'begun' = 'false'
       and at > (select min(at) from ${SCHEMA}.event where job = $1) order by n desc limit 1`,
      [job],
    );
    if (rows[0] === undefined) return;
    const { digest, id, person, round } = rows[0].details;
    const repository = { full_name: source.repository, clone_url: project };
    const wish = { ...roundOf(source.issue, round), person };
    await this.inTurn(() => this.begin(repository, wish, { digest, id, isLater: true }));
  }

  private tellBusy(
    { repository, issue }: { repository: string; issue: number },
    job: string,
  ): void {
    const text = `multi-ai has a [job](${this.deps.url}/#/job/${job}) for this issue, which has not ended. Cancel that one first, or wait for its end.`;
    this.comment(repository, issue, text).catch((error: Error) => this.deps.say(error.message));
  }

  /** Tells on the issue. */
  readonly outlet: Outlet = {
    name: "github",
    source: "github",
    states: ["queued", "running", "question", "complete", "failed", "cancelled", "parked"],
    tell: async (job) => {
      const { source } = job;
      if (source.by !== "github") return {};
      const isRound = answeredBranch(job) !== null;
      const isWhole = job.state === "complete" && !job.rolled_back;
      const pull =
        isWhole && !isRound
          ? await this.pullRequest(job, source.repository, `For #${source.issue}.`)
          : null;
      const text = await this.textOf(job, pull);
      const isLast = isRound && isWhole && (await this.roundsOf(this.deps.pool, source)) >= ROUNDS;
      const more = isLast ? `\n\nFrom now on only a comment \`/multi-ai\` starts a round.` : "";
      await this.comment(source.repository, source.issue, text + more);
      if (isRound && isWhole)
        await this.goOn(job, source).catch((error: Error) => this.deps.say(error.message));
      return pull === null ? {} : { pull };
    },
  };

  /** Opens the pull request where a person has had the branch of another job pushed. */
  readonly pulls: Outlet = {
    name: "pull request",
    source: null,
    isPushed: true,
    states: ["complete"],
    tell: async (job) => {
      const name = /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(job.project)?.[1];
      // Of an issue's job the issue is told.
      if (name === undefined || isAbsolute(job.project) || job.source.by === "github") return {};
      if (job.rolled_back || !this.isOurs(name)) return {};
      const pull = await this.pullRequest(job, name, `By ${job.source.name}.`);
      return pull === null ? {} : { pull };
    },
  };

  private isOurs(repository: string): boolean {
    const name = repository.toLowerCase();
    return this.deps.settings.repositories.some(
      (one) => one === name || one === `${name.split("/")[0]}/*`,
    );
  }

  private async textOf(job: NotifiedJob, pull: string | null): Promise<string> {
    const { url, store } = this.deps;
    if (job.state === "queued" || job.state === "running")
      return `multi-ai has taken this: [job ${job.id.slice(0, 8)}](${url}/#/job/${job.id}).`;
    const [question] = job.state === "question" ? (job.question?.all ?? []) : [];
    const { title, text, link } =
      question === undefined ? endText(job, url) : questionText(job, question, url);
    // It was told with the end.
    const isNew = question === undefined && job.followed === null;
    const report = isNew ? headOf((await store.reportOf(job.id)) ?? "") : "";
    return [
      `**${title}** ([job](${link}))`,
      quiet(text).replaceAll("\n", "  \n"),
      ...(pull === null ? [] : [`Pull request: ${pull}`]),
      ...(report === "" ? [] : ["---", quiet(report)]),
    ].join("\n\n");
  }

  /**
   * Address of the pull request for a job's branch, which is opened where GitHub has the branch;
   * null: it has not.
   */
  private async pullRequest(job: Job, repository: string, why: string): Promise<string | null> {
    const pull = await this.opened(job, repository, why);
    if (pull !== null && pull !== job.pull)
      await transaction(this.deps.pool, async (client) => {
        await client.query(`update ${SCHEMA}.job set pull = $2 where id = $1`, [job.id, pull]);
        await tellChanged(client, job.id);
      });
    return pull;
  }

  private async opened(
    { id, branch, request, base: wanted }: Job,
    repository: string,
    why: string,
  ): Promise<string | null> {
    if (branch === null) return null;
    const [owner] = repository.split("/");
    const there = await this.orNull(`/repos/${repository}/branches/${encodeURIComponent(branch)}`);
    if (there === null) return null;
    const head = encodeURIComponent(`${owner}:${branch}`);
    const [open] = (await this.ask(`/repos/${repository}/pulls?state=open&head=${head}`)) as {
      html_url: string;
    }[];
    if (open !== undefined) return open.html_url;
    const { default_branch: usual } = (await this.ask(`/repos/${repository}`)) as {
      default_branch: string;
    };
    const base = wanted ?? usual;
    const title = quiet(request.trim().split("\n")[0]!.slice(0, 72));
    const body = `${why} [The job and its report](${this.deps.url}/#/job/${id}).`;
    const made = await this.ask(`/repos/${repository}/pulls`, { title, head: branch, base, body });
    return (made as { html_url: string }).html_url;
  }

  /** Its mark has it start nothing, and be no comment that is answered. */
  private comment = (repository: string, issue: number, body: string): Promise<unknown> =>
    this.ask(`/repos/${repository}/issues/${issue}/comments`, {
      body: `${body}\n\n${mark("job", String(issue))}`,
    });

  private ask(path: string, body?: object): Promise<unknown> {
    const { api, token } = this.deps.settings;
    const headers = {
      authorization: `Bearer ${token}`,
      accept: "application/vnd.github+json",
      "x-github-api-version": "2022-11-28",
    };
    return ask("GitHub", api + path, { headers, ...(body && { body }) });
  }

  private orNull = (path: string): Promise<unknown> =>
    this.ask(path).catch((error: Unanswered) => {
      if (error.status === 404) return null;
      throw error;
    });
}

/** The same text naming nobody and no issue: whom a report mentions is not called. */
const quiet = (text: string): string =>
  text
    .replaceAll(/(^|[^\w`/])([@#])(?=\w)/gm, "$1$2\u200b")
    .replaceAll(/(\w)#(?=\d)/g, "$1#\u200b");

/** The beginning of a report, in whole lines, with a block of code closed. */
function headOf(report: string): string {
  const lines: string[] = [];
  let size = 0;
  for (const line of report.trim().split("\n").slice(0, MAX_HEAD_LINES)) {
    size += line.length + 1;
    if (size > MAX_HEAD) break;
    lines.push(line);
  }
  const isOpen = lines.filter((line) => /^\s*```/.test(line)).length % 2 === 1;
  return [...lines, ...(isOpen ? ["```"] : [])].join("\n");
}
