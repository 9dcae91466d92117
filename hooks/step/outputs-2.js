// @bun
import{gg,Oc}from"./s45.js";export{Oc as autoPasses,gg as outputs};
