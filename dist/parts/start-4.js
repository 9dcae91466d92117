// @bun
import {
  startNotifying2,
  lookForSilence2
} from "./s181.js";
export {
  lookForSilence2 as lookForSilence,
  startNotifying2 as startNotifying
};
