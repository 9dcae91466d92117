/** Integers are bigint, of any size; numbers with a point are number. */
export type Value = null | boolean | bigint | number | string | Value[] | Dictionary | Opaque;

/** In the order in which the keys came. */
export type Dictionary = Map<Value, Value>;

/** What templates can hold and pass on, such as a macro, and nobody else looks into. */
export interface Opaque {
  readonly opaque: string;
}

/** The source of a template by its name; null: there is none. */
export type Load = (name: string) => string | null;

/**
 * A filter of one's own gets arguments without names only. A FilterError that it throws comes back
 * as a TemplateError with the filter's place, any other error as it is.
 */
export type Filter = (value: Value, ...args: Value[]) => Value;

export interface Options {
  escape?: boolean;
  filters?: Record<string, Filter>;
}

/** `Environment` of python/quill. */
export interface Quill {
  render(name: string, data?: Dictionary): string;
  renderText(source: string, data?: Dictionary, name?: string): string;
}

/** `TemplateError` of python/quill; its text is in `Error.message`. */
export interface Failure extends Error {
  /** `message` of python/quill: without the place. */
  readonly reason: string;
  /** `name` of python/quill. */
  readonly template: string;
  readonly line: number;
  readonly column: number;
}
