/** Files of the workflow, from the project's folder. */
export const P = "pipeline";
export const GATES = `${P}/gates`;
export const BRIEF = `${P}/brief.md`;
export const SPEC = `${P}/design-spec.md`;
export const ADR_FOLDER = `${P}/adr`;
export const ADRS = `${ADR_FOLDER}/`;
/** The owners' notes on the design, and pm's word on its scope. */
export const REVIEW_FOLDER = `${P}/design-review`;
export const CODE_REVIEW = `${P}/code-review`;
export const TEST_REPORT = `${P}/test-report.md`;
export const DEPLOY_LOG = `${P}/deploy-log.md`;
/** Written by the program alone. */
export const CONTEXT = `${P}/context.md`;
export const RETROSPECTIVE = `${P}/retrospective.md`;
export const LESSONS = `${P}/lessons-learned.md`;
/** What that is written from. */
export const LESSONS_DATA = `${P}/lessons-learned.json`;

export const pullRequestPath = (area: string): string => `${P}/pr-${area}.md`;

/** Whether a path is one of these: they are no part of the project that is built. */
export const isOwnFile = (path: string): boolean => path.startsWith(`${P}/`);
