// @bun
import {
  commandText,
  globs
} from "./s60.js";
import {
  MAX_PROMOTED,
  RETIRE_AFTER
} from "./s143.js";
import {
  pathProblem
} from "./s145.js";
import {
  _lte,
  _positive,
  _nonnegative,
  _maxLength,
  _minLength,
  _regex,
  string,
  number2,
  int,
  array,
  strictObject,
  union,
  record2,
  _enum,
  literal,
  optional,
  nullable,
  _default,
  check,
  refine
} from "./s1.js";

// src/workflows/team/settings.ts
var MAX_NAME = 30;
var TAKEN = ["qa", "principal", "rest"];
function nameProblem(name) {
  if (name !== name.normalize("NFC"))
    return "expected a name in the form NFC: type it again on a keyboard, without pasting";
  if ([...name].length > MAX_NAME)
    return `expected a name of at most ${MAX_NAME} characters, not ${[...name].length}`;
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u.test(name))
    return "expected a name of letters, digits, - and _, beginning with a letter or digit";
  if (!/\p{L}/u.test(name))
    return "expected a name with at least one letter";
  return TAKEN.includes(name.toLowerCase()) ? `expected another name, such as ${name}-area: this one is a role's` : null;
}
var folded = (name) => name.normalize("NFC").toLowerCase();
var command = union([commandText, literal(false)], {
  error: (issue) => Array.isArray(issue.input) ? "expected one command, not a list: join them with &&" : 'expected a command in quotes, such as "make test", or false, which runs none'
});
var areas = record2(string(), globs.check(_minLength(1))).check(refine((all) => Object.keys(all).length <= 12, "expected at most 12 areas"), check((all) => {
  for (const [index, name] of Object.keys(all.value).entries()) {
    const other = Object.keys(all.value).slice(0, index).find((one) => folded(one) === folded(name));
    const problem = nameProblem(name) ?? (other === undefined ? null : `expected a name that differs from ${JSON.stringify(other)} in more than case`);
    if (problem !== null)
      all.issues.push({ code: "custom", path: [name], message: problem, input: all.value });
  }
}));
var checkpoint = (...rules) => {
  const names = rules.map((rule) => JSON.stringify(rule)).join(", ");
  const error = `expected ${names} or null, which asks`;
  return optional(strictObject({ auto_pass_when: nullable(_enum(rules, { error })) }));
};
var checkpoints = strictObject({
  a: checkpoint("no_warnings"),
  b: checkpoint("no_warnings"),
  c: checkpoint("no_warnings", "all_criteria_passed")
});
var BRANCH_PREFIX = /^(?![-./])(?!.*(?:\.\.|\/[./]|@\{|\.lock\/))[^\s~^:?*[\\]+$/;
var BRANCH_WORDS = `expected the beginning of a branch's name, such as "feature/build-"`;
var team = strictObject({
  profile: _default(_enum(["local", "app_worktree"]), "local"),
  branch_prefix: _default(string().check(_maxLength(60), _regex(BRANCH_PREFIX, BRANCH_WORDS)), "feature/build-"),
  approvals: _default(number2().check(int(), _positive(), _lte(11)), 2),
  qa: optional(globs),
  commands: optional(strictObject({
    lint: optional(command),
    types: optional(command),
    tests: optional(command),
    dependencies: optional(command)
  })),
  security: optional(globs),
  lessons: optional(strictObject({
    promote: _default(number2().check(int(), _nonnegative(), _lte(10)), MAX_PROMOTED),
    retire_after: _default(number2().check(int(), _positive(), _lte(1000)), RETIRE_AFTER)
  }))
});
var projectFile = string().check(_maxLength(200), refine((path) => pathProblem(path) === null && !path.startsWith("-"), {
  error: (issue) => {
    const [why = ""] = (pathProblem(String(issue.input)) ?? "a path must not begin with -").split("; ");
    return `expected a path relative to the project, such as "ops/compose.yml": ${why}`;
  }
}));
var seconds = number2().check(_positive(), _lte(3600));
var webAddress = string().check(_maxLength(500), refine((url) => /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(url) && URL.canParse(url), {
  error: 'expected an address such as "http://localhost:8080/health"'
}));
var environmentName = string().check(refine((name) => /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u.test(name), "expected letters, digits, . _ -, at most 40 of them, letter or digit first"));
var serviceName = string().check(refine((name) => /^[A-Za-z0-9][\w.-]{0,99}$/.test(name), "expected the name of a service in the compose file"));
var deploySettings = strictObject({
  adapter: _default(_enum(["docker-compose", "command", "none"]), "none"),
  environment: _default(environmentName, "production"),
  compose_file: optional(projectFile),
  services: optional(array(serviceName).check(_minLength(1), _maxLength(50))),
  command: optional(commandText),
  health: optional(strictObject({
    url: optional(webAddress),
    command: optional(commandText),
    timeout_seconds: _default(seconds, 60)
  }).check(refine((one) => one.url === undefined !== (one.command === undefined), "expected either url or command"))),
  smoke: optional(commandText),
  runbook: optional(projectFile),
  rollback: optional(commandText),
  timeout_minutes: _default(number2().check(_positive(), _lte(240)), 15)
}).check(refine((one) => one.adapter !== "command" || one.command !== undefined, {
  path: ["command"],
  error: 'expected a command: the adapter "command" needs the command that deploys'
}), refine((one) => one.adapter === "docker-compose" || (one.compose_file ?? one.services) === undefined, {
  path: ["adapter"],
  error: 'expected "docker-compose": compose_file and services belong to that adapter'
}));
var DEFAULT_DEPLOY = deploySettings.parse({});
var TEAM_SETTINGS = {
  areas: optional(areas),
  checkpoints: optional(checkpoints),
  deploy: optional(deploySettings),
  team: optional(team)
};
export {
  DEFAULT_DEPLOY,
  TEAM_SETTINGS
};
