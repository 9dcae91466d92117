import { type DeployAdapter, failureOf } from "./adapter.ts";

/** Any command of the person: exit code 0 says that it deployed, nothing says that it works. */
export const commandAdapter: DeployAdapter = {
  name: "command",
  async bring(settings, steps) {
    const ran = await steps.line("deploy", settings.command ?? "");
    steps.keep(ran.step);
    const failure = failureOf(ran);
    return {
      begun: ran.outcome !== "not_found" && ran.outcome !== "spawn_failed",
      adapter_result: { exit: ran.step.exit },
      services_healthy: [],
      blockers: failure === null ? [] : [`Deployment failed: ${failure}`],
      known: false,
    };
  },
};
