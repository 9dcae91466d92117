// @bun
import {
  TEST_CHECKS
} from "./s71.js";
export {
  TEST_CHECKS as CHECKS
};
