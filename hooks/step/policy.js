// @bun
import{Ll,hc}from"./s60.js";export{hc as boundCall,Ll as policy};
