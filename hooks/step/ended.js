// @bun
import{jr}from"./s47.js";export{jr as endedCommand};
