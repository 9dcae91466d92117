// @bun
import {
  phaseParts2,
  BRIEFS2
} from "./s186.js";
export {
  BRIEFS2 as BRIEFS,
  phaseParts2 as phaseParts
};
