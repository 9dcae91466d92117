// @bun
import{pr}from"./s54.js";export{pr as endedCommand};
