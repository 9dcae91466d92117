import type { Task } from "../../../src/engine/run.ts";
import type { Settings } from "../../../src/settings.ts";
import { reviewsOf } from "../../../src/workflows/team/peer-review/tally.ts";
import type { Section, TeamFacts } from "../../../src/workflows/team/record/recorded.ts";
import { team } from "../../../src/workflows/team/workflow.ts";
import { answered, ends, Story, started } from "../../engine/given.ts";

export const AREAS = {
  backend: ["src/backend/**"],
  frontend: ["src/frontend/**"],
  platform: ["src/infra/**", ".github/**"],
};

/** Settings by which something can be deployed. */
export const DEPLOYS = {
  deploy: { command: "sh deploy.sh", environment: "production" },
};

/**
 * A run of the team workflow whose areas have a tree of their own, which every edit of an area
 * changes.
 */
export class Team extends Story {
  readonly trees: Record<string, string> = {};

  constructor(
    settings: Partial<Settings> = {},
    options: Record<string, string> = { track: "full" },
    auto = false,
  ) {
    super(team);
    started({ settings: { areas: AREAS, ...settings }, options, auto, run: "team-00000001" })(this);
  }

  /** Ends a task with what a good agent would have said, and with `over`. */
  end(name: string, over: TeamFacts = {}, outcome?: string): this {
    const task = this.task(name);
    ends(task.id, outcome ?? usual(task), { facts: { ...this.facts(task, over), ...over } })(this);
    return this;
  }

  facts(task: Task, over: TeamFacts = {}): TeamFacts {
    if (task.edits === "area")
      return { status: "PASS", ...(over.changed ? {} : this.changes(task, [task.item ?? ""])) };
    switch (task.schema) {
      case "stage-02":
        return { status: "PASS", areas: Object.keys(this.now.settings.areas ?? { app: [] }) };
      case "peer-review":
        return {
          sections: reviewsOf(this.now, task).map((one) => this.section(one)),
          trees: { ...this.trees },
        };
      case "program-record":
        return {
          status: "PASS",
          rules: [],
          trees: { ...this.trees },
          flags: { all_criteria_met: true, one_to_one: true },
        };
      default:
        return task.schema.startsWith("stage-") ? { status: "PASS" } : {};
    }
  }

  /** What a task says that has changed these parts of the project. */
  changes(task: Task, parts: string[]): TeamFacts {
    const before = (part: string): number =>
      this.now.tasks.filter(
        (one) => one.id !== task.id && (one.facts as TeamFacts).changed?.includes(part),
      ).length;
    for (const part of parts) this.trees[part] = `${part}-${before(part) + 1}`;
    return {
      changed: parts,
      trees: Object.fromEntries(parts.map((part) => [part, this.trees[part]!])),
    };
  }

  section(area: string, over: Partial<Section> = {}) {
    return {
      area,
      verdict: "approved" as const,
      blockers: [],
      escalation: null,
      tree: this.trees[area] ?? "",
      ...over,
    };
  }

  /** A seat that asks for changes of these areas, and approves its others. */
  asks(name: string, areas: Record<string, { decision: string; options: string[] } | null>): this {
    const sections = reviewsOf(this.now, this.task(name)).map((area) =>
      area in areas
        ? this.section(area, {
            verdict: "changes",
            blockers: ["wrong"],
            escalation: areas[area] ? { reason: "wrong", ...areas[area] } : null,
          })
        : this.section(area),
    );
    return this.end(name, { sections });
  }

  /** Everything goes well until one of these is ready, or asked. */
  until(...names: string[]): this {
    for (let left = 200; left > 0; left--) {
      const ready = this.ready();
      if (ready.some((task) => names.includes(task.subject))) return this;
      const open = this.now.questions[0];
      if (open && names.includes(open.kind)) return this;
      const next = ready[0];
      if (next) this.end(next.id);
      else if (open?.kind.startsWith("checkpoint-")) answered("proceed")(this);
      else break;
    }
    if (names.length > 0) throw new Error(`none of ${names.join(", ")} came; ${this.where()}`);
    return this;
  }

  ready(): Task[] {
    return this.now.tasks.filter((task) => task.status === "ready" || task.status === "running");
  }

  where(): string {
    return `${this.now.status}: ${this.now.questions.map((one) => one.kind).join(", ")} ${this.now.tasks
      .filter((task) => !["done", "skipped"].includes(task.status))
      .map((task) => `${task.subject} ${task.status}`)
      .join("; ")}`;
  }

  /** Subjects by status, in order. */
  subjects(status: string): string[] {
    return this.now.tasks.filter((task) => task.status === status).map((task) => task.subject);
  }
}

const usual = (task: Task): string =>
  task.schema === "program-record"
    ? "pass"
    : ["scope-review", "stage-05-security"].includes(task.schema)
      ? "approved"
      : "done";
