// The scripted roles of the team workflow's walkthrough: a password reset with a question, an
// escalation, a failing test.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Files } from "./project.ts";
import { approval, request, reviewedAreas } from "./small-team.ts";
import type { Brief, Work } from "./team.ts";

const FILES = join(import.meta.dir, "..", "fixtures/pipeline/walkthrough");
const fixture = (path: string): string => readFileSync(join(FILES, path), "utf8");
const data = (name: string) => JSON.parse(fixture(`${name}.json`));
const gate = (name: string): Record<string, unknown> => data(`gates/${name}`);

export const AREAS = {
  backend: ["src/backend/**"],
  frontend: ["src/frontend/**"],
  platform: ["src/infra/**", ".github/**"],
};

const SMOKE = `import { expect, test } from "bun:test";\nfor (let at = 1; at <= 16; at++) test(\`adds up \${at}\`, () => expect(at + 1).toBeGreaterThan(at));\n`;

/** The project before the run; `more` goes into its settings. */
export const walkthroughFiles = (more: Record<string, unknown> = {}): Files => ({
  "package.json": '{ "name": "accounts", "private": true, "type": "module" }\n',
  "AGENTS.md": "# Accounts\n\nPlain modules, no framework.\n",
  "lint.js": 'console.log("lint: clean");\n',
  "src/tests/smoke.test.js": SMOKE,
  "deploy/run.sh": 'echo "deployed to $DEPLOY_ENVIRONMENT"\n',
  "docs/runbook.md": "# Runbook\n\nLook at the queue.\n",
  ".claude/multi-ai.json": JSON.stringify({
    areas: AREAS,
    tests: { commands: ["bun test"] },
    team: {
      commands: { lint: "bun lint.js", types: false, dependencies: false },
      ...((more.team as object) ?? {}),
    },
    deploy: { command: "sh deploy/run.sh" },
    ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== "team")),
  }),
});

/** `leaks`: the raw token is in the answer; `misses`: an unknown address gets 404. */
const routes = ({
  leaks,
  misses,
}: {
  leaks: boolean;
  misses: boolean;
}): string => `import { jobs } from "../../infra/queue/emailQueue.js";
import { isUsed, use } from "../models/passwordResetToken.js";
import { makeToken, readToken } from "../services/tokenService.js";

const USERS = ["ann@example.org"];

export function request(method, path, body = {}) {
  if (method === "POST" && path === "/auth/password-reset") {
    ${misses ? "if (!USERS.includes(body.email)) return { status: 404 };\n    " : ""}if (USERS.includes(body.email)) jobs.push({ to: body.email, token: makeToken({ user: "ann", at: Date.now() }) });
    return { status: 200, body: { ok: true } };
  }
  const token = path.slice("/auth/password-reset/".length);
  const known = readToken(token, 0);
  if (known === null || isUsed(token)) return { status: 410, body: { error: "this link is used or expired" } };
  if (method === "GET") return { status: 200, body: "<form></form>" };
  if ((body.password ?? "").length < 8) return { status: 422 };
  use(token);
  return { status: 200, body: { ok: true${leaks ? ", token" : ""} } };
}
`;

const BUILT: Record<string, Files> = {
  backend: {
    "src/backend/routes/auth.js": routes({ leaks: true, misses: true }),
    "src/backend/services/tokenService.js": `const HOUR_MS = 3_600_000;
const SIGNED = "hmac";
let made = 0;

export const makeToken = ({ user, at }) => [user, at, SIGNED, made++].join(".");

export function readToken(token, now) {
  const [user, at, signed] = token.split(".");
  return signed === SIGNED && now - Number(at) < HOUR_MS ? { user } : null;
}
`,
    "src/backend/models/passwordResetToken.js":
      "const used = new Set();\n\nexport const use = (token) => used.add(token);\nexport const isUsed = (token) => used.has(token);\n",
  },
  frontend: {
    "src/frontend/pages/ForgotPassword.jsx":
      "export const ForgotPassword = () => <form>…</form>;\n",
    "src/frontend/pages/ResetPassword.jsx": "export const ResetPassword = () => <form>…</form>;\n",
  },
  platform: {
    "src/infra/queue/emailQueue.js": "export const jobs = [];\n",
    "src/infra/email/resetEmailTemplate.js":
      "export const resetEmail = (link) => `Reset: ${link}`;\n",
    ".github/workflows/ci.yml": "on: push\njobs: {}\n",
  },
};

