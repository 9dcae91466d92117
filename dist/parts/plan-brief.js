// @bun
import {
  phaseParts2,
  make2,
  revise2,
  judge2
} from "./s96.js";
export {
  judge2 as judge,
  make2 as make,
  phaseParts2 as phaseParts,
  revise2 as revise
};
