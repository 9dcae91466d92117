// @bun
import {
  caughtFindings2
} from "./s92.js";
export {
  caughtFindings2 as caughtFindings
};
