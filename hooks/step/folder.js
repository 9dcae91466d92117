// @bun
import{pm}from"./s80.js";export{pm as behindCall};
