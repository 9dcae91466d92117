import type { Projects } from "../api/project.ts";
import type { Pool } from "../database/connection.ts";
import type { Store } from "../jobs/store.ts";
import type { Queue } from "../queue.ts";
import { Github } from "./github.ts";
import { type Hook, hooksApp } from "./hooks.ts";
import type { OutsideSettings } from "./settings.ts";
import { Slack } from "./slack.ts";
import { Telegram } from "./telegram.ts";
import { type Outlet, Teller } from "./teller.ts";
import { Webhooks } from "./webhooks.ts";

/** The server's ways to the world outside: GitHub's issues, chats, and webhooks. */

interface OutsideDeps {
  settings: OutsideSettings;
  store: Store;
  pool: Pool;
  queue: Queue;
  projects: Projects;
  say: (problem: string) => void;
}

export interface Outside {
  /** Answers what services post, below `/hooks/`. */
  fetch(request: Request): Response | Promise<Response>;
  close(): Promise<void>;
}

/** Starts those that are set up. */
export function startOutside({ settings, ...deps }: OutsideDeps): Outside {
  const { url } = settings;
  const github = settings.github && new Github({ ...deps, settings: settings.github, url });
  const telegram = settings.telegram && new Telegram({ ...deps, settings: settings.telegram, url });
  const slack = settings.slack && new Slack({ ...deps, settings: settings.slack, url });
  const all: { hook: Hook; outlet: Outlet }[] = [github, telegram, slack].filter(
    (one) => one !== null,
  );
  const outlets = [...all.map(({ outlet }) => outlet), ...(github ? [github.pulls] : [])];
  const app = hooksApp(
    Object.fromEntries(all.map(({ hook, outlet }) => [outlet.name, hook])),
    deps.say,
  );
  const webhooks = new Webhooks({ ...deps, url });
  const teller = new Teller(deps.pool, deps.store, outlets, deps.say, {
    webhooks: () => webhooks.take(),
  });
  telegram?.start();
  return {
    fetch: (request) => app.fetch(request),
    async close() {
      await Promise.all([teller.close(), webhooks.close(), telegram?.close()]);
    },
  };
}
