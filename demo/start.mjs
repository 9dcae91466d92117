// `npm start`: plain Node, because in a fresh clone there is nothing else. Installs what is missing, then hands over to Bun.
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { install, root } from "../tests/install.mjs";
import { isSlip } from "../tests/slip.mjs";

const HELP = `usage: npm start                                  a whole run on a small project, on this machine alone
       npm start -- --workflow team               a feature through nine stages, the same way
       npm start -- --workflow council            six seats plan and vote, and what they approve is built
       npm start -- --workflow phases             an idea becomes a project, phase after phase to its milestone
       npm start -- --interactive                 Claude Code opens here, and you type the commands yourself
       npm start -- --live "<request>" [folder]   the same with your own Claude Code, in your project

Without --live a scripted model plays every agent: no network, no account, no cost. The real Claude Code and the real
Codex run it, in a temporary copy of demo/project.

Options of --live, passed on to \`multi-ai run\`:
  --auto                    Ask no questions: the story is approved as it is
  --permission-mode <mode>  Claude Code's permission mode; acceptEdits when not given
  --allowed-tools <rules>   Tool calls to allow without asking, such as "Bash(npm test:*)"
  --claude <path>           Claude Code to use, instead of the one on PATH
  --help                    Show this help`;

/** The demo of each workflow. */
const DEMOS = { "multi-ai": "demo/main.ts", team: "demo/team-main.ts", council: "demo/council-main.ts", phases: "demo/phases-main.ts" };
/** The one that a person plays. */
const INTERACTIVE = "demo/interactive.ts";
let demo = DEMOS["multi-ai"];

const PASSED = ["permission-mode", "allowed-tools", "claude"];

const OPTIONS = {
  help: { type: "boolean" },
  live: { type: "string" },
  interactive: { type: "boolean" },
  workflow: { type: "string" },
  auto: { type: "boolean" },
  ...Object.fromEntries(PASSED.map((name) => [name, { type: "string" }])),
};

function wrong(problem) {
  console.error(`${problem}\nnpm start -- --help shows how`);
  process.exit(2);
}

/** What the arguments ask for. Ends the program when they are wrong. */
function readArguments(argv) {
  let parsed;
  try {
    parsed = parseArgs({
      args: argv,
      allowPositionals: true,
      options: OPTIONS,
    });
  } catch (error) {
    const given = /'--([\w-]+)/.exec(error.message)?.[1] ?? "";
    if (error.code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE" && OPTIONS[given]?.type === "string") {
      const next = argv[argv.indexOf(`--${given}`) + 1];
      const expected = given === "live" ? 'a request: npm start -- --live "<request>" [folder]' : "a value after it";
      return wrong(`--${given}: found ${next === undefined ? "nothing" : `"${next}"`}, expected ${expected}`);
    }
    const meant = error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? Object.keys(OPTIONS).find((name) => isSlip(given, name)) : undefined;
    return wrong(`${error.message.split(". ")[0]}${meant === undefined ? "" : `; did you mean --${meant}?`}`);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const { live, workflow, interactive } = values;
  if (workflow !== undefined && !Object.hasOwn(DEMOS, workflow))
    return wrong(`there is no demo of the workflow "${workflow}"; there are ${Object.keys(DEMOS).join(", ")}`);
  if (workflow !== undefined && live !== undefined) return wrong("--workflow is for the demo; --live runs multi-ai");
  if (interactive && (live ?? workflow) !== undefined) return wrong(`--interactive goes without --${live === undefined ? "workflow" : "live"}`);
  if (live === undefined) {
    demo = interactive ? INTERACTIVE : DEMOS[workflow ?? "multi-ai"];
    const only = ["auto", ...PASSED].find((name) => values[name] !== undefined);
    if (only) return wrong(`--${only} is an option of --live`);
    const [first] = positionals;
    if (first !== undefined) return wrong(`unknown argument "${first}"; ${Object.hasOwn(DEMOS, first) ? `for its demo: npm start -- --workflow ${first}` : "a request needs --live"}`);
    if (interactive && !(process.stdin.isTTY && process.stdout.isTTY))
      return wrong("--interactive opens Claude Code in a terminal, and this is none: type it in a terminal, or leave it out, and the demo runs by itself");
    return null;
  }
  if (live.trim() === "") return wrong("the request is empty");
  if (positionals.length > 1) return wrong(`unknown argument "${positionals[1]}"`);
  // npm runs scripts in the package's folder; where the person is stands in INIT_CWD.
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0] ?? ".");
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return wrong(`there is no folder ${folder}`);
  const passed = PASSED.flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
  return { folder, args: ["run", ...passed, ...(values.auto ? ["--auto"] : []), "--project", folder, "--", "multi-ai", live] };
}

const asked = readArguments(process.argv.slice(2));
let bun;
try {
  bun = await install({ development: asked === null });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const program = asked === null ? [demo] : ["src/orchestrator.ts", ...asked.args];
const env = asked === null ? process.env : { ...process.env, MULTI_AI_CWD: asked.folder, MULTI_AI_CALLED: join(root, "bin/multi-ai") };
const child = spawn(bun, ["--no-install", "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null", ...program], {
  cwd: root,
  env,
  stdio: "inherit",
});
// The child ends what it has started, and says so: this program only waits for it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`Bun did not start: ${error.message}`);
  process.exitCode = 1;
});
child.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
