// @bun
import{Vf,ya}from"./s19.js";export{ya as autoPasses,Vf as outputs};
