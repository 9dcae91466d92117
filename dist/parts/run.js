// @bun
import {
  drain2,
  runProcess2,
  endGroup2
} from "./s116.js";
export {
  drain2 as drain,
  endGroup2 as endGroup,
  runProcess2 as runProcess
};
