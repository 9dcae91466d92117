// @bun
import {
  openWorkstream2,
  takeBase2,
  commitWorkstream2,
  workstreamTree2,
  restoreWorkstream2
} from "./s168.js";
export {
  commitWorkstream2 as commitWorkstream,
  openWorkstream2 as openWorkstream,
  restoreWorkstream2 as restoreWorkstream,
  takeBase2 as takeBase,
  workstreamTree2 as workstreamTree
};
