// @bun
import {
  SILENCES2,
  startNotifying2,
  lookForSilence2
} from "./s190.js";
export {
  SILENCES2 as SILENCES,
  lookForSilence2 as lookForSilence,
  startNotifying2 as startNotifying
};
