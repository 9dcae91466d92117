// @bun
import {
  TEST_CHECKS
} from "./s127.js";
export {
  TEST_CHECKS as CHECKS
};
