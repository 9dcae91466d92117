// @bun
import {
  caughtFindings2
} from "./s91.js";
export {
  caughtFindings2 as caughtFindings
};
