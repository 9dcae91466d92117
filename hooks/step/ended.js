// @bun
import{hr}from"./s76.js";export{hr as endedCommand};
