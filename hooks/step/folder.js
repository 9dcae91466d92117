// @bun
import{pm}from"./s81.js";export{pm as behindCall};
