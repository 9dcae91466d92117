// @bun
import{Sl,rc}from"./s28.js";export{rc as boundCall,Sl as policy};
