// @bun
import{hr}from"./s14.js";export{hr as endedCommand};
