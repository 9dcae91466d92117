// @bun
import {
  caughtFindings2
} from "./s93.js";
export {
  caughtFindings2 as caughtFindings
};
