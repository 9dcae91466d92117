// @bun
import{_l,oc}from"./s15.js";export{oc as boundCall,_l as policy};
