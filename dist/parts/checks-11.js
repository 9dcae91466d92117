// @bun
import {
  TEST_CHECKS
} from "./s139.js";
export {
  TEST_CHECKS as CHECKS
};