/** The line of a brief that says where its work is done, when that is not the project. */
const workdir = (brief: Brief): string =>
  /Work in (\S+?), a checkout of your own/.exec(brief.text)?.[1] ?? "";
const project = (brief: Brief): string =>
  brief.writes.slice(0, brief.writes.lastIndexOf("/pipeline/"));

/** Paths of the project's code as an agent names them: in a worktree by their whole path. */
function placed(brief: Brief, files: Files): Files {
  const base = workdir(brief);
  return base === ""
    ? files
    : Object.fromEntries(Object.entries(files).map(([path, text]) => [`${base}/${path}`, text]));
}

const now = (brief: Brief): string =>
  /"timestamp": "([^"]+)"/.exec(brief.text)?.[1] ?? "2026-11-20T12:00:00Z";
/** A role's gate in the form of the brief: its time, and what the test changes. */
const gateOf = (
  brief: Brief,
  name: string,
  over: Record<string, unknown> = {},
): Record<string, unknown> => ({
  ...gate(name),
  timestamp: now(brief),
  ...over,
});

/** What an area's owner hands in: its first build, or what it mends. */
function built(brief: Brief, area: string): Work {
  const isFirst = !existsSync(join(project(brief), "pipeline", `pr-${area}.md`));
  if (isFirst)
    return {
      artifact: gateOf(brief, `stage-04-${area}`),
      edits: placed(brief, BUILT[area]!),
    };
  const path = "src/backend/routes/auth.js";
  const misses = !brief.text.includes("Tests, lint or types that the program ran fail");
  return {
    artifact: gateOf(brief, `stage-04-${area}`, {
      files_changed: [path],
      pull_request: request("Backend"),
    }),
    edits: { [path]: routes({ leaks: false, misses }) },
  };
}

/** A review: the first of frontend finds the contradiction, every other one approves. */
const reviewed = (brief: Brief, by: string): Record<string, unknown> =>
  by === "frontend" && brief.round === 1
    ? JSON.parse(fixture("code-review/by-frontend.json"))
    : { reviews: reviewedAreas(brief).map(approval) };

const said = new Map<string, Work>();

/**
 * What each role of the walkthrough writes; an agent is asked again after every call, and means to
 * write the same.
 */
export function walkthrough(brief: Brief): Work {
  const work = said.get(brief.nonce) ?? workOf(brief);
  said.set(brief.nonce, work);
  return work;
}

/** By the file that the brief names. */
function workOf(brief: Brief): Work {
  const path = brief.writes.slice(project(brief).length + 1);
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.(?:json|md)$/, "");
  if (path === "pipeline/gates/stage-01.json") return { artifact: gateOf(brief, name) };
  if (path === "pipeline/design-draft.json") return { artifact: data("design-draft") };
  if (path === "pipeline/design-review/pm.json")
    return { artifact: JSON.parse(fixture("design-review/pm.json")) };
  if (path.startsWith("pipeline/design-review/")) return { artifact: data("notes")[name] };
  if (path === "pipeline/gates/stage-02.json") return { artifact: gateOf(brief, name) };
  if (path === "pipeline/gates/stage-03.json") return { artifact: gateOf(brief, name) };
  if (name.startsWith("stage-04-")) return built(brief, name.slice("stage-04-".length));
  if (name === "stage-05-security") return { artifact: gateOf(brief, name) };
  if (path.startsWith("pipeline/code-review/")) return { artifact: reviewed(brief, name.slice(3)) };
  if (path === "pipeline/ruling.json") return { artifact: data("ruling") };
  if (name === "stage-07")
    return {
      artifact: gateOf(brief, "stage-07.failing"),
      edits: { "src/tests/auth.test.js": fixture("auth.test.js.txt") },
    };
  if (name === "deploy-log") return { artifact: data("deploy-log") };
  if (path.startsWith("pipeline/retro/")) return { artifact: data("retro")[name] };
  if (name === "stage-09") return { artifact: gateOf(brief, name) };
  throw new Error(`the walkthrough has no role that writes ${path}`);
}
