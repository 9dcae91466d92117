// The default project with a roadmap of three phases, as `.planning` has it, for tests of single
// commands.
import { DEFAULT_FILES, type Files } from "../project.ts";

export const PROJECT_TEXT = `# Greeter

## What This Is

A library that speaks to people by name.

## Core Value

One sentence for one person.

## Requirements

### Active

- [ ] Say more than hello

## Constraints

- **Tools**: bun alone — nothing else is installed
`;

export const REQUIREMENTS_TEXT = `# Requirements: Greeter

## v1 Requirements

### Words

- [ ] **WORD-01**: \`goodbye(name)\` says goodbye to one person
- [ ] **WORD-02**: \`thanks(name)\` thanks one person
- [ ] **WORD-03**: \`sorry(name)\` asks one person for pardon
- [ ] **WORD-04**: \`cheers(name)\` drinks to one person

## Traceability

| Requirement | Phase | Status |
|-------------|-------|--------|
| WORD-01 | Phase 1 | Pending |
| WORD-02 | Phase 1 | Pending |
| WORD-03 | Phase 1.1 | Pending |
| WORD-04 | Phase 2 | Pending |
`;

const section = (
  number: string,
  name: string,
  after: string,
  ids: string,
  fns: string[],
): string => `### Phase ${number}: ${name}
**Goal**: ${name} can be said
**Depends on**: ${after}
**Requirements**: ${ids}
**Success Criteria** (what must be TRUE):
${fns.map((fn, at) => `  ${at + 1}. ${fn} says its sentence by name, shown by a test`).join("\n")}
**Plans**: TBD

Plans:
- [ ] TBD
`;

export const ROADMAP_TEXT = `# Roadmap: Greeter

## Overview

From hello to a whole conversation.

## Phases

- [ ] **Phase 1: Farewells** - goodbye and thanks
- [ ] **Phase 1.1: Pardon (INSERTED)** - sorry
- [ ] **Phase 2: Toasts** - cheers

## Phase Details

${section("1", "Farewells", "Nothing", "WORD-01, WORD-02", ["goodbye", "thanks"])}
${section("1.1", "Pardon (INSERTED)", "Phase 1", "WORD-03", ["sorry"])}
${section("2", "Toasts", "Phase 1", "WORD-04", ["cheers"])}
## Progress

| Phase | Plans Complete | Status | Completed |
|-------|----------------|--------|-----------|
| 1. Farewells | 0/0 | Not started | - |
| 1.1. Pardon | 0/0 | Not started | - |
| 2. Toasts | 0/0 | Not started | - |
`;

export const STATE_TEXT = `# Project State

## Project Reference

See: .planning/PROJECT.md (updated 2026-01-03)

**Core value:** One sentence for one person.
**Current focus:** Phase 1: Farewells

## Current Position

Phase: 1 of 3 (Farewells)
Plan: Not started
Status: Ready to plan
Last activity: 2026-01-03 — Roadmap created

Progress: [░░░░░░░░░░] 0%

## Accumulated Context

### Decisions

None yet.

### Blockers/Concerns

None yet.

## Session Continuity

Last session: 2026-01-03
Stopped at: Roadmap created
Resume file: None
`;

/** `config`: of `config.json`, beside what is usual. */
export const greeter = (config: Record<string, unknown> = {}, more: Files = {}): Files => ({
  ...DEFAULT_FILES,
  ".planning/PROJECT.md": PROJECT_TEXT,
  ".planning/REQUIREMENTS.md": REQUIREMENTS_TEXT,
  ".planning/ROADMAP.md": ROADMAP_TEXT,
  ".planning/STATE.md": STATE_TEXT,
  ".planning/config.json": `${JSON.stringify({ mode: "interactive", granularity: "standard", ...config }, null, 2)}\n`,
  ...more,
});
