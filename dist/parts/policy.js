// @bun
import {
  policy2,
  boundCall2
} from "./s115.js";
export {
  boundCall2 as boundCall,
  policy2 as policy
};
