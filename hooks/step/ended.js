// @bun
import{br}from"./s53.js";export{br as endedCommand};
