// @bun
import {
  TEST_CHECKS
} from "./s112.js";
export {
  TEST_CHECKS as CHECKS
};
