// @bun
import {
  bringBack2,
  lookAgain2,
  behindCall2
} from "./s216.js";
export {
  behindCall2 as behindCall,
  bringBack2 as bringBack,
  lookAgain2 as lookAgain
};
