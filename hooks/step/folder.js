// @bun
import{ym}from"./s83.js";export{ym as behindCall};
