// @bun
import{_l,ac}from"./s29.js";export{ac as boundCall,_l as policy};
