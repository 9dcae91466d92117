// @bun
import{Il}from"./s59.js";export{Il as beforeCommand};
