// @bun
import {
  TEST_CHECKS
} from "./s133.js";
export {
  TEST_CHECKS as CHECKS
};
