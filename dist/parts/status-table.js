// @bun
import {
  statusTable2
} from "./s79.js";
export {
  statusTable2 as statusTable
};
