const ROUNDS = "limits.rounds";
const USE = "council.use, which has for each seat or role <provider>/<model>, or a list of them";

const DEPLOY = "deploy.command, such as docker compose up -d --wait && ./smoke.sh";

/** Settings of earlier versions by path, with what is set in their place; null: nothing is. Runs of before go on with theirs. */
export const REMOVED_SETTINGS: Readonly<Record<string, string | null>> = {
  "limits.iterations": ROUNDS,
  "limits.revise": ROUNDS,
  "limits.gaps": ROUNDS,
  "limits.debug_rounds": ROUNDS,
  "limits.debug_tries": ROUNDS,
  "council.roles": USE,
  "council.anonymous": null,
  "council.warn_models": "council.quorum_models, below which nothing is approved",
  "council.allow": "execute.allow",
  "team.security": null,
  "team.lessons": null,
  "deploy.adapter": DEPLOY,
  "deploy.compose_file": DEPLOY,
  "deploy.services": DEPLOY,
  "deploy.smoke": DEPLOY,
  "deploy.runbook": DEPLOY,
  "deploy.timeout_minutes": null,
  "notify[].topic": null,
};
