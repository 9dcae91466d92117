// @bun
import {
  caughtFindings2
} from "./s90.js";
export {
  caughtFindings2 as caughtFindings
};
