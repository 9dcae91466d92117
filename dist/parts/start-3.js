// @bun
import {
  SILENCES2,
  SILENCE_LOOK_MS2,
  startNotifying2,
  lookForSilence2
} from "./s192.js";
export {
  SILENCES2 as SILENCES,
  SILENCE_LOOK_MS2 as SILENCE_LOOK_MS,
  lookForSilence2 as lookForSilence,
  startNotifying2 as startNotifying
};
