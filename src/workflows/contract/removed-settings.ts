const ROUNDS = "limits.rounds";
const PRICES = "prices, by the name of the model";
const USE = "council.use, which has for each seat or role <provider>/<model>, or a list of them";

const DEPLOY = "deploy.command, such as docker compose up -d --wait && ./smoke.sh";

/** Settings of earlier versions by path, with what is set in their place; null: nothing is. Runs of before go on with theirs. */
export const REMOVED_SETTINGS: Readonly<Record<string, string | null>> = {
  "limits.iterations": ROUNDS,
  "limits.revise": ROUNDS,
  "limits.gaps": ROUNDS,
  "limits.debug_rounds": ROUNDS,
  "limits.debug_tries": ROUNDS,
  "limits.tests": ROUNDS,
  "limits.scope": ROUNDS,
  "limits.security": ROUNDS,
  "limits.peer": ROUNDS,
  "limits.qa": ROUNDS,
  "limits.width": null,
  "limits.tries": null,
  "limits.execution_s": "bounds, which has minutes for each agent",
  "limits.context_left": null,
  convergence: null,
  final_confirmation: null,
  minor_findings: null,
  max_criteria: null,
  frozen: "permissions.deny of .claude/settings.json, such as Edit(/tests/**)",
  "codex.timeout_minutes": null,
  "providers.*.timeout_s": null,
  "providers.*.structured": null,
  "providers.*.price": PRICES,
  "budget.minutes_max": "bounds, which has minutes for each agent",
  "council.roles": USE,
  "council.anonymous": null,
  "council.warn_models": null,
  "council.quorum_models": null,
  "council.allow": "execute.allow",
  "team.security": null,
  "team.lessons": null,
  "team.branch_prefix": null,
  "team.approvals": null,
  "execute.commit_message": null,
  "execute.branch_prefix": null,
  "deploy.environment": "--deploy=<environment>, behind /multi-ai:team",
  "deploy.adapter": DEPLOY,
  "deploy.compose_file": DEPLOY,
  "deploy.services": DEPLOY,
  "deploy.smoke": DEPLOY,
  "deploy.runbook": DEPLOY,
  "deploy.timeout_minutes": null,
  "notify[].topic": null,
  "notify[].timeout_s": null,
};

/** What takes the place of a setting that is gone, null: nothing; undefined: there was none of this path. */
export function removedSetting(path: readonly PropertyKey[]): string | null | undefined {
  const is = path.map((key, index) => {
    if (typeof key === "number") return "[]";
    return path[0] === "providers" && index === 1 ? ".*" : `.${String(key)}`;
  });
  const name = is.join("").slice(1);
  return Object.hasOwn(REMOVED_SETTINGS, name) ? REMOVED_SETTINGS[name] : undefined;
}
