// @bun
import{ho,zc}from"./s23.js";export{zc as beforeEnd,ho as endedCommand};
