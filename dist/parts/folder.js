// @bun
import {
  bringBack2,
  lookAgain2,
  behindCall2
} from "./s217.js";
export {
  behindCall2 as behindCall,
  bringBack2 as bringBack,
  lookAgain2 as lookAgain
};
