// @bun
import {
  statusTable2
} from "./s74.js";
export {
  statusTable2 as statusTable
};
