// @bun
import{Jf}from"./s79.js";export{Jf as behindCall};
