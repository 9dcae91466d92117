// @bun
import{Sl,ic}from"./s30.js";export{ic as boundCall,Sl as policy};
