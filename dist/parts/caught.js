// @bun
import {
  caughtFindings2
} from "./s99.js";
export {
  caughtFindings2 as caughtFindings
};
