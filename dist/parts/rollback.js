// @bun
import {
  atWork2,
  rollBack2,
  snapshotBefore2,
  workSnapshot2
} from "./s57.js";
export {
  atWork2 as atWork,
  rollBack2 as rollBack,
  snapshotBefore2 as snapshotBefore,
  workSnapshot2 as workSnapshot
};
