// @bun
import{Ol,ic}from"./s8.js";export{ic as boundCall,Ol as policy};
