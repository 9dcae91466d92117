// @bun
import {
  statusTable2
} from "./s136.js";
export {
  statusTable2 as statusTable
};
