// @bun
import {
  REQUIRED_FLAGS2,
  PROBE_LIMIT_MS2,
  flagsIn2,
  errorLine2,
  probe2
} from "./s234.js";
export {
  PROBE_LIMIT_MS2 as PROBE_LIMIT_MS,
  REQUIRED_FLAGS2 as REQUIRED_FLAGS,
  errorLine2 as errorLine,
  flagsIn2 as flagsIn,
  probe2 as probe
};
