// @bun
import{hr}from"./s15.js";export{hr as endedCommand};
