// @bun
import{_l,rc}from"./s28.js";export{rc as boundCall,_l as policy};
