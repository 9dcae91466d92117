export type { Dictionary, Failure, Filter, Load, Opaque, Options, Quill, Value } from "./types.ts";
