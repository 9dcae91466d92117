// @bun
import{hr}from"./s58.js";export{hr as endedCommand};
