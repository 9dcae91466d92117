// @bun
import {
  caughtFindings2
} from "./s94.js";
export {
  caughtFindings2 as caughtFindings
};
