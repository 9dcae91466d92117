// @bun
import {
  PLANNING,
  CONFIG
} from "./s40.js";
import {
  RECORDED,
  record
} from "./s112.js";
import {
  readConfigText
} from "./s250.js";
import {
  readText
} from "./s120.js";
import {
  commitFiles
} from "./s77.js";
import {
  isInGit
} from "./s229.js";
import {
  denyList
} from "./s276.js";

// src/workflows/phases/commit-planning.ts
var BEGUN = /^\.planning\/milestones\/[^/]+\.json$/;
function commitPlanning({ project, run }, title) {
  const { config } = readConfigText(readText(project.root, CONFIG, []) ?? "{}", CONFIG);
  if (!config.commit_docs || !isInGit(project))
    return [];
  const isSecret = denyList(run.settings.secrets);
  const made = commitFiles(project, { run: run.run, exclude: [".task"] }, { title, files: (name) => name.startsWith(`${PLANNING}/`) && !BEGUN.test(name) && !isSecret(name) });
  return made.ok ? [] : [`${PLANNING} is not committed: ${made.problem}; ${made.remedy}`];
}

// src/workflows/phases/checks.ts
var ENDS = {
  "project-publish": () => "docs: initialize project",
  "discuss-publish": ({ options }) => `docs(${options.phase}): capture phase context`,
  "plan-publish": ({ options }) => `docs(${options.phase}): create phase plan`,
  "execute-publish": ({ options }) => `docs(phase-${options.phase}): complete phase execution`,
  "verify-publish": ({ options }) => `docs(phase-${options.phase}): verify phase`,
  "milestone-archive": (_run, { version }) => `chore: archive ${version} files`,
  "debug-close": () => "docs: close debug session"
};
var recordedBy = (check, title) => async (scene, ...more) => {
  const done = await check(scene, ...more);
  if (done.outcome !== "pass")
    return done;
  const run = { ...scene.run, status: "complete", updated_at: new Date().toISOString() };
  const warnings = [...record({ ...scene, run }), ...commitPlanning(scene, title(run, done.facts ?? {}))];
  const said = done.facts?.warnings ?? [];
  const all = [...said, ...warnings];
  return { ...done, facts: { ...done.facts, [RECORDED]: true, ...all.length === 0 ? {} : { warnings: all } } };
};
function withEnds(checks) {
  const ends = Object.entries(ENDS).map(([name, title]) => {
    if (!Object.hasOwn(checks, name))
      throw new Error(`no command has a check "${name}"`);
    return [name, recordedBy(checks[name], title)];
  });
  return { ...checks, ...Object.fromEntries(ends) };
}
export {
  withEnds
};
