// @bun
import{jm}from"./s85.js";export{jm as behindCall};
