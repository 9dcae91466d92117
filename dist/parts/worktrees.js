// @bun
import {
  openWorkstream2,
  commitWorkstream2,
  workstreamTree2
} from "./s82.js";
export {
  commitWorkstream2 as commitWorkstream,
  openWorkstream2 as openWorkstream,
  workstreamTree2 as workstreamTree
};
