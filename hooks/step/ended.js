// @bun
import{Er}from"./s23.js";export{Er as endedCommand};
