// @bun
import{Tl,lc}from"./s10.js";export{lc as boundCall,Tl as policy};
