// @bun
import {
  statusTable2
} from "./s132.js";
export {
  statusTable2 as statusTable
};
