// @bun
import {
  statusTable2
} from "./s75.js";
export {
  statusTable2 as statusTable
};
