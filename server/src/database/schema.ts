/**
 * The server's own tables, beside those of pg-boss. A write of a worker begins with a look at its
 * fence: each taking of a job raises it, so whoever had the job before can write nothing more. The
 * key of `event` keeps a journal from forking.
 */
export const SCHEMA = "multi_ai";

/**
 * Told to whoever listens as soon as a job or its events have changed; the payload is the job's id.
 */
export const CHANGED = "multi_ai_changed";
