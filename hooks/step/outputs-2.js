// @bun
import{fg,Rc}from"./s51.js";export{Rc as autoPasses,fg as outputs};
