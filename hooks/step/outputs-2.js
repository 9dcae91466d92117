// @bun
import{Rm,Sc}from"./s24.js";export{Sc as autoPasses,Rm as outputs};
