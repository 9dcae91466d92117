// @bun
import{Sl,rc}from"./s30.js";export{rc as boundCall,Sl as policy};
