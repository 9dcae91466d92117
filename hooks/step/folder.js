// @bun
import{Om}from"./s85.js";export{Om as behindCall};
